import { assert, assertEquals } from "@std/assert";
import type { Kernel } from "headless/kernel.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

/** What became of the third order, by service and fault: such as `1 lost`. */
const fields = (kernel: Kernel, trials: string): Promise<string[]> =>
  kernel.evaluate(
    `${trials}.map(({ service, fault, verdict: { findings } }) => [service, fault,
      ...["lost", "duplicated"].flatMap((kind) => findings[kind].map(({ id }) => kind + " " + id))].join(" | "))`,
  );
const values = (kernel: Kernel, records: string): Promise<string[]> =>
  kernel.evaluate(`${records}.map(({ value }) => value)`);

testChapter("08_delivery", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-plain": async (_, kernel) => {
      assertEquals(await fields(kernel, "trials"), [
        "commit first, plain | killed after step 1 | lost 1003",
        "commit first, plain | killed after step 2",
        "commit first, plain | answer lost | duplicated 1003",
        "commit first, idempotent | killed after step 1 | lost 1003",
        "commit first, idempotent | killed after step 2",
        "commit first, idempotent | answer lost",
        "send first, plain | killed after step 1 | duplicated 1003",
        "send first, plain | killed after step 2",
        "send first, plain | answer lost | duplicated 1003",
        "send first, idempotent | killed after step 1 | duplicated 1003",
        "send first, idempotent | killed after step 2",
        "send first, idempotent | answer lost",
      ]);
    },
    "demo-isolation": async (_, kernel) => {
      assertEquals(await values(kernel, "curious.records"), ["1001", "1002"]);
      assertEquals(await kernel.evaluate("committed[0].offset"), "2");
    },
    "demo-open": async (_, kernel) => {
      const seconds = await kernel.evaluate<number>("seconds");
      assert(seconds > 1, `1004 was read after ${seconds} s`);
    },
    "demo-matrix": async (_, kernel) => {
      const all = await fields(kernel, "[...trials, ...inTransactions]");
      assertEquals(all.length, 18);
      assert(
        all.slice(12).every((field) => field.split(" | ").length === 2),
        all.slice(12).join("\n"),
      );
      assertEquals(
        await kernel.evaluate('inTheLog.map((row) => row["invoices 1003"])'),
        [1, 2, 1, 2, 2, 1],
      );
    },
    "demo-zombie": async (_, kernel) => {
      assertEquals(await kernel.evaluate("answer"), "INVALID_PRODUCER_EPOCH");
    },
    "demo-kept": async (_, kernel) => {
      assertEquals(await kernel.evaluate("spoilt.rows"), [
        { order: "1001", told: "committed", read: 1 },
        { order: "1002", told: "failed", read: 0 },
        { order: "1003", told: "committed", read: 0 },
        { order: "1004", told: "committed", read: 1 },
      ]);
    },
    "demo-cured": async (_, kernel) => {
      assertEquals(
        await kernel.evaluate("cured.verdict.summary"),
        "4 sent, 3 acknowledged, 1 aborted, 3 in the log: nothing went wrong",
      );
    },
  },
  proofs: {
    "idempotence-ends": {
      holds: async (kernel) => {
        const killed = (await fields(kernel, "trials"))
          .filter((field) => /send first, idempotent.* step 1/.test(field));
        assertEquals(killed, [
          "send first, idempotent | killed after step 1 | duplicated 1003",
        ]);
      },
      counterExample: `// The same names, and both lines in one transaction.
        const trials = await tryServices(cluster, services.map(({ name }) => ({ name, handle: offsetFirst, producer })));`,
    },
    "aborted-unseen": {
      holds: async (kernel) => {
        assertEquals(await values(kernel, "committed"), ["1002"]);
        assertEquals(
          await values(kernel, "(await readToEnd(cluster, invoices))"),
          ["1002"],
        );
      },
      counterExample: `// A reader who does not ask for committed records.
        const committed = curious.records;`,
    },
    "open-blocks": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("readAtOnce"), []);
        assertEquals(await kernel.evaluate("readLater"), ["1004"]);
      },
      counterExample: `// Whoever ends the transaction lets the readers go on.
        const ended = await createTopic(cluster, "invoices");
        const tidy = cluster.kafka.producer(transactional("tidy"));
        await tidy.connect();
        const over = await tidy.transaction();
        await over.send({ topic: ended, messages: [{ value: "1003" }] });
        await over.abort();
        await plain.send({ topic: ended, messages: [{ value: "1004" }] });
        const readAtOnce = (await takeRecords(cluster, ended, 1)).map(({ value }) => value);`,
    },
    "together-or-not": {
      holds: async (kernel) => {
        const all = await fields(kernel, "inTransactions");
        assertEquals(all.length, 6);
        assertEquals(
          all.filter((field) => field.split(" | ").length > 2),
          [],
        );
      },
      counterExample:
        `// The invoice goes through the producer, and the offset through the consumer.
        const inTransactions = await tryServices(cluster, [commitFirst, sendFirst].map((handle) => ({ name: "apart", handle, producer: { idempotent: true } })));`,
    },
    "zombie-fenced": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("answer"), "INVALID_PRODUCER_EPOCH");
        assertEquals(
          await values(kernel, "(await readToEnd(cluster, night))"),
          ["successor's"],
        );
      },
      counterExample: `// Two ids: to the broker they are strangers.
        const stranger = cluster.kafka.producer(transactional("stranger"));
        await stranger.connect();
        const strange = await stranger.transaction();
        await strange.send({ topic: night, messages: [{ value: "zombie's" }] });
        const answer = await strange.commit().then(() => "committed", (error) => kafkaErrorName(error));`,
    },
    "outside-stays": {
      holds: async (kernel) => {
        const [mailed, read] = await kernel.evaluate<[string[], number[]]>(
          "[mails, cured.rows.map(({ read }) => read)]",
        );
        assertEquals(mailed, ["1001", "1002", "1003", "1004"]);
        assertEquals(read, [1, 0, 1, 1]);
      },
      counterExample: `// An e-mail that waits for the commit.
        mails.splice(0);
        const patient = openTransactions(detour.cluster, cluster.name("patient"), { deadlineMs: 1_500 });
        const cured = await billUnanswered(cluster, detour, async (topic, order) => {
          await patient.transact((transaction) => transaction.send(topic, [{ value: order }]));
          mails.push(order);
        });
        await patient.close();`,
    },
  },
});
