import { assert, assertEquals } from "@std/assert";
import {
  CompressionTypes,
  type Message,
  type ProducerConfig,
  type ProducerRecord,
} from "kafkajs";
import { untilCoordinated } from "workbook/cluster.ts";
import type { Check } from "./check.ts";
import { type Lab, PARTITIONS } from "./lab.ts";
import { waitUntil } from "broker/waiting.ts";

/** Both go together, or retries can reorder. */
const EXACTLY_ONCE: ProducerConfig = {
  idempotent: true,
  maxInFlightRequests: 1,
};

/** Writing, with every promise that a producer can ask for. */
export const PRODUCING_CHECKS: Check[] = [
  ...([["none", CompressionTypes.None], [
    "gzip",
    CompressionTypes.GZIP,
  ]] as const)
    .map(([codec, compression]): Check => ({
      name: `produce compressed by ${codec}`,
      run: async (lab) => {
        const messages = Array.from({ length: 20 }, (_, index) => ({
          key: `key-${index}`,
          value: `${codec}-${index}`,
          headers: { codec },
          timestamp: String(Date.now()),
        }));
        const results = await send(lab, {}, { compression, messages });
        assertEquals(results, PARTITIONS);
      },
    })),
  ...[0, 1, -1].map((acks): Check => ({
    name: `produce with acks=${acks}`,
    run: async (lab) => {
      await send(lab, {}, { acks, messages: [{ value: `acks ${acks}` }] });
    },
  })),
  {
    name: "produce idempotently",
    run: async (lab) => {
      const messages = [{ value: "idempotent" }];
      assertEquals(await send(lab, EXACTLY_ONCE, { messages }), 1);
    },
  },
  {
    name: "sendBatch",
    run: async (lab) => {
      await lab.withProducer({}, async (producer) => {
        const topicMessages = [
          { topic: lab.topic, messages: [{ value: "batch" }] },
        ];
        const [result] = await producer.sendBatch({ topicMessages });
        assertEquals(result?.errorCode, 0);
      });
    },
  },
  {
    name: "transaction commit and abort",
    run: async (lab) => {
      await inTransactions(lab, "commit", async (producer) => {
        for (const outcome of ["commit", "abort"] as const) {
          const transaction = await producer.transaction();
          const messages = [{ key: "transaction", value: `${outcome} me` }];
          await transaction.send({ topic: lab.topic, messages });
          await transaction[outcome]();
        }
      });
    },
  },
  {
    name: "transaction sendOffsets",
    run: async (lab) => {
      const groupId = `${lab.name}-transaction`;
      const { topic } = lab;
      await untilCoordinated(lab.admin); // the first of the checks that needs a group
      await inTransactions(lab, "offsets", async (producer) => {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value: "offsets" }] });
        await transaction.sendOffsets({
          consumerGroupId: groupId,
          topics: [{ topic, partitions: [{ partition: 0, offset: "3" }] }],
        });
        await transaction.commit();
      });
      // The group's coordinator learns of the commit a moment after the producer does.
      const isStored = async (): Promise<boolean> => {
        const [stored] = await lab.admin.fetchOffsets({
          groupId,
          topics: [topic],
        });
        return stored?.partitions.find(({ partition }) => partition === 0)
          ?.offset === "3";
      };
      assert(await waitUntil(isStored, 10_000), "the offset 3 is not stored");
    },
  },
  {
    name: "auto.create.topics.enable",
    run: async (lab) => {
      const topic = `${lab.name}-unforeseen`;
      const messages = [{ value: "first" }];
      assertEquals(await send(lab, {}, { topic, messages }), 1);
      assert((await lab.admin.listTopics()).includes(topic));
    },
  },
];

/** Gives the number of partitions that were written to. */
async function send(
  lab: Lab,
  config: ProducerConfig,
  record: Partial<ProducerRecord> & { messages: Message[] },
): Promise<number> {
  return await lab.withProducer(config, async (producer) => {
    const results = await producer.send({ topic: lab.topic, ...record });
    for (const { errorCode } of results) assertEquals(errorCode, 0);
    return results.length;
  });
}

async function inTransactions(
  lab: Lab,
  name: string,
  work: Parameters<Lab["withProducer"]>[1],
): Promise<void> {
  const transactionalId = `${lab.name}-${name}`;
  await lab.withProducer({ ...EXACTLY_ONCE, transactionalId }, work);
}
