/** What KafkaJS 2.2.4 makes of transactions: the reason for `transactions.ts`. */
import { assertEquals, assertRejects } from "@std/assert";
import { BehindProxy } from "./producers/behind_proxy.ts";

Deno.test("KafkaJS commits a transaction that is empty in the log, after one whose send had an unknown outcome", async () => {
  await using scene = await BehindProxy.open();
  const { clients, proxy, topic, cluster, history } = scene;
  const producer = clients.kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: cluster.name("billing"),
    retry: { retries: 1, initialRetryTime: 50 },
  });
  await producer.connect();
  const transact = async (value: string): Promise<void> => {
    const transaction = await producer.transaction();
    history.sent(value);
    try {
      await transaction.send({ topic, messages: [{ value }] });
      await transaction.commit();
      history.acknowledged(value);
    } catch (error) {
      await transaction.abort();
      history.aborted(value);
      throw error;
    }
  };
  await transact("A");
  proxy.inject({ dropResponse: { api: "Produce", keepOpen: true } });
  await assertRejects(() => transact("B"), Error, "Request Produce");
  proxy.clear();
  await transact("C");
  await transact("D");
  await scene.readTo("D");
  assertEquals(
    await scene.sumUp(),
    "4 sent, 3 acknowledged, 1 aborted, 2 in the log: 1 lost (C)",
  );
});
