import { assertEquals, assertThrows } from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { readOptions } from "tools/start/options.ts";

Deno.test("readOptions() opens a browser on any port by default", () => {
  assertEquals(readOptions([]), { port: null, browser: true });
  assertEquals(readOptions(["--port", "9000", "--no-browser"]), {
    port: 9000,
    browser: false,
  });
});

Deno.test("readOptions() says what it knows when an option is unknown", () => {
  for (const args of [["--prot", "9000"], ["9000"]]) {
    const { message } = assertThrows(() => readOptions(args), Trouble);
    assertEquals(message.startsWith("Cannot start the course: "), true);
    assertEquals(
      message.endsWith(". It knows --no-browser and --port N"),
      true,
    );
  }
});

Deno.test("readOptions() refuses what is no port", () => {
  for (const port of ["0", "65536", "9e3", "http", "-1"]) {
    assertThrows(
      () => readOptions([`--port=${port}`]),
      Trouble,
      `Cannot open JupyterLab on port "${port}": expected a number from 1 to 65535.`,
    );
  }
});
