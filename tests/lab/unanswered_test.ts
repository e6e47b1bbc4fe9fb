import { assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { openTransactions } from "workbook/transactions.ts";
import { billUnanswered } from "lab/unanswered.ts";
import { brokers } from "../support/broker.ts";

Deno.test("billUnanswered() shows what a KafkaJS producer loses that is kept after an error", async () => {
  await using cluster = await connect(undefined, { brokers });
  const proxied = await connectThroughProxy(cluster);
  const kept = proxied.cluster.kafka.producer({
    transactionalId: cluster.name("billing"),
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await kept.connect();
  const { rows, verdict } = await billUnanswered(
    cluster,
    proxied,
    async (topic, value) => {
      const transaction = await kept.transaction();
      try {
        await transaction.send({ topic, messages: [{ value }] });
        await transaction.commit();
      } catch (error) {
        await transaction.abort();
        throw error;
      }
    },
  );
  assertEquals(rows, [
    { order: "1001", told: "committed", read: 1 },
    { order: "1002", told: "failed", read: 0 },
    { order: "1003", told: "committed", read: 0 },
    { order: "1004", told: "committed", read: 1 },
  ]);
  assertEquals(verdict.findings.lost.map(({ id }) => id), ["1003"]);
});

Deno.test("billUnanswered() shows that openTransactions() loses nothing", async () => {
  await using cluster = await connect(undefined, { brokers });
  const proxied = await connectThroughProxy(cluster);
  await using careful = openTransactions(
    proxied.cluster,
    cluster.name("billing"),
    {
      deadlineMs: 1_500,
    },
  );
  const { verdict } = await billUnanswered(
    cluster,
    proxied,
    (topic, value) =>
      careful.transact((transaction) => transaction.send(topic, [{ value }])),
  );
  assertEquals(
    verdict.summary,
    "4 sent, 3 acknowledged, 1 aborted, 3 in the log: nothing went wrong",
  );
});
