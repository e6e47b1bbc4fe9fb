import { assertEquals, assertNotEquals } from "@std/assert";
import list from "broker/jars.json" with { type: "json" };
import { ownerOfFile, ownerOfFolder, scratchName } from "broker/scratch.ts";

Deno.test("ownerOfFolder() finds the process in every name that the workbook gives to a folder", () => {
  const names = [
    "4711",
    "4711-1f0c2a9b",
    "4711-1f0c2a9b größe 大",
    "4711-compat-4.4.0",
    "export-4711",
    "training-4711",
  ];
  assertEquals(names.map(ownerOfFolder), names.map(() => 4711));
  assertEquals(ownerOfFolder(scratchName()), Deno.pid);
  assertNotEquals(scratchName(), scratchName());
});

Deno.test("ownerOfFolder() finds none in other names", () => {
  const names = [
    "libs",
    "12345678-1234-4abc-8def-123456789012",
    "abcdefab-1234-4abc-8def-123456789012",
    "course-12345678-1234-4abc-8def-123456789012",
  ];
  assertEquals(names.map(ownerOfFolder), names.map(() => null));
});

Deno.test("ownerOfFile() finds the process in a file that is being written", () => {
  assertEquals(ownerOfFile("kafka_2.13-4.3.1.jar.4711-1f0c2a9b"), 4711);
  assertEquals(ownerOfFile(`01_logging.ipynb.${scratchName()}`), Deno.pid);
});

Deno.test("ownerOfFile() finds none in the name of a jar, a notebook or a cache", () => {
  const jars = Object.values(list).flat().map(({ coordinates }) =>
    `${coordinates.split(":").slice(1).join("-")}.jar`
  );
  const names = [...jars, "01_logging.ipynb", "jvm-1352a7912ed0.cache", "4711"];
  assertEquals(names.filter((name) => ownerOfFile(name) !== null), []);
});
