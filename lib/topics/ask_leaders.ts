import { kafkaErrorName } from "workbook/kafka_errors.ts";
import { untilAnswered } from "workbook/polling.ts";

const DEADLINE_MS = 10_000;
/** What a broker answers that has just begun or ceased to lead a partition, and others believe otherwise. */
const NO_LEADER_NOW = "NOT_LEADER_FOR_PARTITION";

/**
 * Asks the leaders of partitions, and again while one of them is about to change; KafkaJS's admin gives up then.
 *
 * @param ask One request of KafkaJS's admin.
 * @returns What it gives.
 * @throws What `ask` throws for another reason; an `Error` if the leaders do not settle within 10 s.
 *
 * Source: Kafka protocol, `ListOffsets`; `NOT_LEADER_OR_FOLLOWER` is an error after which clients ask again.
 *
 * @example Where each partition ends
 * ```ts ignore
 * const offsets = await askLeaders(() => cluster.admin.fetchTopicOffsets(orders));
 * ```
 */
export async function askLeaders<Answer>(
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  const haveAnswered = async (): Promise<boolean> => {
    try {
      answers.push(await ask());
      return true;
    } catch (error) {
      if (kafkaErrorName(error) !== NO_LEADER_NOW) throw error;
      return false;
    }
  };
  await untilAnswered(
    haveAnswered,
    DEADLINE_MS,
    () => new Error("its leaders are about to change, and do not get to it"),
  );
  return answers[0]!;
}
