import { assertEquals } from "@std/assert";
import { readLines } from "lab/processes/lines.ts";

Deno.test("readLines() joins a line that comes in pieces, and leaves out an unfinished one", async () => {
  const pieces = ["o", "ne\ntw", "o\n\nthr"];
  const stream = ReadableStream.from(pieces)
    .pipeThrough(new TextEncoderStream());
  const lines: string[] = [];
  await readLines(stream, (line) => lines.push(line));
  assertEquals(lines, ["one", "two", ""]);
});
