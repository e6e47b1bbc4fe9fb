import { assertEquals, assertStringIncludes } from "@std/assert";
import { DISPLAY } from "pictures/display.ts";
import { table } from "pictures/tables.ts";

function textOf(...given: Parameters<typeof table>): string {
  return table(...given)[DISPLAY]()["text/plain"]!;
}

function htmlOf(...given: Parameters<typeof table>): string {
  return table(...given)[DISPLAY]()["text/html"]!;
}

const lag = [
  { partition: 0, committed: 12n, end: 15n, member: "ada" },
  { partition: 10, committed: null, end: 4n, member: "null" },
];

Deno.test("table() aligns columns: numbers on the right, texts on the left", () => {
  assertEquals(
    textOf(lag, { title: "Group packers" }),
    [
      "Group packers",
      "partition  committed  end  member",
      "        0         12   15  ada",
      "       10          –    4  null",
    ].join("\n"),
  );
});

Deno.test("table() writes plain HTML that needs no style sheet", () => {
  assertEquals(
    htmlOf([{ key: "ada", lag: 3n }], { title: "Lag" }),
    '<table class="tex2jax_ignore mathjax_ignore"><caption>Lag</caption>' +
      '<thead><tr><th scope="col" style="text-align:left">key</th>' +
      '<th scope="col" style="text-align:right">lag</th></tr></thead>' +
      '<tbody><tr><td style="text-align:left">ada</td>' +
      '<td style="text-align:right">3</td></tr></tbody></table>',
  );
});

Deno.test("table() shows nothing, an empty text and the text null in different ways", () => {
  const rows = [
    { given: "null", left: "no value" },
    { given: null, value: "" },
  ];
  assertEquals(
    textOf(rows),
    ["given  left      value", "null   no value", '–                ""'].join(
      "\n",
    ),
  );
});

Deno.test("table() shows dates in UTC, fractions without noise, objects as they are written", () => {
  const at = new Date("2026-11-21T09:00:00.123Z");
  assertEquals(
    textOf([{ at, rate: 0.1 + 0.2, headers: { trace: "a" }, big: 2n ** 60n }]),
    [
      "at                        rate  headers                         big",
      '2026-11-21T09:00:00.123Z   0.3  { trace: "a" }  1152921504606846976',
    ].join("\n"),
  );
  assertStringIncludes(
    textOf([{ at: new Date(NaN) }]),
    "Invalid Date",
  );
});

Deno.test("table() leaves out the middle of more than 60 rows, in both forms", () => {
  const rows = Array.from({ length: 240 }, (_, offset) => ({ offset }));
  const lines = textOf(rows).split("\n");
  assertEquals(lines.length, 1 + 60 + 1);
  assertEquals(lines.slice(30, 33), ["    29", "… 180 more …", "   210"]);
  const html = htmlOf(rows);
  assertEquals(html.match(/<tr>/g)!.length, 1 + 60 + 1);
  assertStringIncludes(html, '<td colspan="1">… 180 more …</td>');
});

Deno.test("table() says so when there are no rows", () => {
  assertEquals(textOf([], { title: "payments" }), "payments: no rows");
  assertEquals(htmlOf([]), "<p>no rows</p>");
});

Deno.test("table() escapes names of columns, too: they are the names of a record's fields", () => {
  const name = "<img src=x onerror=alert(1)>";
  assertEquals(htmlOf([{ [name]: name }]).includes("<img"), false);
});

Deno.test("table() shortens a long text in the text form, and keeps it in HTML", () => {
  const value = "x".repeat(100);
  assertEquals(textOf([{ value }]).split("\n")[1], `${"x".repeat(59)}…`);
  assertStringIncludes(htmlOf([{ value }]), value);
});
