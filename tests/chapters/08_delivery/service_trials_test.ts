import { assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { DISPLAY } from "pictures/display.ts";
import { History } from "lab/history.ts";
import {
  type Fault,
  type Service,
  type ServiceTrial,
  trialMatrix,
  tryServices,
} from "chapters/08_delivery/service_trials.ts";
import { brokers } from "../../support/broker.ts";

const commitFirst: Service["handle"] = async (
  { consumer, producer, place, invoice },
) => {
  await consumer.commitOffsets([place]);
  await producer.send(invoice);
};

const sendFirst: Service["handle"] = async (
  { consumer, producer, place, invoice },
) => {
  await producer.send(invoice);
  await consumer.commitOffsets([place]);
};

const offsetFirst: Service["handle"] = async (
  { producer, progress, invoice },
) => {
  const transaction = await producer.transaction();
  await transaction.sendOffsets(progress);
  await transaction.send(invoice);
  await transaction.commit();
};

const together: Service["handle"] = async ({ producer, progress, invoice }) => {
  const transaction = await producer.transaction();
  await transaction.send(invoice);
  await transaction.sendOffsets(progress);
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
    { name: "offset, together", handle: offsetFirst, producer: transactional },
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
      `offset, together | killed after step 1 | ${once}`,
      `offset, together | killed after step 2 | ${once}`,
      `offset, together | answer lost | ${once}`,
      `together | killed after step 1 | ${once}`,
      `together | killed after step 2 | ${once}`,
      `together | answer lost | ${once}`,
    ],
  );
  const copies = trials.slice(-6).map(({ written }) =>
    written.filter(({ value }) => value === "1003").length
  );
  assertEquals(copies, [1, 2, 1, 2, 2, 1]);
});

Deno.test("trialMatrix() has a row a service and a column a fault, and names the orders", () => {
  const trial = (fault: Fault, copies: number[]): ServiceTrial => {
    const history = new History();
    copies.forEach((count, i) => {
      history.sent(`${1001 + i}`);
      history.acknowledged(`${1001 + i}`);
      history.found(Array.from({ length: count }, (_, copy) => ({
        topic: "invoices",
        partition: 0,
        offset: BigInt(10 * i + copy),
        timestamp: new Date(0),
        key: null,
        value: `${1001 + i}`,
        headers: {},
      })));
    });
    return {
      service: "billing",
      fault,
      verdict: history.verdict(),
      written: [],
    };
  };
  const text = trialMatrix([
    trial("killed after step 1", [1, 1]),
    trial("killed after step 2", [0, 1]),
    trial("answer lost", [2, 0]),
  ])[DISPLAY]()["text/plain"];
  assertEquals(text?.split("\n").map((line) => line.split(/ {2,}/)), [
    ["Five orders, and a fault at the third"],
    ["service", "killed after step 1", "killed after step 2", "answer lost"],
    ["billing", "each once", "1 lost (1001)", "1 lost (1002), 1 twice (1001)"],
  ]);
});
