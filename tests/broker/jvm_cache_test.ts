import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findJava } from "broker/java.ts";
import {
  findJvmCache,
  keepJvmCache,
  refusedJvmCache,
} from "broker/jvm_cache.ts";
import { refreshJvmCache } from "broker/jvm_cache_upkeep.ts";
import { exists, makeMarkedFolder } from "broker/folders.ts";
import { makeJvmCache } from "broker/make_jvm_cache.ts";
import { Node } from "broker/node.ts";
import type { Plan } from "broker/plan.ts";
import { prepareRuntime, type Runtime } from "broker/runtime.ts";
import { singleNode } from "broker/single_node.ts";
import { startNodes } from "broker/start.ts";
import { testFolder } from "./test_folder.ts";

/** Starts and stops a broker; gives its log and how long it took to serve, in milliseconds. */
async function runOnce(
  plan: Plan,
  runtime: Runtime,
): Promise<{ log: string; readyMs: number }> {
  await makeMarkedFolder(plan.folder);
  const start = performance.now();
  const { nodes } = await startNodes(plan, runtime);
  const readyMs = performance.now() - start;
  const node = new Node(plan.folder, nodes[0]!, plan.version);
  await node.stop();
  return { log: await Deno.readTextFile(node.log), readyMs };
}

Deno.test("makeJvmCache() makes a cache with which a broker serves sooner", async () => {
  await using folder = testFolder();
  const plan = {
    ...singleNode({ folder: folder.path, port: 0 }),
    ownerPid: Deno.pid,
  };
  await makeJvmCache();
  const withCache = await prepareRuntime();
  assert(withCache.cache.intact);
  const cache = { ...withCache.cache, intact: false };
  const without = { ...withCache, cache };
  await runOnce(plan, without); // formats the folder

  const readyMs: Record<"with" | "without", number[]> = {
    with: [],
    without: [],
  };
  for (let round = 0; round < 3; round++) {
    readyMs.without.push((await runOnce(plan, without)).readyMs);
    const run = await runOnce(plan, withCache);
    assertEquals(refusedJvmCache(run.log), false);
    readyMs.with.push(run.readyMs);
  }
  const ratio = Math.min(...readyMs.with) / Math.min(...readyMs.without);
  // On an idle machine it is a half; one that is busy with other tests blurs it.
  assert(ratio < 0.8, `served after ${JSON.stringify(readyMs)} ms`);
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
