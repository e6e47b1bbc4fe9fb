import { assertEquals, assertStringIncludes } from "@std/assert";
import { sentenceFor } from "tools/processes/program.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("sentenceFor() says what the operating system refused, and what to do", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/file`, "");
  const errors = await Promise.all([
    Deno.readTextFile(folder).catch((error) => error),
    Deno.readTextFile(`${folder}/file/below`).catch((error) => error),
  ]);
  await Deno.remove(folder, { recursive: true });
  const [isFolder, isFile] = errors.map(sentenceFor);
  assertStringIncludes(
    isFolder!,
    `Cannot go on: expected the operating system to allow it but found "Is a directory (os error 21): readfile '${folder}'". Move away the folder`,
  );
  assertStringIncludes(isFile!, "(os error 20)");
});

Deno.test("sentenceFor() leaves a mistake of the program's own to its stack trace", async () => {
  const missing = await Deno.readTextFile("/none").catch((error) => error);
  for (const error of [missing, new TypeError("x is undefined"), "text"]) {
    assertEquals(sentenceFor(error), null);
  }
  assertEquals(sentenceFor(new Trouble("No broker")), "No broker");
});

Deno.test("runProgram() ends with the sentence and exit code 1, and lets no control character out", async () => {
  const program = `
    import { runProgram } from "tools/processes/program.ts";
    import { Trouble } from "workbook/errors.ts";
    await runProgram(() => { throw new Trouble("Cannot read \\x1b[31morders\\nSecond line"); });`;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", program],
  }).output();
  assertEquals(code, 1);
  assertEquals(
    new TextDecoder().decode(stderr),
    "Cannot read ␛[31morders\nSecond line\n",
  );
});
