import { assert, assertEquals } from "@std/assert";
import { exists, makeMarkedFolder, MARK } from "broker/folders.ts";
import { removeLeftovers } from "broker/leftovers.ts";
import { leaveRunning } from "broker/processes.ts";
import { isGone } from "../support/gone.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";

const WITHIN_MS = 10_000;

/** The id of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = new Deno.Command("true").spawn();
  await child.status;
  return child.pid;
}

Deno.test("removeLeftovers() deletes what is named after a process that is gone, with the broker in it", async () => {
  const folder = await Deno.makeTempDir();
  const gone = await endedPid();
  const left = `${folder}/${gone}`;
  await makeMarkedFolder(left);
  const node = `${left}/broker-1`;
  await Deno.mkdir(node);
  // As a start that was killed leaves it: recorded without a start time.
  const pid = await leaveRunning(
    ["sh", "-c", "while :; do sleep 1; done", `-Dworkbook.node=${node}/`],
    { folder: "/", log: "/dev/null", note: `${node}/process` },
  );
  const jar = `${folder}/kafka-4.3.1.jar.${gone}-1f0c2a9b`;
  await Deno.writeTextFile(jar, "half");

  const removed = await removeLeftovers([folder, `${folder}/none`]);
  assertEquals(removed.sort(), [left, jar].sort());
  assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
  await untilAnswered(
    () => isGone(pid),
    WITHIN_MS,
    () => timedOut(WITHIN_MS, "the broker to end"),
  );
  await Deno.remove(folder);
});

Deno.test("removeLeftovers() spares what belongs to a process that runs, what has no mark, and other names", async () => {
  const folder = await Deno.makeTempDir();
  const gone = await endedPid();
  await makeMarkedFolder(`${folder}/${Deno.pid}`);
  await Deno.mkdir(`${folder}/${gone}`);
  await makeMarkedFolder(`${folder}/letters`);
  await Deno.writeTextFile(`${folder}/kafka-4.3.1.jar`, "whole");
  assertEquals(await removeLeftovers([folder]), []);
  assert(await exists(`${folder}/${Deno.pid}/${MARK}`));
  assert(await exists(`${folder}/${gone}`));
  assert(await exists(`${folder}/letters`));
  assert(await exists(`${folder}/kafka-4.3.1.jar`));
  await Deno.remove(folder, { recursive: true });
});
