import { assert, assertEquals } from "@std/assert";
import {
  exists,
  makeMarkedFolder,
  removeMarkedFolder,
} from "broker/folders.ts";
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
