/** Each rule of the house, broken once: it must answer with one sentence that says what to do. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  circles,
  foldersWithoutChapter,
  importsAmongChapters,
  innerImports,
  longFiles,
  oddSpecifiers,
  riddles,
  strayTests,
  undocumentedExports,
  upwardImports,
  vagueNames,
} from "./support/house_rules.ts";
import type { Source } from "./support/sources.ts";

type Rule = (sources: Source[]) => string[];

/** A rule, sources of which one breaks it, and what it says. */
const BROKEN: [
  what: string,
  rule: Rule,
  files: Record<string, string>,
  says: string,
][] = [
  [
    "an import that runs up",
    upwardImports,
    { "lib/topics.ts": 'import { lanes } from "pictures/lanes.ts";' },
    'lib/topics.ts imports "pictures/lanes.ts": lib may import nobody. Move what both need down',
  ],
  [
    "a type import that runs up",
    upwardImports,
    { "pictures/lanes.ts": 'import type {\n  Plan,\n} from "lab/faults.ts";' },
    "pictures may import lib",
  ],
  [
    "a re-export that runs up",
    upwardImports,
    { "broker/broker.ts": 'export { lanes } from "pictures/lanes.ts";' },
    "broker may import lib",
  ],
  [
    "an import of another chapter's folder",
    importsAmongChapters,
    {
      "chapters/05_commits/lag.ts":
        'import { deliver } from "chapters/04_send_modes/deliver.ts";',
    },
    "Move what both need to lab/",
  ],
  [
    "an inner file imported from outside",
    innerImports,
    {
      "lab/history.ts":
        'import { Session } from "workbook/producers/session.ts";',
    },
    "an inner file of lib/. Import a file at the top of lib/",
  ],
  [
    "an inner file of a chapter imported by the course",
    innerImports,
    {
      "course/slides.ts":
        'import { x } from "chapters/07_schemas/registry/subjects.ts";',
    },
    "an inner file of chapters/07_schemas/",
  ],
  [
    "a relative import of another house",
    oddSpecifiers,
    { "headless/verdicts.ts": 'import { check } from "../lab/exercises.ts";' },
    'write it as "lab/exercises.ts"',
  ],
  [
    "an alias for one's own house",
    oddSpecifiers,
    { "lib/groups.ts": 'import { Trouble } from "workbook/errors.ts";' },
    "write it relative",
  ],
  [
    "a circle of types",
    circles,
    {
      "lib/producers.ts": 'import { SafeProducer } from "./producers/safe.ts";',
      "lib/producers/safe.ts":
        'import type { Options } from "../producers.ts";',
    },
    "lib/producers.ts imports lib/producers/safe.ts imports lib/producers.ts. Let the inner file own what both need",
  ],
  [
    "a long file",
    longFiles,
    { "lib/topics.ts": "\n".repeat(201) },
    "lib/topics.ts has 201 lines: split it",
  ],
  [
    "a file that could hold anything",
    vagueNames,
    { "lib/utils.ts": "" },
    "name it after what it holds",
  ],
  [
    "a chapter folder without a chapter",
    foldersWithoutChapter,
    { "chapters/99_none/mod.ts": "", "chapters/01_logging.ts": "" },
    "write chapters/99_none.ts, or move its files",
  ],
  [
    "an undocumented export",
    undocumentedExports,
    { "tools/lock.ts": "export function lock(): void {\n}\n" },
    "tools/lock.ts exports lock without a docstring",
  ],
  [
    "a public function that does not say what goes in",
    undocumentedExports,
    {
      "lib/topics.ts":
        "/** Deletes a topic. */\nexport async function deleteTopic(\n  topic: string,\n): Promise<string> {\n}\n",
    },
    "without @param, @returns, @example",
  ],
  [
    "a riddle",
    riddles,
    { "lib/topics.ts": " * @param cluster Where.\n" },
    "write a @param as a noun phrase",
  ],
];

for (const [what, rule, files, says] of BROKEN) {
  Deno.test(`${rule.name}() answers ${what} with one sentence that says what to do`, () => {
    const sources = Object.entries(files).map(([path, text]) => ({
      path,
      text,
    }));
    const sentences = rule(sources);
    assertEquals(sentences.length, 1, sentences.join("\n"));
    assertStringIncludes(sentences[0]!, says);
  });
}

Deno.test("strayTests() answers a test that mirrors no file with what to do", () => {
  const [lib, tests] = ["lib/topics.ts", "tests/lib/topic_test.ts"]
    .map((path) => [{ path, text: "" }]);
  const [sentence] = strayTests(tests!, lib!);
  assertStringIncludes(sentence!, "rename it after the file that it tests");
});
