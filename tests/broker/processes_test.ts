import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  identify,
  isRunning,
  leaveRunning,
  readRecord,
  signal,
  waitForEnd,
  waitForStandstill,
} from "broker/processes.ts";
import { Trouble } from "workbook/errors.ts";

/** A process that does nothing, and a text that occurs in its command line alone. */
async function startSleeper(): Promise<{ pid: number; mark: string }> {
  const mark = crypto.randomUUID();
  const pid = await leaveRunning(
    ["sh", "-c", "while :; do sleep 1; done", mark],
    { folder: "/", log: "/dev/null" },
  );
  return { pid, mark };
}

Deno.test("signal() ends the process that was recorded", async () => {
  const { pid, mark } = await startSleeper();
  const record = await identify(pid, mark);
  assert(record !== null);
  await signal(record, mark, "TERM");
  assert(await waitForEnd(record, mark, 5000));
});

Deno.test("signal() spares a process whose start time or command line differs", async () => {
  const { pid, mark } = await startSleeper();
  const record = await identify(pid, mark);
  assert(record !== null);
  try {
    await signal({ pid, started: "another" }, mark, "KILL");
    await signal(record, "another mark", "KILL");
    assert(await isRunning(record, mark));
    assertEquals(await isRunning({ pid, started: "another" }, mark), false);
  } finally {
    await signal(record, mark, "KILL");
    await waitForEnd(record, mark, 5000);
  }
});

Deno.test("isRunning() tells by the command line alone when the start was not noted", async () => {
  const { pid, mark } = await startSleeper();
  const unnoted = { pid, started: "" };
  try {
    assert(await isRunning(unnoted, mark));
    assertEquals(await isRunning(unnoted, "another mark"), false);
  } finally {
    await signal(unnoted, mark, "KILL");
    assert(await waitForEnd(unnoted, mark, 5000));
  }
});

Deno.test("waitForStandstill() tells a process that stands still from one that runs", async () => {
  const { pid, mark } = await startSleeper();
  const record = await identify(pid, mark);
  assert(record !== null);
  try {
    await assertRejects(
      () => waitForStandstill(record, 50),
      Trouble,
      `Timed out after 0.05 s waiting for process ${pid} to stand still`,
    );
    await signal(record, mark, "STOP");
    await waitForStandstill(record, 5000);
  } finally {
    await signal(record, mark, "KILL");
    await waitForEnd(record, mark, 5000);
  }
});

Deno.test("identify() finds nobody under the number of a process that has ended", async () => {
  const child = new Deno.Command("true").spawn();
  await child.status;
  assertEquals(await identify(child.pid, "true"), null);
});

Deno.test("identify() knows a process at every moment, also while it turns into another program", async () => {
  const mark = crypto.randomUUID();
  const becomeItself = 'exec sh -c "$0" "$0" "$1"';
  const pid = await leaveRunning(
    ["sh", "-c", becomeItself, becomeItself, mark],
    { folder: "/", log: "/dev/null" },
  );
  const record = await identify(pid, mark);
  try {
    for (let look = 0; look < 100; look++) {
      assertEquals(await identify(pid, mark), record, `look ${look}`);
    }
    assert(record !== null);
  } finally {
    Deno.kill(pid, "SIGKILL");
  }
});

Deno.test("leaveRunning() has noted the process id when it returns", async () => {
  const note = await Deno.makeTempFile();
  const pid = await leaveRunning(["true"], {
    folder: "/",
    log: "/dev/null",
    note,
  });
  assertEquals((await Deno.readTextFile(note)).trim(), `${pid}`);
  await Deno.remove(note);
});

Deno.test("readRecord() takes nothing for a process that is no record", async () => {
  const file = await Deno.makeTempFile();
  const read = async (text: string): Promise<unknown> => {
    await Deno.writeTextFile(file, text);
    return await readRecord(file);
  };
  assertEquals(await read("12 345\n"), { pid: 12, started: "345" });
  assertEquals(await read("12 \n"), { pid: 12, started: "" });
  for (const text of ["", "abc", "-1 5", "1; rm -rf /"]) {
    assertEquals(await read(text), null, text);
  }
  await Deno.remove(file);
  assertEquals(await readRecord(file), null);
});

Deno.test("waitForEnd() waits on as long as it is told that the process gets further", async () => {
  const { pid, mark } = await startSleeper();
  const record = await identify(pid, mark);
  assert(record !== null);
  const answers = [true, true, false];
  assertEquals(
    await waitForEnd(
      record,
      mark,
      50,
      () => Promise.resolve(answers.shift()!),
    ),
    false,
  );
  assertEquals(answers, []);
  await signal(record, mark, "KILL");
});
