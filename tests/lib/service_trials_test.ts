import { assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { type ServiceHandler, tryServices } from "workbook/service_trials.ts";
import { brokers } from "../support/broker.ts";

const commitFirst: ServiceHandler = async (
  { consumer, producer, place, invoice },
) => {
  await consumer.commitOffsets([place]);
  await producer.send(invoice);
};

const sendFirst: ServiceHandler = async (
  { consumer, producer, place, invoice },
) => {
  await producer.send(invoice);
  await consumer.commitOffsets([place]);
};

const together: ServiceHandler = async (
  { producer, group, place, invoice },
) => {
  const transaction = await producer.transaction();
  await transaction.send(invoice);
  await transaction.sendOffsets({
    consumerGroupId: group,
    topics: [{ topic: place.topic, partitions: [place] }],
  });
  await transaction.commit();
};

Deno.test("tryServices() counts what each fault costs each service", async () => {
  await using cluster = await connect(undefined, { brokers });
  const idempotent = { idempotent: true };
  const transactional = {
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: cluster.name("billing"),
  };
  const trials = await tryServices(cluster, [
    { name: "commit, plain", handle: commitFirst, producer: {} },
    { name: "commit, idempotent", handle: commitFirst, producer: idempotent },
    { name: "send, plain", handle: sendFirst, producer: {} },
    { name: "send, idempotent", handle: sendFirst, producer: idempotent },
    { name: "together", handle: together, producer: transactional },
  ]);
  const all = "5 sent, 5 acknowledged,";
  const once = `${all} 5 in the log: nothing went wrong`;
  const lost = `${all} 4 in the log: 1 lost (1003)`;
  const twice = `${all} 6 in the log: 1 duplicated (1003)`;
  assertEquals(
    trials.map(({ service, fault, verdict }) =>
      [service, fault, verdict.summary].join(" | ")
    ),
    [
      `commit, plain | killed after step 1 | ${lost}`,
      `commit, plain | killed after step 2 | ${once}`,
      `commit, plain | answer lost | ${twice}`,
      `commit, idempotent | killed after step 1 | ${lost}`,
      `commit, idempotent | killed after step 2 | ${once}`,
      `commit, idempotent | answer lost | ${once}`,
      `send, plain | killed after step 1 | ${twice}`,
      `send, plain | killed after step 2 | ${once}`,
      `send, plain | answer lost | ${twice}`,
      `send, idempotent | killed after step 1 | ${twice}`,
      `send, idempotent | killed after step 2 | ${once}`,
      `send, idempotent | answer lost | ${once}`,
      `together | killed after step 1 | ${once}`,
      `together | killed after step 2 | ${once}`,
      `together | answer lost | ${once}`,
    ],
  );
});
