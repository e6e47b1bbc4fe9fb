import { assert, assertEquals } from "@std/assert";
import type { Consumer, ConsumerConfig } from "kafkajs";
import type { ApiCheck } from "./api_check.ts";
import { type CompatFixture, PARTITIONS, rejectOnCrash } from "./fixture.ts";

/** Checks of consumers: alone, and in a group of two. */
export const CONSUMER_CHECKS: ApiCheck[] = [
  {
    name: "consume read_committed",
    run: async (fixture) => {
      const values = await readValues(fixture, {
        groupId: `${fixture.name}-committed`,
      });
      assert(values.includes("gzip-0"));
      assert(values.includes("commit me"));
      assert(!values.includes("abort me"));
    },
  },
  {
    name: "consume read_uncommitted",
    run: async (fixture) => {
      const groupId = `${fixture.name}-uncommitted`;
      const values = await readValues(fixture, {
        groupId,
        readUncommitted: true,
      });
      assert(values.includes("abort me"));
    },
  },
  {
    name: "eachBatch, seek, pause and resume",
    run: async (fixture) => {
      const config = { groupId: `${fixture.name}-batches` };
      await fixture.withConsumer(
        config,
        (consumer) => seekBack(fixture, consumer),
      );
    },
  },
  {
    name: "two members share the partitions",
    run: async (fixture) => {
      const config = { groupId: `${fixture.name}-pair` };
      await fixture.withConsumer(
        config,
        (one) =>
          fixture.withConsumer(config, (two) => shareOut(fixture, one, two)),
      );
    },
  },
  {
    name: "consume an unknown topic",
    expectFailure: /UNKNOWN_TOPIC_OR_PARTITION/,
    run: async (fixture) => {
      const config = {
        groupId: `${fixture.name}-unknown`,
        allowAutoTopicCreation: false,
      };
      await fixture.withConsumer(config, async (consumer) => {
        await consumer.subscribe({ topics: [`${fixture.name}-unknown`] });
        await consumer.run({ eachMessage: () => Promise.resolve() });
      });
    },
  },
];

/**
 * Reads the values of all records of the topic under test that a consumer gets to see, each partition in order.
 *
 * A last record is first written to each partition, so that the end is known by its content and not by waiting.
 */
async function readValues(
  fixture: CompatFixture,
  config: ConsumerConfig,
): Promise<string[]> {
  const last = `last-${crypto.randomUUID()}`;
  await fixture.withProducer({}, (producer) =>
    producer.send({
      topic: fixture.topic,
      messages: Array.from(
        { length: PARTITIONS },
        (_, partition) => ({ partition, value: last }),
      ),
    }));
  return await fixture.withConsumer(config, async (consumer) => {
    await consumer.subscribe({ topics: [fixture.topic], fromBeginning: true });
    const values: string[] = [];
    let missing = PARTITIONS;
    await new Promise<void>((resolve, reject) => {
      rejectOnCrash(consumer, reject);
      consumer.run({
        eachMessage: ({ message }) => {
          const value = String(message.value);
          values.push(value);
          if (value === last && --missing === 0) resolve();
          return Promise.resolve();
        },
      }).catch(reject);
    });
    return values;
  });
}

async function seekBack(
  fixture: CompatFixture,
  consumer: Consumer,
): Promise<void> {
  await consumer.subscribe({ topics: [fixture.topic], fromBeginning: true });
  let timesSeen = 0;
  await new Promise<void>((resolve, reject) => {
    rejectOnCrash(consumer, reject);
    consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, resolveOffset, ...functions }) => {
        for (const { offset } of batch.messages) {
          resolveOffset(offset);
          if (batch.partition !== 0 || offset !== "1") continue;
          if (++timesSeen === 2) return resolve();
          consumer.seek({ topic: fixture.topic, partition: 0, offset: "1" });
        }
        await functions.heartbeat();
        await functions.commitOffsetsIfNecessary();
      },
    }).catch(reject);
  });
  const { state, protocolType, members } = await consumer.describeGroup();
  assertEquals([state, protocolType, members.length], [
    "Stable",
    "consumer",
    1,
  ]);
  consumer.pause([{ topic: fixture.topic }]);
  assertEquals(consumer.paused()[0]?.partitions.length, PARTITIONS);
  consumer.resume([{ topic: fixture.topic }]);
  assertEquals(consumer.paused(), []);
}

async function shareOut(
  fixture: CompatFixture,
  ...consumers: Consumer[]
): Promise<void> {
  const assigned = new Map<Consumer, number[]>();
  const shared = new Promise<void>((resolve, reject) => {
    for (const consumer of consumers) {
      rejectOnCrash(consumer, reject);
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        assigned.set(consumer, payload.memberAssignment[fixture.topic] ?? []);
        const shares = [...assigned.values()].map(({ length }) => length);
        if (shares.join() === "2,2") resolve();
      });
    }
  });
  // A consumer that is disconnected while it starts would live on.
  await Promise.all([runAll(fixture, consumers), shared]);
  const all = [...assigned.values()].flat().toSorted();
  assertEquals(all, Array.from({ length: PARTITIONS }, (_, index) => index));
}

async function runAll(
  fixture: CompatFixture,
  consumers: Consumer[],
): Promise<void> {
  for (const consumer of consumers) {
    await consumer.subscribe({ topics: [fixture.topic] });
    await consumer.run({ eachMessage: () => Promise.resolve() });
  }
}
