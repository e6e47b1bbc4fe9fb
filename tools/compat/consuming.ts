import { assert, assertEquals } from "@std/assert";
import type { Consumer } from "kafkajs";
import type { Check } from "./check.ts";
import { type Lab, PARTITIONS } from "./lab.ts";
import { readToEnd, rejectOnCrash } from "./reading.ts";

/** Reading, alone and in a group of two. */
export const CONSUMING_CHECKS: Check[] = [
  {
    name: "consume read_committed",
    run: async (lab) => {
      const values = await readToEnd(lab, { groupId: `${lab.name}-committed` });
      assert(values.includes("gzip-0"));
      assert(values.includes("commit me"));
      assert(!values.includes("abort me"));
    },
  },
  {
    name: "consume read_uncommitted",
    run: async (lab) => {
      const groupId = `${lab.name}-uncommitted`;
      const values = await readToEnd(lab, { groupId, readUncommitted: true });
      assert(values.includes("abort me"));
    },
  },
  {
    name: "eachBatch, seek, pause and resume",
    run: async (lab) => {
      const config = { groupId: `${lab.name}-batches` };
      await lab.withConsumer(config, (consumer) => seekBack(lab, consumer));
    },
  },
  {
    name: "two members share the partitions",
    run: async (lab) => {
      const config = { groupId: `${lab.name}-pair` };
      await lab.withConsumer(
        config,
        (one) => lab.withConsumer(config, (two) => shareOut(lab, one, two)),
      );
    },
  },
  {
    name: "consume an unknown topic",
    expectFailure: /UNKNOWN_TOPIC_OR_PARTITION/,
    run: async (lab) => {
      const config = {
        groupId: `${lab.name}-unknown`,
        allowAutoTopicCreation: false,
      };
      await lab.withConsumer(config, async (consumer) => {
        await consumer.subscribe({ topics: [`${lab.name}-unknown`] });
        await consumer.run({ eachMessage: () => Promise.resolve() });
      });
    },
  },
];

async function seekBack(lab: Lab, consumer: Consumer): Promise<void> {
  await consumer.subscribe({ topics: [lab.topic], fromBeginning: true });
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
          consumer.seek({ topic: lab.topic, partition: 0, offset: "1" });
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
  consumer.pause([{ topic: lab.topic }]);
  assertEquals(consumer.paused()[0]?.partitions.length, PARTITIONS);
  consumer.resume([{ topic: lab.topic }]);
  assertEquals(consumer.paused(), []);
}

async function shareOut(lab: Lab, ...consumers: Consumer[]): Promise<void> {
  const assigned = new Map<Consumer, number[]>();
  const shared = new Promise<void>((resolve, reject) => {
    for (const consumer of consumers) {
      rejectOnCrash(consumer, reject);
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        assigned.set(consumer, payload.memberAssignment[lab.topic] ?? []);
        const shares = [...assigned.values()].map(({ length }) => length);
        if (shares.join() === "2,2") resolve();
      });
    }
  });
  // A consumer that is disconnected while it starts would live on.
  await Promise.all([runAll(lab, consumers), shared]);
  const all = [...assigned.values()].flat().toSorted();
  assertEquals(all, Array.from({ length: PARTITIONS }, (_, index) => index));
}

async function runAll(lab: Lab, consumers: Consumer[]): Promise<void> {
  for (const consumer of consumers) {
    await consumer.subscribe({ topics: [lab.topic] });
    await consumer.run({ eachMessage: () => Promise.resolve() });
  }
}
