import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { findJava } from "broker/java.ts";
import { Trouble } from "workbook/errors.ts";

/** A Java installation that only tells its version. */
async function javaThatSays(
  words: string,
): Promise<{ home: string } & AsyncDisposable> {
  const home = await Deno.makeTempDir();
  await Deno.mkdir(`${home}/bin`);
  const script = `#!/bin/sh\necho '${words}' >&2\n`;
  await Deno.writeTextFile(`${home}/bin/java`, script, { mode: 0o755 });
  return {
    home,
    [Symbol.asyncDispose]: () => Deno.remove(home, { recursive: true }),
  };
}

Deno.test("findJava() takes the Java that JAVA_HOME names", async () => {
  await using java = await javaThatSays('openjdk version "21.0.4" 2024-07-16');
  const found = await findJava(java.home);
  assertEquals(found.version, 21);
  assertEquals(found.from, "JAVA_HOME");
  assertEquals(found.path, `${java.home}/bin/java`);
});

Deno.test("findJava() takes the workbook's own Java when JAVA_HOME is empty", async () => {
  const found = await findJava("");
  assertEquals(found.from, "workbook");
});

Deno.test("findJava() refuses Java 8, whose version begins with 1", async () => {
  await using java = await javaThatSays('java version "1.8.0_392"');
  const error = await assertRejects(() => findJava(java.home), Trouble);
  assertStringIncludes(error.message, "expected Java 17 or newer");
  assertStringIncludes(error.message, "found Java 8");
  assertStringIncludes(error.message, "JAVA_HOME");
});

Deno.test("findJava() says that JAVA_HOME names no Java", async () => {
  const error = await assertRejects(() => findJava("/nowhere"), Trouble);
  assertStringIncludes(error.message, '"/nowhere/bin/java"');
  assertStringIncludes(error.message, "Unset JAVA_HOME");
});
