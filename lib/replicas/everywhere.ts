import { untilAnswered } from "workbook/polling.ts";
import { describeTopics } from "workbook/replicas/describe_topics.ts";
import { Trouble } from "workbook/trouble.ts";

/** A broker that has not answered for so long is down, and need not know. */
const SILENT_MS = 300;

/**
 * Waits until every broker that is up knows who leads each partition of a new topic.
 *
 * The controller tells the brokers one after the other. A client that asks one of them too early is told that there is no
 * such topic, and a client without retries gives up.
 *
 * @param brokers `host:port` of those to ask, without TLS or password; one that does not answer is passed over.
 * @param topic The topic's full name.
 * @param partitions How many it has.
 * @param deadlineMs How long to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes.
 *
 * @example Three brokers
 * ```ts ignore
 * await untilEverywhere(cluster.brokers, orders, 3, 10_000);
 * ```
 */
export async function untilEverywhere(
  brokers: readonly string[],
  topic: string,
  partitions: number,
  deadlineMs: number,
): Promise<void> {
  const knows = async (broker: string): Promise<boolean> => {
    const states = await describeTopics(broker, [topic], SILENT_MS);
    return states === null ||
      states.filter(({ leader }) => leader !== null).length === partitions;
  };
  await untilAnswered(
    async () => (await Promise.all(brokers.map(knows))).every(Boolean),
    deadlineMs,
    () =>
      new Trouble(
        `Cannot use topic "${topic}": expected all of ${
          brokers.join(", ")
        } to know its leaders but found one that does not. Run the cell again`,
      ),
  );
}
