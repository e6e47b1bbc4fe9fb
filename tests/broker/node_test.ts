import { assertEquals, assertRejects } from "@std/assert";
import { exists } from "broker/folders.ts";
import { Node } from "broker/node.ts";
import { KAFKA_VERSION } from "broker/jars.ts";
import { prepareRuntime } from "broker/runtime.ts";
import { testFolder } from "./test_folder.ts";

Deno.test("spawn() does not bring back a folder that was deleted", async () => {
  await using folder = testFolder();
  const identity = { name: "broker-1", id: 1, port: 1, heapMegabytes: 64 };
  const node = new Node(folder.path, identity, KAFKA_VERSION);
  const runtime = await prepareRuntime();
  await assertRejects(() => node.spawn(runtime), Deno.errors.NotFound);
  assertEquals(await exists(folder.path), false);
});
