import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  type Broker,
  brokerStatus,
  startBroker,
  stopBroker,
} from "broker/broker.ts";
import { exists } from "broker/folders.ts";
import { launch } from "broker/launch.ts";
import { singleNode } from "broker/plan.ts";
import { Trouble } from "workbook/errors.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { isGone } from "../support/gone.ts";
import { collectNotes } from "./notes.ts";
import { startElsewhere } from "./starter.ts";
import { testFolder } from "./test_folder.ts";

const own = { port: 0, ephemeral: true, ownerPid: Deno.pid };

Deno.test("startBroker() joins the broker that runs in the folder, and leaves it running", async () => {
  await using folder = testFolder();
  await using broker = await startBroker({ ...own, folder: folder.path });
  {
    await using joined = await startBroker({ ...own, folder: folder.path });
    assertEquals(joined.started, false);
    assertEquals(joined.brokers, broker.brokers);
    assertEquals(joined.pid, broker.pid);
  }
  const status = await brokerStatus(folder.path);
  assertEquals(status?.nodeStatus.map(({ serves }) => serves), [true]);
});

Deno.test("startBroker() in two processes at the same time makes one broker", async () => {
  await using folder = testFolder();
  await using one = startElsewhere(folder.path, "ephemeral", Deno.pid);
  await using two = startElsewhere(folder.path, "ephemeral", Deno.pid);
  const [first, second] = await Promise.all([one.started, two.started]);
  assertEquals(first.pid, second.pid);
  assertNotEquals(first.started, second.started);
  assert(await stopBroker(folder.path));
});

Deno.test("startBroker() takes another port when the wished one is taken, and says so", async () => {
  await using folder = testFolder();
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  const { lines: notes, onNote } = collectNotes();
  await using broker = await startBroker({
    ...own,
    folder: folder.path,
    port,
    onNote,
  });
  assertNotEquals(broker.brokers, [`127.0.0.1:${port}`]);
  assertEquals(notes, [
    `Port ${port} is taken; the broker listens on ${broker.brokers}.`,
  ]);
});

Deno.test("startBroker() takes the port of the last start again, also when the wished one has become free", async () => {
  await using folder = testFolder();
  const { lines: notes, onNote } = collectNotes();
  const start = (port: number): Promise<Broker> =>
    startBroker({
      folder: folder.path,
      ownerPid: Deno.pid,
      port,
      onNote,
    });
  let port: number;
  let first: string[];
  {
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    port = taken.addr.port;
    await using broker = await start(port);
    first = broker.brokers;
  }
  notes.length = 0;
  await using again = await start(port);
  assertEquals(again.brokers, first);
  assertEquals(notes, []);
});

Deno.test("a broker stops and keeps its records when its owner is killed", async () => {
  await using folder = testFolder();
  await using owner = startElsewhere(folder.path, "lasting");
  const { pid } = await owner.started;
  await owner.kill();
  const areGone = async (): Promise<boolean> =>
    await isGone(pid, folder.path) &&
    !await exists(`${folder.path}/state.json`);
  await until(20_000, areGone);
  const log = await Deno.readTextFile(`${folder.path}/broker-1/kafka.log`);
  assertStringIncludes(log, "Terminating process due to signal SIGTERM");
});

Deno.test("an ephemeral broker and its folder go when its owner is killed", async () => {
  await using folder = testFolder();
  await using owner = startElsewhere(folder.path, "ephemeral");
  const { pid } = await owner.started;
  assertEquals(await isGone(pid, folder.path), false);
  await owner.kill();
  const areGone = async (): Promise<boolean> =>
    await isGone(pid, folder.path) && !await exists(folder.path);
  await until(10_000, areGone);
});

Deno.test("startBroker() keeps a broker whose owner was killed a moment ago", async () => {
  await using folder = testFolder();
  await using owner = startElsewhere(folder.path, "lasting");
  const { pid } = await owner.started;
  await owner.kill();
  await using adopted = await startBroker({
    folder: folder.path,
    ownerPid: Deno.pid,
  });
  assertEquals(adopted.pid, pid);
  // The former owner's guard looks once a second.
  await staysUntrue(2500, () => isGone(pid, folder.path));
  await adopted.stop();
});

Deno.test("startBroker() starts afresh when the broker is already ending with its owner", async () => {
  await using folder = testFolder();
  await using owner = startElsewhere(folder.path, "lasting");
  const { pid } = await owner.started;
  Deno.kill(pid, "SIGSTOP");
  await owner.kill();
  await until(10_000, () => hasFile(folder.path, /^ending-/));
  const starting = startBroker({ folder: folder.path, ownerPid: Deno.pid });
  Deno.kill(pid, "SIGCONT");
  await using afresh = await starting;
  assert(afresh.started);
  assertNotEquals(afresh.pid, pid);
  const hasEnded = async (): Promise<boolean> =>
    await brokerStatus(folder.path) === null;
  await staysUntrue(2500, hasEnded);
  await afresh.stop();
});

Deno.test("a start that is cut off halfway leaves no Kafka running", async () => {
  await using folder = testFolder();
  await using starter = startElsewhere(folder.path, "lasting", 0);
  const note = `${folder.path}/broker-1/process`;
  await until(20_000, () => exists(note));
  await starter.kill();
  const pid = parseInt(await Deno.readTextFile(note));
  const areGone = async (): Promise<boolean> =>
    await isGone(pid, folder.path) &&
    !await hasFile(folder.path, /^(guard|ending)-/);
  await until(20_000, areGone);
});

Deno.test("a broker without an owner goes on when whoever started it is killed", async () => {
  await using folder = testFolder();
  await using starter = startElsewhere(folder.path, "lasting", 0);
  const { pid } = await starter.started;
  await starter.kill();
  await staysUntrue(2500, () => isGone(pid, folder.path));
  assert(await stopBroker(folder.path));
});

Deno.test("stop() of a broker does nothing the second time", async () => {
  await using folder = testFolder();
  await using broker = await startBroker({ ...own, folder: folder.path });
  await broker.stop();
  assertEquals(await exists(folder.path), false);
});

Deno.test("startBroker() tells Kafka's own reason when the broker does not start", async () => {
  await using folder = testFolder();
  const plan = singleNode({
    folder: folder.path,
    port: 0,
    properties: { "authorizer.class.name": "no.such.Authorizer" },
  });
  const error = await assertRejects(
    () => launch({ ...plan, ownerPid: Deno.pid }),
    Trouble,
  );
  assertStringIncludes(error.message, "no.such.Authorizer");
  assertStringIncludes(error.message, "broker-1/kafka.log");
  assertEquals(await brokerStatus(folder.path), null);
});

Deno.test("startBroker() leaves no folder of an ephemeral broker that does not start", async () => {
  await using folder = testFolder();
  const plan = singleNode({
    folder: folder.path,
    port: 0,
    properties: { "log.segment.bytes": 3 },
  });
  await assertRejects(
    () => launch({ ...plan, ...own }),
    Trouble,
    'Kafka says "Invalid value 3 for configuration log.segment.bytes',
  );
  assertEquals(await exists(folder.path), false);
});

Deno.test("startBroker() says which broker runs but does not answer", async () => {
  await using folder = testFolder();
  await using broker = await startBroker({ ...own, folder: folder.path });
  await broker.freeze();
  const error = await assertRejects(
    () => startBroker({ ...own, folder: folder.path }),
    Trouble,
  );
  assertStringIncludes(error.message, `process ${broker.pid}`);
  assertStringIncludes(error.message, "deno task stop");
  await broker.thaw();
  await using again = await startBroker({ ...own, folder: folder.path });
  assertEquals(again.pid, broker.pid);
});

Deno.test("stopBroker() stops a broker that someone else started, and says whether one ran", async () => {
  await using folder = testFolder();
  const broker = await startBroker({
    folder: folder.path,
    port: 0,
    ownerPid: Deno.pid,
  });
  assert(await stopBroker(folder.path));
  assert(await isGone(broker.pid ?? 0, folder.path));
  assertEquals(await brokerStatus(folder.path), null);
  assertEquals(await stopBroker(folder.path), false);
});

/** Waits for a fact. */
async function until(
  deadlineMs: number,
  isTrue: () => Promise<boolean>,
): Promise<void> {
  await untilAnswered(
    isTrue,
    deadlineMs,
    () => timedOut(deadlineMs, `${isTrue}`),
  );
}

/** Holds that something stays untrue for some time. */
async function staysUntrue(
  timeMs: number,
  isTrue: () => Promise<boolean>,
): Promise<void> {
  await assertRejects(() => until(timeMs, isTrue), Trouble, "Timed out");
}

async function hasFile(folder: string, name: RegExp): Promise<boolean> {
  const files = await Array.fromAsync(Deno.readDir(folder));
  return files.some((file) => name.test(file.name));
}
