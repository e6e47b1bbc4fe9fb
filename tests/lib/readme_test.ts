/** Holds lib/README.md, the door of lib, complete. */
import { assert, assertEquals } from "@std/assert";
import { nounsOfLib, publicFunctions } from "../support/documented.ts";

const LIB = new URL("../../lib/", import.meta.url);
const README = Deno.readTextFileSync(new URL("README.md", LIB));

/** The rows of the table of nouns, by noun. */
const rows = new Map(
  [...README.matchAll(/^\| \[`(\w+)`\]\(\1\.ts\) .*$/gm)]
    .map(([row, noun]) => [noun!, row]),
);

Deno.test("lib/README.md has a row for each noun of lib, and for nothing else", () => {
  assertEquals(
    [...rows.keys()],
    nounsOfLib(),
    "give each noun at the top of lib one row in lib/README.md",
  );
});

Deno.test("lib/README.md shows each public function with its signature as it is", async () => {
  const missing = (await publicFunctions()).filter(({ noun, signature }) =>
    !rows.get(noun)?.replaceAll("\\|", "|").includes(`\`${signature}\``)
  ).map(({ noun, signature }) =>
    `write \`${signature}\` into the row of ${noun} in lib/README.md`
  );
  assertEquals(missing, [], missing.join("\n"));
});

Deno.test("lib/README.md shows no function that is gone", async () => {
  const known = (await publicFunctions()).map(({ signature }) => signature);
  const shown = [...rows.values()].flatMap((row) =>
    [...row.matchAll(/`(\w+\([^`]*)`/g)].map(([, signature]) =>
      signature!.replaceAll("\\|", "|")
    )
  );
  assertEquals(shown.filter((signature) => !known.includes(signature)), []);
});

Deno.test("lib/README.md names a chapter that is there for each noun", () => {
  for (const [noun, row] of rows) {
    const [, chapter] = row.match(/\]\(\.\.\/(notebooks\/\w+\.ipynb)\)/) ?? [];
    assert(chapter, `${noun}: name the chapter that teaches it`);
    Deno.statSync(new URL(`../${chapter}`, LIB));
  }
});

/** The section on KafkaJS. */
const [, ABOUT_KAFKAJS = ""] =
  README.match(/^## What we change in KafkaJS$([\s\S]*?)^## /m) ?? [];

function sourceOf(path: string): string {
  return Deno.readTextFileSync(new URL(path, LIB));
}

Deno.test("lib/README.md tells of each method of KafkaJS that lib replaces", () => {
  const fixes = sourceOf("cluster/kafkajs_fixes.ts");
  const replaced = [
    ...fixes.matchAll(/from "(kafkajs\/src\/[^"]+)"/g),
    ...fixes.matchAll(/\.prototype as \w+\)\.(\w+) =/g),
  ].map(([, name]) => name!);
  assert(replaced.length >= 4);
  assertEquals(
    replaced.filter((name) => !ABOUT_KAFKAJS.includes(`\`${name}\``)),
    [],
    'say in lib/README.md, "What we change in KafkaJS", why it is replaced and what plain KafkaJS does',
  );
  for (const { name } of Deno.readDirSync(LIB)) {
    if (!name.endsWith(".ts")) continue;
    assert(
      !sourceOf(name).includes('"kafkajs/src/'),
      `${name}: change KafkaJS in cluster/kafkajs_fixes.ts alone`,
    );
  }
});

Deno.test("lib/README.md tells of each default of KafkaJS that lib sets", () => {
  const defaults = [
    ...sourceOf("cluster/clients.ts").matchAll(
      /^ {6}(\w+): (?!.*=>).+,$/gm,
    ),
    ...sourceOf("cluster.ts").matchAll(
      /^ {4}(connectionTimeout|requestTimeout|logLevel|retry): /gm,
    ),
  ].map(([, name]) => name!);
  assert(defaults.length >= 10, `found only ${defaults}`);
  assertEquals(
    defaults.filter((name) => !ABOUT_KAFKAJS.includes(`\`${name}\``)),
    [],
    'say in lib/README.md, "What we change in KafkaJS", what plain KafkaJS does',
  );
});
