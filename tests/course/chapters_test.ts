import { assertEquals, assertThrows } from "@std/assert";
import { pathToFileURL } from "node:url";
import { readChapters } from "course/chapters.ts";

Deno.test("readChapters() reads the chapters in the order of their numbers, and nothing else", async () => {
  await using folder = await chaptersNamed(
    "02_keys.ts",
    "01_logging.ts",
    "glossary.json",
    ".#02_keys.ts",
  );
  assertEquals(
    readChapters(folder.url).map(({ name }) => name),
    ["01_logging", "02_keys"],
  );
});

for (const name of ["14_http2.ts", "14_Headers.ts", "headers.ts"]) {
  Deno.test(`readChapters() says what to call "${name}" instead of leaving it out`, async () => {
    await using folder = await chaptersNamed("01_logging.ts", name);
    assertThrows(
      () => readChapters(folder.url),
      SyntaxError,
      `Cannot read the chapter "chapters/${name}": expected a name such as "02_keys.ts"`,
    );
  });
}

async function chaptersNamed(
  ...names: string[]
): Promise<AsyncDisposable & { url: URL }> {
  const path = await Deno.makeTempDir();
  for (const name of names) await Deno.writeTextFile(`${path}/${name}`, "");
  return {
    url: pathToFileURL(`${path}/`),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
