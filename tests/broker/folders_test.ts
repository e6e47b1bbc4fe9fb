import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { startBroker } from "broker/broker.ts";
import {
  ensureOnePath,
  exists,
  makeMarkedFolder,
  removeMarkedFolder,
} from "broker/folders.ts";
import { Trouble } from "workbook/errors.ts";
import { testFolder } from "./test_folder.ts";

Deno.test("removeMarkedFolder() deletes a folder that the workbook made", async () => {
  await using folder = testFolder();
  await makeMarkedFolder(folder.path);
  await Deno.writeTextFile(`${folder.path}/records`, "");
  assert(await removeMarkedFolder(folder.path));
  assertEquals(await exists(folder.path), false);
});

Deno.test("removeMarkedFolder() spares a folder that held other files before", async () => {
  const path = await Deno.makeTempDir();
  await Deno.writeTextFile(`${path}/letters`, "");
  await makeMarkedFolder(path);
  assertEquals(await removeMarkedFolder(path), false);
  assert(await exists(`${path}/letters`));
  await Deno.remove(path, { recursive: true });
});

for (
  const [folder, found] of [
    ["/home/Smith, Jo/c", '","'],
    ["/home/a:b", '":"'],
    ["/home/a:,b", '":" and ","'],
  ] as const
) {
  Deno.test(`ensureOnePath() refuses ${folder}`, () => {
    assertThrows(
      () => ensureOnePath(folder),
      Trouble,
      `Cannot run Kafka in "${folder}": expected a path without "," and ":", which end a path for Kafka and Java, but found ${found}. Rename`,
    );
  });
}

Deno.test("ensureOnePath() takes everything else that a path may have", () => {
  ensureOnePath("/C# course/50% off/%41#?/what?/größe 大/[1]{a}/$x;&'\"\\");
});

Deno.test("startBroker() writes nothing where a comma would make Kafka write to another folder", async () => {
  const above = await Deno.makeTempDir();
  const folder = `${above}/Smith, Jo/broker`;
  await assertRejects(() => startBroker({ folder, port: 0 }), Trouble, '","');
  assertEquals(await Array.fromAsync(Deno.readDir(above)), []);
  await Deno.remove(above);
});
