import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { STATE_FILE, workbookPath, workbookPathIn } from "broker/places.ts";
import { CHECKOUT } from "headless/checkout.ts";

Deno.test("workbookPathIn() names a file in the .workbook folder of any checkout", () => {
  assertEquals(
    workbookPathIn("/course/", "kafka", "4.3.1", "libs"),
    "/course/.workbook/kafka/4.3.1/libs",
  );
  assertEquals(workbookPathIn(CHECKOUT), workbookPath());
});

Deno.test("lib, which imports nobody, looks for the broker's state where the broker writes it", async () => {
  const settings = new URL("../../lib/cluster/settings.ts", import.meta.url);
  const [, path] = (await Deno.readTextFile(settings))
    .match(
      /EMBEDDED_BROKER_STATE = new URL\(\s*"([^"]+)",\s*import\.meta\.url/,
    )!;
  assertEquals(
    fileURLToPath(new URL(path!, settings)),
    workbookPath("broker", STATE_FILE),
  );
});
