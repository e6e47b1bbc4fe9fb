import { assertEquals } from "@std/assert";
import { makeMarkedFolder } from "broker/folders.ts";
import { leaveRunning } from "broker/processes.ts";
import { stopIn } from "broker/running_cluster.ts";
import { type ClusterState, readState, writeState } from "broker/state.ts";
import { statusOf } from "broker/status.ts";
import { isGone } from "../support/gone.ts";
import { testFolder } from "./test_folder.ts";

const STATE: ClusterState = {
  brokers: ["127.0.0.1:19092"],
  clusterId: "workbook-x",
  kafka: "4.3.1",
  startedAt: "2026-11-30T23:12:20.377Z",
  log: "/kafka.log",
  nodes: [{ name: "broker-1", id: 1, port: 19092, heapMegabytes: 256 }],
};

/** What may stand in a file that a power cut or an editor has spoilt. */
const BROKEN = [
  "",
  "{",
  "null",
  "[]",
  '"x"',
  "5",
  '{"brokers":5}',
  '{"nodes":[{}]}',
  JSON.stringify({ ...STATE, nodes: [] }),
  JSON.stringify({ ...STATE, nodes: [{ ...STATE.nodes[0], name: "../x" }] }),
  JSON.stringify({ ...STATE, brokers: [19092] }),
];

Deno.test("readState() takes anything but a state for none", async () => {
  const folder = await Deno.makeTempDir();
  await writeState(folder, STATE);
  assertEquals(await readState(folder), STATE);
  for (const text of BROKEN) {
    await Deno.writeTextFile(`${folder}/state.json`, text);
    assertEquals(await readState(folder), null, text);
    assertEquals(await statusOf(folder), null, text);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("statusOf() takes a broker of another folder for none, though it answers at the address that was noted", async () => {
  // As in a checkout that was copied, or moved while its broker ran.
  const folder = await Deno.makeTempDir();
  const node = `${folder}/broker-1`;
  await Deno.mkdir(node);
  const pid = await leaveRunning(
    ["sh", "-c", "while :; do sleep 1; done", "-Dworkbook.node=/elsewhere/"],
    { folder: "/", log: "/dev/null", note: `${node}/process` },
  );
  await writeState(folder, STATE);
  assertEquals(await statusOf(folder), null);
  Deno.kill(pid, "SIGKILL");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("stopIn() ends the node whose state.json is broken, and clears the file away", async () => {
  await using folder = testFolder();
  const node = `${folder.path}/broker-1`;
  await makeMarkedFolder(folder.path);
  await Deno.mkdir(node);
  await Deno.writeTextFile(`${folder.path}/state.json`, '{"brokers":5}');
  const pid = await leaveRunning(
    ["sh", "-c", "while :; do sleep 1; done", `-Dworkbook.node=${node}/`],
    { folder: "/", log: `${node}/kafka.log`, note: `${node}/process` },
  );
  assertEquals(await stopIn(folder.path), true);
  assertEquals(await isGone(pid), true);
  assertEquals(await stopIn(folder.path), false);
  await Deno.stat(`${folder.path}/state.json`).then(
    () => assertEquals("still there", "gone"),
    () => {},
  );
});
