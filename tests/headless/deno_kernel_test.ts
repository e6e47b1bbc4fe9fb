/** How Deno's own kernel behaves where our code leans on it: when one of these fails, Deno has changed. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Execution } from "headless/execution.ts";
import { Kernel } from "headless/kernel.ts";
import { textOf } from "headless/outputs.ts";

Deno.test("Deno's kernel sends a cell's output after it said that the cell is over", async () => {
  await using kernel = await Kernel.start();
  let late = 0;
  for (let cell = 0; cell < 5; cell++) {
    const { messages } = await kernel.execute(
      `for (let line = 0; line < 50; line++) console.log("line " + line);`,
    );
    const over = messages.findIndex(({ type, content }) =>
      type === "status" && content.execution_state === "idle"
    );
    late += messages.slice(over).filter(({ type }) => type === "stream").length;
  }
  assert(late > 0, "no output came late: the marker after each cell may go");
});

Deno.test("Deno's kernel gives no reason for a syntax error", async () => {
  await using kernel = await Kernel.start();
  const { error, messages } = await kernel.execute("const partition = ;");
  assertEquals(error, {
    ename: "Error",
    evalue: "Execution failed",
    traceback: [],
  });
  assert(!messages.some(({ type }) => type === "error"));
});

Deno.test("Deno's kernel counts the lines of the code as it re-printed it", async () => {
  await using kernel = await Kernel.start();
  const { error } = await kernel.execute(
    "interface Order {\n  id: string;\n}\n\nthrow new Error('x');",
  );
  assertMatch(error!.traceback.join("\n"), /<anonymous>:1:/);
});

Deno.test("Deno's kernel takes a lone object for a value", async () => {
  await using kernel = await Kernel.start();
  const { outputs } = await kernel.execute("{ key: 1, value: 2 }");
  assertEquals(textOf(outputs), "{ key: 1, value: 2 }");
});

Deno.test("Deno's kernel ends when Stop is pressed and nothing listens", async () => {
  await using kernel = await Kernel.start();
  const { status } = await stopWhileWaiting(
    kernel,
    "new Promise(() => {})",
  );
  assertEquals(status, "died");
});

Deno.test("Deno's kernel lives on when Stop is pressed and a cell listens", async () => {
  await using kernel = await Kernel.start();
  await kernel.execute(`
    const kept = ["1001"];
    const stop = new AbortController();
    Deno.addSignalListener("SIGINT", () => stop.abort());
  `);
  const { status, outputs } = await stopWhileWaiting(
    kernel,
    `new Promise((resolve) => stop.signal.addEventListener("abort", resolve))`,
  );
  assertEquals([status, textOf(outputs)], ["ok", '"stopped"']);
  assertEquals(await kernel.evaluate("kept"), ["1001"]);
});

/** Presses Stop once a cell awaits something. */
async function stopWhileWaiting(
  kernel: Kernel,
  something: string,
): Promise<Execution> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const running = kernel.execute(`
    const something = ${something};
    (await Deno.connect({ hostname: "127.0.0.1", port: ${port} })).close();
    await something;
    "stopped";
  `);
  (await listener.accept()).close();
  kernel.interrupt();
  return await running;
}
