import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCells, tags, timeout } from "./notebook_fixture.ts";

Deno.test("NotebookSteps report where a cell failed, and keep the notebook as it ran", async () => {
  const { steps, executed, folder } = await runCells(
    [
      ["setup", `import { boom } from "./boom.ts";`],
      [
        "demo-fail",
        "type Q = {\n  a: number;\n};\n\nconst q: Q = { a: 1 };\nconsole.log('about to fail', q.a);\nfunction deep(n: number): void {\n  if (n === 0) boom();\n  deep(n - 1);\n}\ndeep(1);",
      ],
      ["demo-never", "console.log('never')"],
      ["teardown", "'cleaned'", tags("teardown")],
    ],
    {},
    {
      "boom.ts":
        "export function boom(): never {\n  throw new RangeError('from lib');\n}",
    },
  );
  assertEquals(steps.summary, [
    "ok setup",
    "failed demo-fail",
    "ignored demo-never",
    "ok teardown",
    "ignored after the last cell",
  ]);
  assertEquals(
    steps.failures[0]!.replaceAll(folder, "").replace(
      /\.workbook\/headless\/[^/]*/g,
      "",
    ),
    `/orders.ipynb › demo-fail (cell 2 of 4), line 8
RangeError: from lib

    5 | const q: Q = { a: 1 };
    6 | console.log('about to fail', q.a);
    7 | function deep(n: number): void {
>   8 |   if (n === 0) boom();
      |                ^
    9 |   deep(n - 1);
   10 | }

    at boom (file:///boom.ts:2:9)
    at deep (demo-fail:8:16)
    at deep (demo-fail:9:3)
    at demo-fail:11:1

output before:
  about to fail 1

the notebook as it ran: /.workbook/executed/orders.failed.ipynb`,
  );
  assertEquals(
    executed?.cells.slice(1).map(({ outputs, execution_count }) => [
      execution_count,
      outputs?.map(({ output_type }) => output_type),
    ]),
    [[1, []], [2, ["stream", "error"]], [null, []], [3, ["execute_result"]]],
  );
});

Deno.test("NotebookSteps show the line of an earlier cell that threw", async () => {
  const { steps } = await runCells([
    [
      "exercise-sum",
      "\nfunction sum(): number {\n  throw new Error('no sum');\n}",
    ],
    ["demo-sum", "\n\n1 + sum();"],
  ]);
  assertMatch(
    steps.failures[0]!,
    /› demo-sum \(cell 2 of 2\), line 3\nError: no sum\n\nexercise-sum, line 3:\n\n[^]*> {3}3 \| {3}throw new Error/,
  );
});

Deno.test("NotebookSteps say an error once, whatever stack it carries", async () => {
  const stacks = [
    "''",
    "'Trouble: ' + text",
    "text + ', ' + text",
    "undefined",
  ];
  const { steps } = await runCells(
    stacks.map((stack, index) => [
      `teardown-${index}`,
      `const text = ["told", "once"].join(" ");
       const error = new TypeError(text);
       error.stack = ${stack};
       throw error;`,
      tags("teardown"),
    ]),
  );
  assertEquals(steps.failures.length, stacks.length);
  for (const failure of steps.failures) {
    assertEquals(failure.split("\n")[1], "TypeError: told once");
    assertEquals(failure.split("told once").length, 2);
  }
});

Deno.test("NotebookSteps tell the reason and the line of a syntax error", async () => {
  const { steps, executed } = await runCells([
    ["demo", "const bad = {\n  a: 1,\n  b: ;\n};", tags("raises-exception")],
  ]);
  assertStringIncludes(
    steps.failures[0]!,
    `(cell 1 of 1), line 3\nSyntaxError: Expression expected\n\n    1 | const bad = {\n    2 |   a: 1,\n>   3 |   b: ;\n      |      ^\n    4 | };`,
  );
  assertEquals(executed?.cells[1]?.outputs?.[0]?.output_type, "error");
});

Deno.test("NotebookSteps ask for the imports of a cell that is refused without a reason", async () => {
  const { steps } = await runCells([
    ["demo", `import x from "npm:no-such-package-of-the-workbook@1";`],
  ], { env: { NPM_CONFIG_REGISTRY: "http://127.0.0.1:9" } });
  assertStringIncludes(
    steps.failures[0]!,
    "can all that it imports be loaded?",
  );
});

Deno.test("NotebookSteps fail the step of a failure that nothing awaited", async () => {
  const { steps } = await runCells([
    [
      "demo",
      "async function send() {\n  await 0;\n  throw new Error('forgotten');\n}\nvoid send();\nawait new Promise((r) => setTimeout(r, 20));",
    ],
  ]);
  assertMatch(
    steps.failures[0]!,
    /line 3\na failure in the background that nothing awaited, of this cell or one before it\nError: forgotten\n/,
  );
});

Deno.test("NotebookSteps fail over what fails after the last cell", async () => {
  const { steps } = await runCells([["demo", "1"]], {
    after: async (kernel) => {
      await kernel.evaluate(
        "(setTimeout(() => { throw new Error('late'); }, 5), await new Promise((r) => setTimeout(r, 20)))",
      );
    },
  });
  assertEquals(steps.summary, ["ok demo", "failed after the last cell"]);
  assertMatch(
    steps.failures[0]!,
    /after the last cell: a failure in the background[^]*Error: late/,
  );
});

Deno.test("NotebookSteps end a cell that takes longer than it may, and show it", async () => {
  const { steps, executed } = await runCells([
    [
      "demo",
      "console.log('waiting');\nawait new Promise(() => {});",
      timeout(2),
    ],
    ["demo-next", "1"],
    ["teardown", "1", tags("teardown")],
  ]);
  assertEquals(steps.summary, [
    "failed demo",
    "ignored demo-next",
    "ignored teardown",
    "ignored after the last cell",
  ]);
  assertStringIncludes(
    steps.failures[0]!,
    "TimedOut: did not finish in 2000 ms\n\n    1 | console.log('waiting');\n    2 | await new Promise(() => {});\n\noutput before:\n  waiting",
  );
  assertEquals(executed?.cells[1]?.outputs?.length, 2);
});

Deno.test("NotebookSteps tell how a kernel ended", async () => {
  const { steps } = await runCells([["demo", "Deno.exit(3);"]], {
    cellTimeoutMs: 5_000,
  });
  assertStringIncludes(
    steps.failures[0]!,
    "KernelDied: the kernel's process ended with exit code 3\n\n    1 | Deno.exit(3);",
  );
});
