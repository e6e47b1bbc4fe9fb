import { assert, assertEquals } from "@std/assert";
import { mutantsOf } from "tools/mutate/mutants.ts";

/** Each operator: a solution, and the mistakes that it must be given, as `operator: before → after`. */
const MISTAKES: [about: string, solution: string, mistakes: string[]][] = [
  ["awaits are dropped and replaced by a sleep", "await send(record);", [
    "await dropped: await send(record) → send(record)",
    "sleep instead of a wait: await send(record); → { void send(record); await new Promise((go) => setTimeout(g…",
    "failure forgotten: await send(record) → await send(record).catch(() => {})",
    "statement left out: await send(record); → ;",
  ]],
  [
    "loops take all their turns at once",
    "for (const one of all) await send(one);",
    [
      "all turns at once: for (const one of all) await send(one); → await Promise.all([...all].map(async (one) => { await send(…",
    ],
  ],
  ["Promise.all does not fail, or does not wait", "await Promise.all(sends);", [
    "Promise.all exchanged: Promise.all → Promise.allSettled",
    "Promise.all exchanged: Promise.all → Promise.race",
  ]],
  ["failures of a loop's turn are swallowed", "while (next()) { await f(); }", [
    "failure swallowed: await f(); → try { await f(); } catch {}",
    "loop never entered: next() → false",
  ]],
  [
    "failures are not handled",
    "try { f(); } catch (error) { g(error); } finally { h(); }",
    [
      "catch left out: try { f(); } catch (error) { g(error); } finally { h(); } → { f(); }",
      "failure swallowed: { g(error); } → {}",
      "finally emptied: { h(); } → {}",
    ],
  ],
  ["numbers are rounded the other way", "return Math.floor(n);", [
    "Math.ceil instead: Math.floor → Math.ceil",
    "Math.round instead: Math.floor → Math.round",
    "one added: Math.floor(n) → (Math.floor(n) + 1)",
  ]],
  ["the larger is taken for the smaller", "return Math.min(a, b);", [
    "Math.max instead: Math.min → Math.max",
  ]],
  ["one is left out, added, or taken twice", "return offset + 1n;", [
    "one left out: offset + 1n → offset",
    "- instead: + → -",
    "another number: 1n → 2n",
  ]],
  [
    "one is added to an offset and to a length",
    "return BigInt(at) < x.length;",
    [
      "one added: BigInt(at) → (BigInt(at) + 1n)",
      "one added: x.length → (x.length + 1)",
      "<= instead: < → <=",
    ],
  ],
  [
    "a large number is doubled and halved, a mask is one off",
    "return 500 + 0x7fff;",
    [
      "another number: 500 → 1000",
      "another number: 500 → 250",
      "another number: 0x7fff → 32766",
    ],
  ],
  ["acks are lowered", "return { acks: -1 };", [
    "acks lowered: -1 → 1",
    "acks lowered: -1 → 0",
    "property left out: acks: -1 → nothing",
  ]],
  [
    "counters go the other way, but not those that would never end",
    "for (let i = 0; i < 3; i++) next++;",
    [
      "counted the other way: next++ → next--",
      "loop never entered: i < 3 → false",
    ],
  ],
  [
    "edges lie on the other side, and yes is no",
    "return a > 1 && b !== 2 || !c;",
    [
      ">= instead: > → >=",
      "|| instead: && → ||",
      "=== instead: !== → ===",
      "&& instead: || → &&",
      "not left out: !c → c",
    ],
  ],
  ["branches are forced", "if (a) return b ? 1 : 2; return true;", [
    "branch forced: a → true",
    "branch forced: a → false",
    "branch forced: b ? 1 : 2 → 1",
    "branch forced: b ? 1 : 2 → 2",
    "boolean flipped: true → false",
  ]],
  ["the default is always taken, or never", "return a ?? 0;", [
    "one side of ??: a ?? 0 → a!",
    "one side of ??: a ?? 0 → 0",
  ]],
  ["statements are left out and swapped", "pack(order); commit();", [
    "statement left out: pack(order); → ;",
    "statement left out: commit(); → ;",
    "neighbours swapped: pack(order); commit(); → commit(); pack(order);",
  ]],
  ["properties and elements are left out", "return [{ key, value: [1, 2] }];", [
    "property left out: key → nothing",
    "property left out: value: [1, 2] → nothing",
    "element left out: 1 → nothing",
    "element left out: 2 → nothing",
  ]],
  [
    "texts are misspelled, a number in a text is another",
    'return f("gzip", "-1", "");',
    [
      'text misspelled: "gzip" → "gzipx"',
      'another number: "-1" → "0"',
      'another number: "-1" → "-2"',
      'text misspelled: "" → "x"',
    ],
  ],
  [
    "a text in a list is taken twice",
    'return ["created", "paid"];',
    [
      'text taken twice: "created" → "paid"',
      'text taken twice: "paid" → "created"',
    ],
  ],
  ["parts of a text are left out", "return `${order}-${customer}`;", [
    "part of a text left out: `${order}-${customer}` → `-${customer}`",
    "part of a text left out: `${order}-${customer}` → `${order}-`",
    "part of a text left out: `${order}-${customer}` → `${order}${customer}`",
  ]],
  ["methods are mistaken for each other", "return a.every(f) && b.at(-1);", [
    "some instead: every → some",
    "first for last: -1 → 0",
  ]],
  ["calls and arguments are left out", "return rows.toSorted(byOffset);", [
    "call left out: rows.toSorted(byOffset) → rows",
    "argument left out: byOffset → nothing",
  ]],
  ["what is twice stays", "return [...new Set(all)];", [
    "Set left out: new Set(all) → all",
  ]],
];

/** The mutants of a solution in the body of a function, without the place in their names. */
function mistakesIn(solution: string): string[] {
  return mutantsOf({ id: "exercise-one", source: cellOf(solution) })
    .map(({ name }) => name.replace(/^one:\d+ /, ""));
}

function cellOf(solution: string): string {
  return `async function one() {\n  // BEGIN SOLUTION\n  ${solution}\n  // END SOLUTION\n}`;
}

for (const [about, solution, mistakes] of MISTAKES) {
  Deno.test(`mutantsOf(): ${about}`, () => {
    const found = mistakesIn(solution);
    const missing = mistakes.filter((mistake) => !found.includes(mistake));
    assertEquals(missing, [], `found:\n${found.join("\n")}`);
  });
}

Deno.test("mutantsOf() names exercise and line, shows the lines, and changes the solution alone", () => {
  const source = [
    "const least = 1;",
    "function isFull(lines: string[]): boolean {",
    "  // BEGIN SOLUTION",
    "  const { length } = lines;",
    "  return length >= least;",
    "  // END SOLUTION",
    "}",
  ].join("\n");
  const mutants = mutantsOf({ id: "exercise-is-full", source });
  assertEquals(mutants.map(({ name }) => name), [
    "is-full:5 statement left out: return length >= least; → ;",
    "is-full:5 > instead: >= → >",
  ]);
  const { before, after, source: changed, originId } = mutants[1]!;
  assertEquals([originId, before, after], [
    "exercise-is-full",
    ["  return length >= least;"],
    ["  return length > least;"],
  ]);
  assertEquals(changed, source.replace(">=", ">"));
});

Deno.test("mutantsOf() makes none that is the solution in other words, or one that it made before", () => {
  assertEquals(mistakesIn("return f();"), [
    "statement left out: return f(); → ;",
  ]);
  const names = mutantsOf({
    id: "exercise-one",
    source: cellOf("if (a) { b(); }"),
  }).map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
});

Deno.test("mutantsOf() swaps no questions of which at most one is answered with yes", () => {
  const swapped = (solution: string): string[] =>
    mistakesIn(solution).filter((name) => name.startsWith("neighbours"));
  assertEquals(
    swapped('if (a === "one day") return 1; if (a === "two") return 2;'),
    [],
  );
  assertEquals(
    swapped('if (a === "one day") return 1; if (b === "two") return 2;').length,
    1,
  );
});

Deno.test("mutantsOf() leaves an await alone that the caller does anyway, and what is said to people", () => {
  assertEquals(
    mistakesIn("return await f(a);").filter((name) =>
      name.includes("await") && !name.startsWith("statement")
    ),
    [
      "failure swallowed: return await f(a); → try { return await f(a); } catch {}",
      "failure forgotten: await f(a) → await f(a).catch(() => {})",
    ],
  );
  assert(
    mistakesIn("try { return await f(); } catch { return 1; }")
      .includes("await dropped: await f() → f()"),
  );
  assertEquals(
    mistakesIn('console.log("a"); throw new Error("b");').filter((name) =>
      !/^failure|statement left out: throw/.test(name)
    ),
    [],
  );
});
