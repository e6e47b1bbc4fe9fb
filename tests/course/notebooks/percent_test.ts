import { assertEquals, assertThrows } from "@std/assert";
import { parsePercent } from "course/notebooks/percent.ts";

Deno.test("parsePercent() splits a file at its headings and strips the comment marks of text", () => {
  const cells = parsePercent(
    "// A note that belongs to no cell.\n\n// %% text-keys [markdown]\n// A **key**\n//\n// decides.\n\n// %% demo-keys\nconst a = 1;\n",
    "x.ts",
  );
  assertEquals(
    cells.map(({ id, role, slug, kind, source }) => ({
      id,
      role,
      slug,
      kind,
      source,
    })),
    [
      {
        id: "text-keys",
        role: "text",
        slug: "keys",
        kind: "markdown",
        source: "A **key**\n\ndecides.",
      },
      {
        id: "demo-keys",
        role: "demo",
        slug: "keys",
        kind: "code",
        source: "const a = 1;",
      },
    ],
  );
});

Deno.test("parsePercent() reads the tags that Jupyter knows", () => {
  const [cell] = parsePercent(
    '// %% demo-fails tags=["raises-exception"]\nthrow 1;',
    "x.ts",
  );
  assertEquals(cell!.tags, ["raises-exception"]);
});

Deno.test("parsePercent() names the line of a heading it can't read", () => {
  assertThrows(() => parsePercent("// %%\n", "x.ts"), SyntaxError, "x.ts:1");
  assertThrows(
    () => parsePercent("\n// %% demo keys\n", "x.ts"),
    SyntaxError,
    "x.ts:2",
  );
  assertThrows(
    () => parsePercent("// %% story-keys\n", "x.ts"),
    SyntaxError,
    'the cell id "story-keys"',
  );
});

Deno.test("parsePercent() refuses an id that stands twice", () => {
  assertThrows(
    () => parsePercent("// %% demo-a\n1;\n// %% demo-a\n2;\n", "x.ts"),
    SyntaxError,
    "found it above",
  );
});
