/** What the cells of the chapters end in: the kernel shows neither a bigint nor `null` nor `NaN` that stands alone. */
import ts from "typescript";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { FOLDERS } from "course/chapters.ts";

/** Added to each chapter: a call that type-checks only when the kernel shows the value. */
const RULE = `
declare function kernelShows<T>(
  value: T,
  ...not: [Extract<T, bigint | null | number>] extends [never] ? [] : ["a bigint, null or number alone"]
): void;
`;

/**
 * Wraps the last value of each code cell into a call of the rule. Numbers are refused, too: one that is
 * computed may be NaN.
 */
function guarded(source: string): string {
  const file = ts.createSourceFile(
    "chapter.ts",
    source,
    ts.ScriptTarget.Latest,
    true,
  );
  const cellEnds = [...source.matchAll(/^\/\/ %% /gm)].map(({ index }) =>
    index
  );
  const last = [...cellEnds.slice(1), source.length].flatMap((end) => {
    const begin = cellEnds.findLast((each) => each < end) ?? 0;
    const statement = file.statements.findLast((each) =>
      each.getStart(file) > begin && each.end <= end
    );
    return statement && ts.isExpressionStatement(statement)
      ? [statement.expression]
      : [];
  });
  let text = source;
  for (const expression of last.toReversed()) {
    const [from, to] = [expression.getStart(file), expression.end];
    const value = text.slice(from, to);
    text = `${text.slice(0, from)}kernelShows(${value})${text.slice(to)}`;
  }
  return text + RULE;
}

/** Type-checks sources with the course's settings, and gives what the checker says; empty when all is well. */
async function checked(sources: Record<string, string>): Promise<string> {
  // Not below the checkout, where what is generated is left out.
  const folder = await Deno.makeTempDir();
  try {
    const files = Object.entries(sources).map(async ([name, source]) => {
      await Deno.writeTextFile(`${folder}/${name}`, guarded(source));
      return `${folder}/${name}`;
    });
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "check",
        "--quiet",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        ...await Promise.all(files),
      ],
      env: { NO_COLOR: "1" },
    }).output();
    return success ? "" : new TextDecoder().decode(stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("no cell ends in a bigint, null or a number, which the kernel might not show", async () => {
  const names = [...Deno.readDirSync(FOLDERS.chapters)]
    .map(({ name }) => name).filter((name) => /^\d\d_\w+\.ts$/.test(name));
  const sources = Object.fromEntries(
    names.map((name) => [
      name,
      Deno.readTextFileSync(new URL(name, FOLDERS.chapters)),
    ]),
  );
  assertEquals(await checked(sources), "");
});

Deno.test("a cell that ends in an offset, a sum, null or NaN is found, and one that shows its value is not", async () => {
  const chapter = (lasts: string[]): string =>
    [
      "const offset = 5n;",
      'const found: string | null = Math.random() < 2 ? null : "a";',
      ...lasts.map((last, index) => `// %% demo-${index}\n${last};\n`),
      "// %% teardown\n({ offset, found });",
      "export {};",
    ].join("\n");
  const lost = ["offset", "offset + 1n", "0 / 0", "found", "null"];
  const said = await checked({ "00_lost.ts": chapter(lost) });
  for (const last of lost) assertStringIncludes(said, `kernelShows(${last})`);
  const shown = ["[offset]", "`${offset}`", "console.log(offset)"];
  assertEquals(await checked({ "00_shown.ts": chapter(shown) }), "");
});
