import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findJava } from "broker/java.ts";
import {
  findJvmCache,
  keepJvmCache,
  refusedJvmCache,
} from "broker/jvm_cache.ts";
import { refreshJvmCache } from "broker/jvm_cache/upkeep.ts";
import { exists, makeMarkedFolder } from "broker/folders.ts";
import { makeJvmCache } from "broker/jvm_cache/training.ts";
import { Node } from "broker/node.ts";
import { type Plan, singleNode } from "broker/plan.ts";
import { prepareRuntime, type Runtime } from "broker/runtime.ts";
import { shell } from "broker/shell.ts";
import { startNodes } from "broker/launch/start.ts";
import { testFolder } from "./test_folder.ts";

/** Starts and stops a broker; gives its log and the processor time that it took to serve, in hundredths of a second. */
async function runOnce(
  plan: Plan,
  runtime: Runtime,
): Promise<{ log: string; ticks: number }> {
  await makeMarkedFolder(plan.folder);
  const { nodes } = await startNodes(plan, runtime);
  const node = new Node(plan.folder, nodes[0]!, plan.version);
  await node.isRunning();
  // Fields 14 and 15: in its own code, and in the kernel on its behalf.
  const times = await shell('cut -d " " -f 14,15 /proc/$1/stat', `${node.pid}`);
  const [user = 0, system = 0] = times.output.split(" ").map(Number);
  await node.stop();
  return { log: await Deno.readTextFile(node.log), ticks: user + system };
}

Deno.test({
  name:
    "makeJvmCache() makes a cache that saves a broker work at its start (only where /proc counts it)",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using folder = testFolder();
    const plan = {
      ...singleNode({ folder: folder.path, port: 0 }),
      ownerPid: Deno.pid,
    };
    await makeJvmCache();
    const runtime = await prepareRuntime();
    assert(runtime.cache.intact);
    const cache = { ...runtime.cache, intact: false };
    const plain = await runOnce(plan, { ...runtime, cache });
    const cached = await runOnce(plan, runtime);
    assertEquals(refusedJvmCache(cached.log), false);
    assert(
      cached.ticks < plain.ticks * 0.8,
      `${cached.ticks} with, ${plain.ticks} without the cache`,
    );
  },
});

Deno.test("a broker starts without a cache that Java refuses, and the cache is made anew", async () => {
  await using folder = testFolder();
  const plan = {
    ...singleNode({ folder: folder.path, port: 0 }),
    ownerPid: Deno.pid,
  };
  await makeMarkedFolder(folder.path);
  const path = `${folder.path}/unfit.cache`;
  await Deno.writeTextFile(path, "not a cache");
  await Deno.writeTextFile(`${path}.stamp`, "");
  const found = await prepareRuntime();
  const runtime = { ...found, cache: { path, intact: true } };

  const { log } = await runOnce(plan, runtime);
  assert(refusedJvmCache(log));
  const notes: string[] = [];
  const onNote = (line: string): void => void notes.push(line);
  await refreshJvmCache({ ...plan, onNote }, runtime, [log]);
  assertStringIncludes(notes[0] ?? "", "made anew");
  assertEquals(await exists(`${path}.stamp`), false);
});

Deno.test("findJvmCache() does not trust a file that changed since it was made", async () => {
  const folder = await Deno.makeTempDir();
  const java = await findJava();
  const libs = `${folder}/libs`;
  const cache = await findJvmCache(libs, java);
  assertEquals(cache.intact, false);

  await Deno.writeTextFile(`${folder}/written`, "what Java wrote");
  await keepJvmCache(`${folder}/written`, cache);
  assert((await findJvmCache(libs, java)).intact);

  await Deno.truncate(cache.path, 4);
  assertEquals((await findJvmCache(libs, java)).intact, false);
  await Deno.remove(folder, { recursive: true });
});
