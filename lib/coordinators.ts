import type { Admin } from "kafkajs";
import { kafkaErrorName } from "workbook/kafka_errors.ts";
import { untilAnswered } from "workbook/polling.ts";
import { Trouble } from "workbook/trouble.ts";

const DEADLINE_MS = 10_000;
/** The topic in which groups commit. A broker makes it when the first group asks for its coordinator. */
const OFFSETS_TOPIC = "__consumer_offsets";

/**
 * Waits until a cluster takes care of consumer groups, which one that has just been made does only
 * some moments after its first answer.
 *
 * @param admin Connected, as a user who may see Kafka's internal topics.
 * @throws {Trouble} If the deadline of 10 s passes.
 *
 * Source: Kafka documentation, "Distribution", "Consumer Offset Tracking".
 *
 * @example Before the first consumer joins
 * ```ts ignore
 * await untilCoordinated(cluster.admin);
 * ```
 */
export async function untilCoordinated(admin: Admin): Promise<void> {
  await untilAnswered(
    () => isCoordinated(admin),
    DEADLINE_MS,
    () =>
      new Trouble(
        `Cannot use consumer groups: expected the brokers to take care of them but found none that does within ${DEADLINE_MS} ms. ` +
          'Start them again with "deno task stop" and "deno task broker"',
      ),
  );
}

async function isCoordinated(admin: Admin): Promise<boolean> {
  try {
    if ((await admin.listTopics()).includes(OFFSETS_TOPIC)) {
      await admin.listGroups(); // fails while they are loaded
      return true;
    }
    await admin.describeGroups(["any"]); // has the topic made
    return false;
  } catch (error) {
    if (/COORDINATOR|GROUP_LOAD/.test(kafkaErrorName(error) ?? "")) {
      return false;
    }
    throw error;
  }
}
