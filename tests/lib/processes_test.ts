import { assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { startProcess } from "workbook/processes.ts";
import { Trouble } from "workbook/trouble.ts";
import { brokers } from "../support/broker.ts";

Deno.test("startProcess() runs a function elsewhere, with its own Kafka and what it is handed", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess<{ n: number }, string>(
    cluster,
    async ({ kafka, input, report }) => {
      const admin = kafka.admin();
      await admin.connect();
      report(`${input.n} ${(await admin.describeCluster()).clusterId}`);
    },
    { n: 7 },
  );
  assertEquals((await worker.ended).code, 0);
  assertEquals(worker.reports, [`7 ${cluster.id}`]);
});

Deno.test("kill() ends a process at once, and whoever waits for it is told", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess<object, string>(
    cluster,
    async ({ report }) => {
      report("started");
      await new Promise(() => {});
    },
    {},
  );
  await worker.until((told) => told.includes("started"), "the start");
  await worker.kill();
  assertEquals((await worker.ended).signal, "SIGKILL");
  await assertRejects(
    () => worker.until(() => false, "more"),
    Trouble,
    "the process has ended (SIGKILL)",
  );
});

Deno.test("startProcess() passes on the last words of a process that fails", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess(
    cluster,
    () => Promise.reject(new RangeError("no such lamp")),
    {},
  );
  await assertRejects(
    () => worker.until(() => false, "anything"),
    Trouble,
    "RangeError: no such lamp",
  );
});
