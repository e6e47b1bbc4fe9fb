import { assertEquals } from "@std/assert";
import { Kernel } from "headless/kernel.ts";
import { SourceLines } from "headless/source_lines.ts";
import { framesOf } from "headless/traces.ts";

/** Cells in many shapes; each fails at `fail()`, which an earlier cell declared. */
const SHAPES: Record<string, string> = {
  "one line": "fail();",
  "blank lines": "\n\n\n  fail();\nconst a = 1;\n\n",
  "an import": "import { join } from 'node:path';\nfail();",
  "an import over several lines":
    "import {\n  join,\n  resolve as absolute, // why not\n} from 'node:path';\n\nfail();",
  "imports of every kind":
    "import 'node:path';\nimport * as p from 'node:path';\nimport q, { sep } from 'node:path';\nimport type { X } from './x.ts';\nfail();",
  "imports without semicolons":
    'import p from "node:path"\nimport {\n  sep,\n} from "node:path"\nfail()',
  "imports on one line":
    "import a from 'node:fs'; import b from 'node:os'; fail();",
  "an import with attributes":
    "import m from 'data:application/json,{}' with { type: 'json' };\n\nfail();",
  "an import inside a text":
    "const s = `\nimport { x } from 'y';\n\n`;\nfail();",
  "types":
    "type A = {\n  a: number;\n};\n\ninterface B {\n  b: string;\n}\nconst n: A['a'] = 1 as number;\nfail();",
  "a nested function":
    "// comment\n/** doc\n * more\n */\nfunction deep(n: number): void {\n\n  // in\n  if (n === 0) fail();\n  else deep(n - 1);\n}\ndeep(2);",
  "a chain over several lines":
    "const long = [\n  1,\n  2,\n].map((x) =>\n  x === 2 ? fail() : x\n);",
  "an object on one line":
    "const o = { a: 1, b: { c: 2 }, d: [1,\n 2, 3] };\nif (o.a) { fail(); }",
  "a class":
    "abstract class K<T> {\n  declare y: number;\n  private x = 1;\n  abstract z(): void;\n  constructor(readonly a: T) {}\n  go() {\n    fail();\n  }\n}\nclass L extends K<number> { z() {} }\nnew L(1).go();",
  "an enum": "enum Acks { None, Leader, All }\nfail();",
  "an async function": "await (async () => {\n  await 0;\n\n  fail();\n})();",
  "a rethrown error": "try {\n  fail();\n} catch (e) {\n\n  throw e;\n}",
  "a block": "{\n\n  const x: number = 1;\n\n  fail();\n}",
  "an export": "export const topic = 'orders';\nfail();",
  "overloads":
    "function over(a: string): void;\nfunction over(a: number): void;\nfunction over(_: unknown) {\n  fail();\n}\nover(1);",
  "a directive": "'use strict';\n\nfail();",
  "several statements on one line": "const x = 1; const y = 2; fail();",
};

Deno.test("find() follows a trace's line back to the cell's own line", async () => {
  await using kernel = await Kernel.start();
  const lines = new SourceLines();
  await kernel.execute(
    lines.send(
      "setup",
      "function fail(): never {\n\n  throw new Error('x');\n}",
    ),
  );
  for (const [shape, source] of Object.entries(SHAPES)) {
    const { error } = await kernel.execute(lines.send(shape, source));
    const frames = await framesOf(error!.traceback, lines);
    const [inSetup, inCell] = frames.map(({ position }) => position);
    assertEquals([inSetup?.label, inSetup?.line], ["setup", 3], shape);
    const before = source.slice(0, source.indexOf("fail()")).split("\n");
    assertEquals(
      [inCell?.label, inCell?.line, inCell?.column],
      [shape, before.length, before.at(-1)!.length + 1],
      shape,
    );
  }
});

Deno.test("find() distinguishes the cells of a trace", async () => {
  await using kernel = await Kernel.start();
  const lines = new SourceLines();
  await kernel.execute(
    lines.send("first", "const boom = () => { throw new Error('x'); };"),
  );
  await kernel.execute(lines.send("second", "const bang = () => boom();"));
  await kernel.execute(
    lines.send("third", "const loud = () => { throw new Error('x'); };"),
  );
  const { error } = await kernel.execute(lines.send("fourth", "bang();"));
  const frames = await framesOf(error!.traceback, lines);
  assertEquals(
    frames.map(({ position }) => position?.label),
    ["first", "second", "fourth"],
  );
});

Deno.test("find() finds nothing for a line in no cell", async () => {
  const lines = new SourceLines();
  lines.send("first", "1;");
  assertEquals(await lines.find({ line: 1, column: 1 }), null);
  assertEquals(await lines.find({ line: 1_000_000, column: 1 }), null);
});

Deno.test("send() leaves a lone object what it is", () => {
  assertEquals(
    new SourceLines().send("object", "{ a: 1, b: 2 }"),
    "{ a: 1, b: 2 }",
  );
});

Deno.test("restore() gives a printed trace the lines that JupyterLab shows", async () => {
  await using kernel = await Kernel.start();
  const lines = new SourceLines();
  await kernel.execute(lines.send("first", "const one = 1;"));
  const code = lines.send("second", "const two = 2;\nnew Error('x').stack");
  const { outputs: [shown] } = await kernel.execute(code);
  assertEquals(
    lines.restore(Object.values((shown as { data: object }).data).join()),
    '"Error: x\\n    at <anonymous>:2:1"',
  );
});
