/** What `workbook/kernel.ts` does in a kernel, seen from outside. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Cluster, connect } from "workbook/cluster.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { createTopic } from "workbook/topics.ts";
import { Kernel } from "headless/kernel.ts";
import type { Output } from "headless/outputs.ts";
import { brokers } from "../support/broker.ts";
import { isGone } from "../support/gone.ts";

const notebooks = `${import.meta.dirname}/../../notebooks`;
const start = (): Promise<Kernel> =>
  Kernel.start({ cwd: notebooks, env: { KAFKA_BROKERS: brokers.join(",") } });
const textOf = (outputs: Output[]): string =>
  outputs.map((output) => "text" in output ? output.text : "").join("");

Deno.test("Stop ends a cell that waits for records and keeps everything else", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "quiet");
  await using kernel = await start();
  await kernel.execute(`
    import { connect } from "workbook/cluster.ts";
    import { takeRecords } from "workbook/consumers.ts";
    const cluster = await connect();
    const kept = 7;
  `);
  const run = await kernel.evaluate<string>('cluster.name("x").slice(1)');
  const waiting = kernel.execute(
    `await takeRecords(cluster, "${topic}", 1, { deadlineMs: 60_000 });`,
  );
  await untilMemberOf(cluster, (group) => group.endsWith(run));
  kernel.interrupt();
  const stopped = await waiting;
  assertEquals(stopped.status, "error");
  assertEquals(
    stopped.error!.evalue.startsWith("Stopped."),
    true,
    stopped.error!.evalue,
  );
  assertEquals(await kernel.evaluate("kept"), 7);
  await kernel.execute("await cluster.close();");
});

Deno.test("Stop reaches no program that a cell has started, and each ends with the kernel", async () => {
  const kernel = await start();
  let pids: number[];
  try {
    const { error } = await kernel.execute(`
      import { connect } from "workbook/cluster.ts";
      import { stopSignal } from "workbook/kernel.ts";
      import { startProcess } from "lab/processes.ts";
      import { startPython } from "chapters/11_clients/python.ts";
      const cluster = await connect();
      const worker = startProcess(cluster, async ({ report }) => {
        report("started");
        await new Promise(() => {});
      }, {});
      await worker.until((told) => told.length > 0, "the start");
      const python = startPython(cluster, \`
import sys
for line in sys.stdin: print(line, end="", flush=True)\`, null);
      await python.ask(undefined);
      const stopped = new Promise((done) => stopSignal().onabort = done);
    `);
    assertEquals(error?.evalue, undefined);
    pids = await kernel.evaluate("[worker.pid, python.pid]");
    kernel.interrupt();
    await kernel.execute("await stopped;");
    assertEquals(
      await kernel.evaluate("python.ask('still there')"),
      "still there",
    );
    assertEquals(await Promise.all(pids.map((pid) => isGone(pid))), [
      false,
      false,
    ]);
  } finally {
    await kernel[Symbol.asyncDispose]();
  }
  const late = new Error(`of ${pids} one is still there`);
  await untilAnswered(
    async () =>
      (await Promise.all(pids.map((pid) => isGone(pid)))).every(Boolean),
    10_000,
    () => late,
  );
});

/** Waits until a group of that name has a member, asking again as soon as the broker has answered. */
async function untilMemberOf(
  cluster: Cluster,
  isIt: (group: string) => boolean,
): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    // A broker that has just started says for a moment that it is still loading its groups.
    const { groups } = await cluster.admin.listGroups().catch(() => ({
      groups: [],
    }));
    const ours = groups.map(({ groupId }) => groupId).filter(isIt);
    const described = ours.length > 0
      ? (await cluster.admin.describeGroups(ours)).groups
      : [];
    if (described.some(({ state }) => state === "Stable")) return;
  }
  throw new Error("no reader joined within 15 s");
}

Deno.test("what a cell prints in many lines stays in that cell", async () => {
  await using kernel = await start();
  await kernel.execute('import "workbook/kernel.ts";');
  for (let cell = 0; cell < 20; cell++) {
    const { outputs } = await kernel.execute(
      `for (let i = 0; i < 50; i++) console.log("${cell}:" + i);`,
    );
    assertEquals(
      textOf(outputs),
      Array.from({ length: 50 }, (_, i) => `${cell}:${i}\n`).join(""),
    );
  }
});

Deno.test("all that a cell writes to the console keeps its order", async () => {
  await using kernel = await start();
  await kernel.execute('import "workbook/kernel.ts";');
  const { outputs } = await kernel.execute(`
    console.log("first");
    console.table([{ offset: 0n }]);
    console.group("group");
    console.dir({ partition: 1 });
    console.groupEnd();
    console.assert(false, "asserted");
    console.count("counted");
    console.log("last");
  `);
  const order = ["first", "offset", "group", "partition", "asserted", "last"];
  const text = textOf(outputs);
  assertEquals(
    order.toSorted((a, b) => text.indexOf(a) - text.indexOf(b)),
    order,
  );
  assertStringIncludes(text, "counted: 1");
});

Deno.test("a failure that nothing awaited is shown, and asks whether an await is missing", async () => {
  await using kernel = await start();
  await kernel.execute('import "workbook/kernel.ts";');
  const { outputs } = await kernel.execute(`
    void Promise.reject(new RangeError("no such lamp"));
    await new Promise((done) => queueMicrotask(() => setTimeout(done)));
  `);
  assertStringIncludes(textOf(outputs), "is an await missing?");
  assertStringIncludes(textOf(outputs), "no such lamp");
});

Deno.test("what a cell shows comes before the kernel calls it done", async () => {
  await using kernel = await start();
  await kernel.execute('import "workbook/kernel.ts";');
  let late = 0;
  for (let cell = 0; cell < 60; cell++) {
    const code =
      `for (let i = 0; i < 20; i++) console.log(i); "x".repeat(${cell} * 500);`;
    const { messages } = await kernel.execute(code);
    const { parentId } = messages.find(({ type, content }) =>
      type === "execute_input" && content.code === code
    )!;
    const done = messages.findIndex((message) =>
      message.parentId === parentId &&
      message.content.execution_state === "idle"
    );
    if (
      messages.slice(done).some(({ type }) =>
        type === "stream" || type === "execute_result"
      )
    ) late++;
  }
  assertEquals(
    late <= 1,
    true,
    `${late} of 60 cells had output behind their end; without the cure it is every tenth`,
  );
});
