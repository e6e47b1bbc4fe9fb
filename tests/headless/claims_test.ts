import { assertEquals, assertThrows } from "@std/assert";
import { readClaims } from "headless/claims.ts";
import type { Notebook } from "headless/notebook_file.ts";

function notebook(...sources: string[]): Notebook {
  const cells = sources.map((source, i) => ({
    cell_type: "markdown" as const,
    id: `text-${i}`,
    source,
    metadata: {},
  }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

const claim = (id: string): string =>
  `> **Offsets count up.**\n> <small>claim: ${id} · [Kafka documentation, "Log"](https://kafka.apache.org/43/implementation/log/)</small>`;

Deno.test("readClaims() finds each claim with its sentence, source and cell", () => {
  assertEquals(
    readClaims(
      notebook(
        "No claim.",
        `Before.\n\n${claim("offsets-count-up")}\n\nAfter.`,
      ),
    ),
    [{
      id: "offsets-count-up",
      sentence: "Offsets count up.",
      source: 'Kafka documentation, "Log"',
      url: "https://kafka.apache.org/43/implementation/log/",
      cell: "text-1",
    }],
  );
});

Deno.test("readClaims() finds several claims in one cell", () => {
  const two = readClaims(notebook(`${claim("a")}\n\n${claim("b")}`));
  assertEquals(two.map(({ id }) => id), ["a", "b"]);
});

Deno.test("readClaims() refuses a claim of another form, which would stay without a proof", () => {
  const bare = claim("offsets").replace(
    "**Offsets count up.**",
    "Offsets count up.",
  );
  assertThrows(
    () => readClaims(notebook(bare)),
    SyntaxError,
    'the claims of "text-0"',
  );
});

Deno.test("readClaims() refuses an id that stands twice", () => {
  assertThrows(
    () => readClaims(notebook(claim("a"), claim("a"))),
    SyntaxError,
    'the claim "a" twice',
  );
});
