import { assertRejects } from "@std/assert";
import { ensureDiskSpace } from "broker/disk.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("ensureDiskSpace() passes a disk with room", async () => {
  await ensureDiskSpace(Deno.cwd(), 1);
});

Deno.test("ensureDiskSpace() tells how much is free and how much is needed", async () => {
  await assertRejects(
    () => ensureDiskSpace(Deno.cwd(), 2 ** 60),
    Trouble,
    "expected 1073741824.0 GiB of free disk space but found",
  );
});
