import { assertEquals, assertRejects } from "@std/assert";
import { untilAnswered } from "workbook/waiting.ts";
import { runPython, startPython } from "chapters/11_clients/python.ts";
import { Trouble } from "workbook/errors.ts";
import { isGone } from "../../support/gone.ts";

/** What a cluster does for a program: ends it when it is closed. */
function closing(): {
  onClose: (work: () => Promise<void>) => void;
  close: () => Promise<void>;
} {
  const works: (() => Promise<void>)[] = [];
  return {
    onClose: (work) => void works.push(work),
    close: async () => {
      for (const work of works) await work();
    },
  };
}

Deno.test("ask() gives the program's answer to a line", async () => {
  const program = `
import json, sys
step = json.loads(input())
for line in sys.stdin:
    print(json.dumps(json.loads(line) + step), flush=True)`;
  await using adder = startPython(closing(), program, 1);
  assertEquals(await adder.ask(41), 42);
  assertEquals(await adder.ask(1.5), 2.5);
});

Deno.test("runPython() gives the one answer of a program that can import confluent_kafka", async () => {
  const program = `
import confluent_kafka, json
print(json.dumps([json.loads(input()), confluent_kafka.libversion()[0]]))`;
  const [input, version] = await runPython<string[]>(
    closing(),
    program,
    "Zoë\n",
  );
  assertEquals(input, "Zoë\n");
  assertEquals(/^\d+\.\d+\.\d+$/.test(version!), true);
});

Deno.test("startPython() passes on the last words of a program that fails", async () => {
  const program = `
import sys
print("%3|1|FAIL| a line of a library's log", file=sys.stderr)
raise ValueError("no such lamp")`;
  await assertRejects(
    () => runPython(closing(), program, null),
    Trouble,
    "The Python program has ended. Its last words: ValueError: no such lamp",
  );
});

Deno.test("startPython() says in a sentence that confluent-kafka is missing", async () => {
  await assertRejects(
    () =>
      runPython(
        closing(),
        `raise ModuleNotFoundError("No module named 'confluent_kafka'")`,
        null,
      ),
    Trouble,
    'expected Python with confluent-kafka in ".workbook/venv" but found Python without it. Run "deno task setup"',
  );
});

Deno.test("ask() says that a printed line is no answer", async () => {
  const program = `
import sys
print("got here", flush=True)
for line in sys.stdin: pass`;
  await using chatty = startPython(closing(), program, null);
  await assertRejects(
    () => chatty.ask(undefined),
    Trouble,
    'Cannot read the answer of the Python program: expected a line of JSON but found "got here". Print with file=sys.stderr',
  );
});

Deno.test("ask() kills a program that does not answer in time", async () => {
  const program = `
import sys
for line in sys.stdin: pass`;
  await using mute = startPython(closing(), program, null);
  await assertRejects(
    () => mute.ask("anyone?", 100),
    Trouble,
    "Timed out after 0.1 s waiting for an answer of the Python program",
  );
  await mute[Symbol.asyncDispose]();
  assertEquals(await isGone(mute.pid), true);
});

Deno.test("startPython() ends a program with the cluster, whether it listens or not", async () => {
  const program = (then: string): string => `
import json, sys, time
print(json.dumps("ready"), flush=True)
for line in sys.stdin: pass
${then}`;
  const cluster = closing();
  const programs = ["", "time.sleep(600)"].map((then) =>
    startPython(cluster, program(then), null)
  );
  for (const each of programs) {
    assertEquals(await each.ask(undefined), "ready");
  }
  await cluster.close();
  for (const { pid } of programs) assertEquals(await isGone(pid), true);
});

Deno.test("startPython() ends a program after whoever started it was killed", async () => {
  const starter = `
    import { startPython } from "chapters/11_clients/python.ts";
    const endless = startPython({ onClose() {} }, "while True: time.sleep(600)", null);
    console.log(endless.pid);
    await new Promise(() => setInterval(() => {}, 60_000));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", starter],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const pid = Number((await reader.read()).value);
  assertEquals(await isGone(pid), false);
  child.kill("SIGKILL");
  await Promise.all([child.status, reader.cancel()]);
  const late = new Error(`the program ${pid} is still there`);
  await untilAnswered(() => isGone(pid), 10_000, () => late);
});
