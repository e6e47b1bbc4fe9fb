import { assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

const TEN = Array.from({ length: 10 }, (_, i) => String(1001 + i));

testChapter("05_commits", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-night": async (_, kernel) => {
      // Bo's two nights, as the title tells them: Ada ordered 1007, Cleo 1006.
      assertEquals(
        await kernel.evaluate(
          "[tuesday, wednesday].map(({ never, twice, lag }) => [never, twice, String(lag)])",
        ),
        [[[], ["1007"], "0"], [["1006"], [], "0"]],
      );
      const names = await kernel.evaluate<string[]>(
        `["1007", "1006"].map((order) => messages.find(({ value }) => value === order).key)`,
      );
      assertEquals(names, ["Ada", "Cleo"]);
    },
    "demo-auto": async ({ outputs }, kernel) => {
      assertEquals(await kernel.evaluate("auto.twice"), TEN.slice(0, 7));
      assertEquals(await kernel.evaluate("auto.never"), []);
      const [svg] = dataOf(outputs, "image/svg+xml");
      assertStringIncludes(String(svg), "mailed twice");
    },
    "demo-seek": async (_, kernel) => {
      // A seek without auto-commit leaves the committed offset where it was.
      assertEquals(
        await kernel.evaluate("String(audited.committed)"),
        "2",
      );
    },
    "demo-reset": async (_, kernel) => {
      const bank = await kernel.evaluate<string[]>(
        "measureLag(cluster, bank, orders).then(([{ lag }]) => [String(lag)])",
      );
      assertEquals(bank, ["0"]);
    },
    "demo-lag": async ({ outputs }, kernel) => {
      const lags = (await kernel.evaluate<string[]>(
        "behind.samples.map(({ lag }) => String(lag))",
      )).map(Number);
      const falling = Array.from({ length: 30 }, (_, i) => 29 - i);
      assertEquals(lags, [0, 10, 20, 30, ...falling]);
      const [text] = dataOf(outputs, "text/plain");
      assertStringIncludes(String(text), "most 30");
    },
    "demo-gap": ({ outputs }) => {
      const [text] = dataOf(outputs, "text/plain");
      assertStringIncludes(String(text), "3:– │ end 4");
    },
  },
  proofs: {
    "goes-on-from-committed": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("[first, second]"), [TEN, []]);
      },
      counterExample: `// The same, without anything committed.
        const forgetful = { group: newGroup(cluster, "mailer"), topic: orders, name: "bo", autoCommit: false };
        const twoRuns = [];
        for (const _run of [1, 2]) {
          const member = await joinGroup(cluster, forgetful);
          await untilCaughtUp(cluster, member.consumer, orders);
          await member.leave();
          twoRuns.push(member.records.map(({ value }) => value));
        }
        const [first, second] = twoRuns;`,
    },
    "start-without-commit": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("[reads.mailer, reads.bank, reads.desk]"),
          [[], TEN, []],
        );
      },
      counterExample:
        `// A consumer that goes to the oldest record whatever its group has committed.
        const always = await joinGroup(cluster, { group: mailer, topic: orders, name: "always", autoCommit: false });
        always.consumer.seek({ topic: orders, partition: 0, offset: "0" });
        await untilCaughtUp(cluster, always.consumer, orders);
        await always.leave();
        reads.mailer = always.records.map(({ value }) => value!);`,
    },
    "crash-between": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate(
            "[tuesday, wednesday].map(({ never, twice }) => ({ never, twice }))",
          ),
          [{ never: [], twice: ["1007"] }, { never: ["1006"], twice: [] }],
        );
      },
      counterExample:
        `// It is killed as hard, but when all that is processed is committed: each commit comes with the next record.
        const commitBefore: Handler = async ({ consumer, message, work, ...at }) => {
          await consumer.commitOffsets([{ ...at, offset: message.offset }]);
          await work();
        };
        const [tuesday, wednesday] = await Promise.all([night(commitBefore, "1007"), night(commitBefore, "1006")]);`,
    },
    "auto-commit-after-batch": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("[auto.committed, auto.twice]"),
          [null, TEN.slice(0, 7)],
        );
        // A threshold commits on the way, and the end of the batch does all the same.
        const committed = await kernel.evaluate(`(async () => {
          const groupId = newGroup(cluster, "threshold");
          const consumer = cluster.kafka.consumer({ groupId });
          const seen: number[] = [];
          const look = async () => {
            const [place] = await measureLag(cluster, groupId, orders);
            seen.push(Number(place!.committed));
          };
          await consumer.connect();
          await consumer.subscribe({ topics: [orders], fromBeginning: true });
          await consumer.run({ autoCommitThreshold: 7, eachMessage: look });
          await untilCaughtUp(cluster, consumer, orders);
          await look();
          await consumer.disconnect();
          return seen;
        })()`);
        assertEquals(committed, [...Array(7).fill(0), 7, 7, 7, 10]);
      },
      counterExample: `// A handler that does not leave the commit to KafkaJS.
        const auto = await night(mailFirst, "1007", true);`,
    },
    "commit-moves-nothing": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("[atFirst, afterCommit, afterSeek]"),
          [TEN, [], TEN.slice(7)],
        );
      },
      counterExample:
        `// A rebalance between the commit and the reading: the consumer runs on, and goes on from what it committed.
        const audits = { ...cleo, group: newGroup(cluster, "audit"), config: { heartbeatInterval: 100 } };
        const running = await joinGroup(cluster, audits);
        await untilCaughtUp(cluster, running.consumer, orders);
        await running.consumer.commitOffsets([{ topic: orders, partition: 0, offset: "2" }]);
        running.records.length = 0;
        const guest = await joinGroup(cluster, { ...audits, name: "guest" });
        await guest.leave();
        await running.until(() => running.records.length === 8, "eight orders");
        await running.leave();
        const afterCommit = running.records.map(({ value }) => value);`,
    },
    "offset-of-a-moment": {
      holds: async (kernel) => {
        const [offset, times] = await kernel.evaluate<[string, number[]]>(
          `[found[0].offset, (await readToEnd(cluster, orders)).map(({ timestamp }) => timestamp - broke)]`,
        );
        assertEquals(Number(offset), times.findIndex((time) => time >= 0));
      },
      counterExample:
        `// A moment after the last record: KafkaJS gives the end, where no record is.
        const broke = after(95);
        const found = await cluster.admin.fetchTopicOffsetsByTimestamp(orders, broke.getTime());`,
    },
    "lag-counts-offsets": {
      holds: async (kernel) => {
        const [read, there, lag] = await kernel.evaluate<number[]>(
          `[booked.length, (await readToEnd(cluster, payments)).length, Number(books.lag)]`,
        );
        assertEquals([read, there, lag], [3, 3, 1]);
        // So with eachMessage. Otherwise KafkaJS commits past the marker too.
        const others = await kernel.evaluate<string[]>(`(async () => {
          const lags: string[] = [];
          for (
            const way of [
              { eachBatch: () => Promise.resolve() },
              { autoCommitThreshold: 1, eachMessage: () => Promise.resolve() },
            ]
          ) {
            const groupId = newGroup(cluster, "bank");
            const consumer = cluster.kafka.consumer({ groupId });
            await consumer.connect();
            await consumer.subscribe({ topics: [payments], fromBeginning: true });
            await consumer.run(way);
            await untilCaughtUp(cluster, consumer, payments);
            await consumer.disconnect();
            const [{ lag }] = await measureLag(cluster, groupId, payments);
            lags.push(String(lag));
          }
          return lags;
        })()`);
        assertEquals(others, ["0", "0"]);
      },
      counterExample: `// No transaction, no marker: nothing but records.
        const payments = await createTopic(cluster, "payments");
        await producer.send({ topic: payments, messages: three.map((value) => ({ value })) });
        const booked = await run(payments, bank);
        const [books] = await measureLag(cluster, bank, payments);`,
    },
  },
});
