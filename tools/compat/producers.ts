import { assert, assertEquals } from "@std/assert";
import {
  CompressionTypes,
  type Message,
  type ProducerConfig,
  type ProducerRecord,
} from "kafkajs";
import { untilCoordinated } from "workbook/cluster.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import type { ApiCheck } from "./api_check.ts";
import { type CompatFixture, PARTITIONS } from "./fixture.ts";

/** Options of an idempotent producer; with more requests in flight, retries could reorder its records. */
const EXACTLY_ONCE: ProducerConfig = {
  idempotent: true,
  maxInFlightRequests: 1,
};

/** Checks of producers, with every guarantee that they can ask for. */
export const PRODUCER_CHECKS: ApiCheck[] = [
  ...([["none", CompressionTypes.None], [
    "gzip",
    CompressionTypes.GZIP,
  ]] as const)
    .map(([codec, compression]): ApiCheck => ({
      name: `produce compressed by ${codec}`,
      run: async (fixture) => {
        const messages = Array.from({ length: 20 }, (_, index) => ({
          key: `key-${index}`,
          value: `${codec}-${index}`,
          headers: { codec },
          timestamp: String(Date.now()),
        }));
        const results = await send(fixture, {}, { compression, messages });
        assertEquals(results, PARTITIONS);
      },
    })),
  ...[0, 1, -1].map((acks): ApiCheck => ({
    name: `produce with acks=${acks}`,
    run: async (fixture) => {
      await send(fixture, {}, { acks, messages: [{ value: `acks ${acks}` }] });
    },
  })),
  {
    name: "produce idempotently",
    run: async (fixture) => {
      const messages = [{ value: "idempotent" }];
      assertEquals(await send(fixture, EXACTLY_ONCE, { messages }), 1);
    },
  },
  {
    name: "sendBatch",
    run: async (fixture) => {
      await fixture.withProducer({}, async (producer) => {
        const topicMessages = [
          { topic: fixture.topic, messages: [{ value: "batch" }] },
        ];
        const [result] = await producer.sendBatch({ topicMessages });
        assertEquals(result?.errorCode, 0);
      });
    },
  },
  {
    name: "transaction commit and abort",
    run: async (fixture) => {
      await inTransactions(fixture, "commit", async (producer) => {
        for (const outcome of ["commit", "abort"] as const) {
          const transaction = await producer.transaction();
          const messages = [{ key: "transaction", value: `${outcome} me` }];
          await transaction.send({ topic: fixture.topic, messages });
          await transaction[outcome]();
        }
      });
    },
  },
  {
    name: "transaction sendOffsets",
    run: async (fixture) => {
      const groupId = `${fixture.name}-transaction`;
      const { topic } = fixture;
      await untilCoordinated(fixture.admin); // the first of the checks that needs a group
      await inTransactions(fixture, "offsets", async (producer) => {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value: "offsets" }] });
        await transaction.sendOffsets({
          consumerGroupId: groupId,
          topics: [{ topic, partitions: [{ partition: 0, offset: "3" }] }],
        });
        await transaction.commit();
      });
      // The group's coordinator stores the offset a moment after the producer's commit has returned.
      const isStored = async (): Promise<boolean> => {
        const [stored] = await fixture.admin.fetchOffsets({
          groupId,
          topics: [topic],
        });
        return stored?.partitions.find(({ partition }) => partition === 0)
          ?.offset === "3";
      };
      await untilAnswered(
        isStored,
        10_000,
        () => timedOut(10_000, "the offset 3 to be stored"),
      );
    },
  },
  {
    name: "auto.create.topics.enable",
    run: async (fixture) => {
      const topic = `${fixture.name}-unforeseen`;
      const messages = [{ value: "first" }];
      assertEquals(await send(fixture, {}, { topic, messages }), 1);
      assert((await fixture.admin.listTopics()).includes(topic));
    },
  },
];

/** Sends records; returns the number of partitions that they were written to. */
async function send(
  fixture: CompatFixture,
  config: ProducerConfig,
  record: Partial<ProducerRecord> & { messages: Message[] },
): Promise<number> {
  return await fixture.withProducer(config, async (producer) => {
    const results = await producer.send({ topic: fixture.topic, ...record });
    for (const { errorCode } of results) assertEquals(errorCode, 0);
    return results.length;
  });
}

async function inTransactions(
  fixture: CompatFixture,
  name: string,
  work: Parameters<CompatFixture["withProducer"]>[1],
): Promise<void> {
  const transactionalId = `${fixture.name}-${name}`;
  await fixture.withProducer({ ...EXACTLY_ONCE, transactionalId }, work);
}
