import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Kernel } from "headless/kernel.ts";
import { textOf } from "headless/outputs.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { isGone } from "../support/gone.ts";

Deno.test("execute() returns what a cell printed, displayed and ended in", async () => {
  await using kernel = await Kernel.start();
  const { status, outputs, error } = await kernel.execute(`
    console.log("sent");
    console.error("late");
    await Deno.jupyter.display({ "text/html": "<b>3</b>" }, { raw: true });
    1 + 2;
  `);
  assertEquals([status, error], ["ok", null]);
  assertEquals(outputs, [
    { output_type: "stream", name: "stdout", text: "sent\n" },
    { output_type: "stream", name: "stderr", text: "late\n" },
    {
      output_type: "display_data",
      data: { "text/html": "<b>3</b>" },
      metadata: {},
    },
    {
      output_type: "execute_result",
      data: { "text/plain": "3" },
      metadata: {},
      execution_count: 1,
    },
  ]);
});

Deno.test("execute() keeps every line in its cell, in order, however much is printed", async () => {
  await using kernel = await Kernel.start();
  for (let cell = 0; cell < 50; cell++) {
    const { outputs } = await kernel.execute(
      `for (let line = 0; line < 50; line++) console.log("${cell}:" + line);`,
    );
    const lines = Array.from({ length: 50 }, (_, line) => `${cell}:${line}\n`);
    assertEquals(textOf(outputs), lines.join(""));
  }
});

Deno.test("execute() returns a large output whole", async () => {
  await using kernel = await Kernel.start();
  const { outputs } = await kernel.execute(`console.log("x".repeat(999_999))`);
  assertEquals(textOf(outputs).length, 1_000_000);
});

Deno.test("execute() lets a second call wait for the first", async () => {
  await using kernel = await Kernel.start();
  const both = await Promise.all([
    kernel.execute(
      `await new Promise((r) => setTimeout(r, 50)); console.log(1)`,
    ),
    kernel.execute(`console.log(2)`),
  ]);
  assertEquals(both.map(({ outputs }) => textOf(outputs)), ["1\n", "2\n"]);
});

Deno.test("execute() ends a kernel whose cell takes too long", async () => {
  await using kernel = await Kernel.start();
  const hung = await kernel.execute("await new Promise(() => {});", {
    timeoutMs: 200,
  });
  assertEquals(hung.status, "timeout");
  assertEquals(hung.error?.evalue, "did not finish in 200 ms");
  assertEquals((await kernel.execute("1")).status, "died");
});

Deno.test("execute() ends a kernel whose cell is in a busy loop", async () => {
  await using kernel = await Kernel.start();
  const hung = await kernel.execute("for (;;);", { timeoutMs: 200 });
  assertEquals(hung.status, "timeout");
  assertEquals(kernel.died?.how, "SIGKILL");
});

Deno.test("execute() reports the exit code of a kernel that ended", async () => {
  await using kernel = await Kernel.start();
  const gone = await kernel.execute("Deno.exit(3);");
  assertEquals(gone.status, "died");
  assertEquals(
    gone.error?.evalue,
    "the kernel's process ended with exit code 3",
  );
});

Deno.test("execute() reports the signal that ended a kernel", async () => {
  await using kernel = await Kernel.start();
  const gone = await kernel.execute(`Deno.kill(Deno.pid, "SIGKILL")`);
  assertEquals(gone.error?.evalue, "the kernel's process ended by SIGKILL");
});

Deno.test("execute() reports why a kernel ended that ran out of memory", async () => {
  await using kernel = await Kernel.start({
    env: { DENO_V8_FLAGS: "--max-old-space-size=200" },
  });
  const gone = await kernel.execute(
    "const kept = []; for (;;) kept.push(new Array(100_000).fill(1.5));",
  );
  assertMatch(gone.error!.evalue, /by SIG[A-Z]+\n[^]*out of memory/);
});

Deno.test("execute() reports failures that nothing awaited", async () => {
  await using kernel = await Kernel.start();
  const { status, unhandled } = await kernel.execute(`
    void (async () => { await 0; throw new RangeError("forgotten"); })();
    setTimeout(() => { throw "in a timer"; }, 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
  `);
  assertEquals(status, "ok");
  assertEquals(
    unhandled.map(({ ename, evalue }) => `${ename}: ${evalue}`),
    ["RangeError: forgotten", 'Error: "in a timer"'],
  );
});

Deno.test("evaluate() returns values as JSON carries them", async () => {
  await using kernel = await Kernel.start();
  await kernel.execute("const offsets = [1n, 2n]; let nothing;");
  assertEquals(await kernel.evaluate("({ offsets })"), { offsets: ["1", "2"] });
  assertEquals(await kernel.evaluate("nothing"), undefined);
  assertEquals(await kernel.evaluate("await Promise.resolve(3) // three"), 3);
});

Deno.test("evaluate() says what is wrong with an expression", async () => {
  await using kernel = await Kernel.start();
  const unknown = await assertRejects(() => kernel.evaluate("unknown"), Error);
  assertEquals(
    unknown.message,
    'Cannot evaluate "unknown" in the kernel: ReferenceError: unknown is not defined',
  );
  await assertRejects(
    () => kernel.evaluate("1 +"),
    Error,
    "expected an expression",
  );
});

Deno.test("evaluate() leaves a failure in the background to the next cell", async () => {
  await using kernel = await Kernel.start();
  await kernel.evaluate(
    `(setTimeout(() => { throw new Error("later"); }, 5), await new Promise((resolve) => setTimeout(resolve, 20)))`,
  );
  const { unhandled } = await kernel.execute("1");
  assertEquals(unhandled.map(({ evalue }) => evalue), ["later"]);
});

/** Starts a kernel's cell that starts a process; returns the id of the process. */
async function startChild(kernel: Kernel): Promise<number> {
  await kernel.execute(
    `const child = new Deno.Command("sleep", { args: ["977"] }).spawn();`,
  );
  return await kernel.evaluate<number>("child.pid");
}

async function untilGone(pid: number): Promise<void> {
  await untilAnswered(
    () => isGone(pid, "sleep"),
    10_000,
    () => timedOut(10_000, `process ${pid} to end`),
  );
}

Deno.test("a process that a cell has started ends with its kernel", async () => {
  const pids: number[] = [];
  {
    await using kernel = await Kernel.start();
    pids.push(await startChild(kernel));
  }
  {
    await using kernel = await Kernel.start();
    pids.push(await startChild(kernel));
    await kernel.execute("Deno.exit(0)");
  }
  for (const pid of pids) await untilGone(pid);
});

const RUN_AND_HANG = `
import { Kernel } from "headless/kernel.ts";
const kernel = await Kernel.start();
await kernel.execute('const child = new Deno.Command("sleep", { args: ["977"] }).spawn();');
console.log(await kernel.evaluate("child.pid"));
setInterval(() => {}, 60_000);`;

Deno.test("a process that a cell has started ends when the runner of its kernel is killed", async () => {
  const runner = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", RUN_AND_HANG],
    stdout: "piped",
  }).spawn();
  const reader = runner.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const pid = parseInt((await reader.read()).value ?? "");
  assertEquals(await isGone(pid, "sleep"), false);
  runner.kill("SIGKILL");
  await runner.status;
  await reader.cancel();
  await untilGone(pid);
});

for (
  const [what, display] of [
    ["throws", `() => { throw new Error("no picture"); }`],
    ["gives a bigint", `() => ({ "text/plain": 5n })`],
  ] as const
) {
  Deno.test(`execute() fails a cell whose last value has a display function that ${what}`, async () => {
    await using kernel = await Kernel.start();
    const { status, error } = await kernel.execute(
      `({ [Symbol.for("Jupyter.display")]: ${display} })`,
    );
    assertEquals(status, "error");
    assertMatch(error!.evalue, /no picture|serde_v8/);
    assertEquals((await kernel.execute("1 + 2")).status, "ok");
  });
}
