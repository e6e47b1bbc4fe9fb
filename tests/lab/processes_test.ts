import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { type Cluster, connect } from "workbook/cluster.ts";
import { functionFromText, startProcess } from "lab/processes.ts";
import { Trouble } from "workbook/errors.ts";
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

Deno.test("a process makes functions of texts, which see nothing of the module they come from", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess<{ add: string; name: string }, unknown>(
    cluster,
    ({ input, report, functionFromText }) => {
      report(functionFromText<typeof add>(input.add)(2, 3));
      report(functionFromText<() => string>(input.name)());
      return Promise.resolve();
    },
    { add: String(add), name: String(() => typeof brokers) },
  );
  assertEquals((await worker.ended).code, 0);
  assertEquals(worker.reports, [5, "undefined"]);
});

function add(a: number, b: number): number {
  return a + b;
}

Deno.test("functionFromText() refuses what is no function expression", () => {
  assertThrows(() => functionFromText("const a = 1"), SyntaxError);
});

Deno.test("kill() ends a process at once, and every wait for it", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess<object, string>(
    cluster,
    async ({ report }) => {
      report("started");
      await new Promise(() => {});
    },
    {},
  );
  await worker.until((reports) => reports.includes("started"), "the start");
  await worker.kill();
  assertEquals((await worker.ended).signal, "SIGKILL");
  await assertRejects(
    () => worker.until(() => false, "more"),
    Trouble,
    "Cannot wait for more: the process has ended (SIGKILL)",
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
    "Cannot wait for anything: the process has ended (exit code 1). Its last words: RangeError: no such lamp",
  );
});

Deno.test("startProcess() passes on in plain words that its process cannot connect", async () => {
  await using worker = startProcess(
    { brokers: ["127.0.0.1:1"], onClose: () => {} } as unknown as Cluster,
    () => Promise.resolve(),
    {},
  );
  await assertRejects(
    () => worker.until(() => false, "anything"),
    Trouble,
    'Its last words: Trouble: Cannot reach the broker "127.0.0.1:1"',
  );
});

Deno.test("startProcess() keeps what its process prints apart from what it reports", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess<object, string>(
    cluster,
    ({ report }) => {
      console.log("got here");
      console.info("got here");
      console.debug("got here");
      console.table([{ got: "here" }]);
      console.dir({ got: "here" });
      report("done");
      return Promise.resolve();
    },
    {},
  );
  assertEquals((await worker.ended).code, 0);
  assertEquals(worker.reports, ["done"]);
});

Deno.test("startProcess() says that a printed line is no report", async () => {
  await using cluster = await connect(undefined, { brokers });
  await using worker = startProcess<object, string>(
    cluster,
    async () => {
      Deno.stdout.writeSync(new TextEncoder().encode("got here\n"));
      await new Promise(() => {});
    },
    {},
  );
  await assertRejects(
    () => worker.until(() => false, "anything"),
    Trouble,
    'Cannot read the report of a process: expected a line of JSON but found "got here". Use report()',
  );
});
