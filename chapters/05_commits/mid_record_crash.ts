import type { Consumer, EachMessagePayload } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";

/** What a handler is given for a record: what KafkaJS gives to `eachMessage`, and what it can do. */
export interface HandlerTools
  extends Pick<EachMessagePayload, "topic" | "partition" | "message"> {
  /** Commits the group's offsets. */
  consumer: Pick<Consumer, "commitOffsets">;
  /** Does what the record asks for; the world has seen it then, and nothing takes it back. */
  work(): Promise<void>;
}

/** Handles one record; it sees nothing of the notebook but what it is given. */
export type Handler = (tools: HandlerTools) => Promise<void>;

/** The consumer that is killed, and the moment of that. */
export interface CrashPoint {
  /** The group's full name. */
  group: string;
  /** The topic's full name; it is read from its beginning if the group has committed nothing. */
  topic: string;
  /** The value of a record: the consumer is killed after the first step, work or commit, done for it. */
  at: string;
  /** Whether KafkaJS commits by itself; `false` when left out. */
  autoCommit?: boolean;
}

/**
 * Runs a consumer in a process of its own and kills it in the middle of a record.
 *
 * It is killed as a crash would end it (`kill -9`): it commits nothing more and does not leave its
 * group. So for two seconds, its session timeout, the group counts on it; a member that joins
 * meanwhile waits for that long.
 *
 * @param cluster The cluster whose brokers the process talks to.
 * @param handler The function that handles each record; sent to the process as text.
 * @param crash The consumer's group and topic, and the record at which it is killed.
 * @returns The values of the records whose work was done, in that order.
 * @throws {Trouble} If no such record comes within 15 s, or the consumer fails by itself.
 *
 * Source: Kafka documentation, "Message Delivery Semantics", the consumer's point of view.
 *
 * @example Dead between work and commit
 * ```ts ignore
 * const done = await consumeUntilKilled(cluster, async ({ work }) => {
 *   await work();
 * }, { group, topic, at: "1007" });
 * ```
 */
export async function consumeUntilKilled(
  cluster: Cluster,
  handler: Handler,
  crash: CrashPoint,
): Promise<string[]> {
  const input = { ...crash, handler: String(handler) };
  await using dying = startProcess<Input, Report>(cluster, consume, input);
  await dying.until(
    (reports) => reports.some(({ dead }) => dead),
    `a consumer's first step for record "${crash.at}"`,
  );
  await dying.kill();
  return dying.reports.flatMap(({ done }) => done ?? []);
}

type Input = CrashPoint & { handler: string };

interface Report {
  /** The value of a record whose work is done. */
  done?: string;
  /** The first step for the record is done; the process waits to be killed. */
  dead?: true;
}

/** Runs in the process: sees nothing of this module. */
async function consume(
  { kafka, input, report, functionFromText }: ProcessTools<Input>,
): Promise<void> {
  const { group, topic, at, autoCommit = false } = input;
  const handler = functionFromText<Handler>(input.handler);
  const forever = new Promise<void>(() => {});
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: 2_000,
    heartbeatInterval: 500,
  });
  const failed = new Promise<never>((_, reject) =>
    consumer.on("consumer.crash", ({ payload }) => reject(payload.error))
  );
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit,
    eachMessage: async ({ topic, partition, message }) => {
      const value = String(message.value);
      const step = async (): Promise<void> => {
        if (value !== at) return;
        report({ dead: true });
        await forever;
      };
      await handler({
        topic,
        partition,
        message,
        consumer: {
          commitOffsets: async (offsets) => {
            await consumer.commitOffsets(offsets);
            await step();
          },
        },
        work: async () => {
          report({ done: value });
          await step();
        },
      });
    },
  });
  await failed;
}
