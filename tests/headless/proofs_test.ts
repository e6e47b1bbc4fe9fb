import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Kernel } from "headless/kernel.ts";
import type { Notebook } from "headless/notebook_file.ts";
import { NotebookSteps } from "headless/notebook_steps.ts";
import type { Proof } from "headless/options.ts";
import { prove } from "headless/proofs.ts";
import {
  type FixtureCell,
  folderWith,
  notebookOf,
  RecordedSteps,
} from "./fixtures.ts";

const CLAIM = `> **Offsets count up by one.**
> <small>claim: offsets-count-up · [Kafka documentation, "Log"](https://kafka.apache.org/43/implementation/log/)</small>`;

const SECOND_CLAIM = `> **The first offset is 0.**
> <small>claim: first-offset-zero · [Kafka documentation, "Log"](https://kafka.apache.org/43/implementation/log/)</small>`;

const COUNTED: Proof = {
  holds: async (kernel: Kernel) =>
    assertEquals(await kernel.evaluate("offsets"), [0, 1, 2]),
  counterExample: "offsets.length = 0;",
};

/** Runs the cells of a notebook with one claim, and proves it. */
async function proveIt(
  proofs: Record<string, Proof>,
  cells: FixtureCell[] = [["demo-offsets", "const offsets = [0, 1, 2];"]],
  claims = CLAIM,
): Promise<RecordedSteps> {
  const notebook: Notebook = JSON.parse(notebookOf(cells));
  notebook.cells[0]!.source = claims;
  await using folder = await folderWith({
    "01_logging.ipynb": JSON.stringify(notebook),
  });
  const steps = new RecordedSteps();
  const options = { root: folder.path };
  const path = `${folder.path}/01_logging.ipynb`;
  await using tested = await NotebookSteps.start(steps, path, "", options);
  for (const cell of tested.run.cells) await tested.runCell(cell);
  await prove(tested, proofs);
  return steps;
}

Deno.test("prove() requires the claim to hold, and its proof to fail after the counter-example", async () => {
  const steps = await proveIt({ "offsets-count-up": COUNTED });
  assertEquals(steps.summary, [
    "ok demo-offsets",
    "ok every claim has a proof",
    "ok claim offsets-count-up holds",
    "ok claim offsets-count-up would be missed",
  ]);
});

Deno.test("prove() fails a claim without a proof, and a proof without a claim", async () => {
  const steps = await proveIt({ "no-such-claim": COUNTED });
  const [failure] = steps.failures;
  assertStringIncludes(
    failure!,
    'the claim "offsets-count-up" has no proof: write one',
  );
  assertStringIncludes(failure!, 'the proof "no-such-claim" is of no claim');
});

Deno.test("prove() fails a proof that holds whatever happens", async () => {
  const steps = await proveIt({
    "offsets-count-up": { ...COUNTED, holds: () => {} },
  });
  assertStringIncludes(
    steps.failures[0]!,
    "holds even after its counter-example, so it proves nothing",
  );
});

Deno.test("prove() fails a counter-example that does not run, or breaks the proof itself", async () => {
  const broken = await proveIt({
    "offsets-count-up": { ...COUNTED, counterExample: "missing();" },
  });
  assertStringIncludes(
    broken.failures[0]!,
    "did not run: ReferenceError: missing is not defined",
  );
  const confused = await proveIt({
    "offsets-count-up": {
      holds: async (kernel) =>
        assert((await kernel.evaluate<number[]>("offsets()")).length > 0),
      counterExample: "offsets = 1;",
    },
  }, [["demo-offsets", "let offsets = () => [0];"]]);
  assertStringIncludes(
    confused.failures[0]!,
    'Cannot evaluate "offsets()" in the kernel: TypeError',
  );
});

Deno.test("prove() fails a proof that an earlier counter-example has spoiled", async () => {
  const steps = await proveIt(
    {
      "offsets-count-up": COUNTED,
      "first-offset-zero": {
        holds: async (kernel) =>
          assertEquals(await kernel.evaluate("offsets[0] ?? null"), 0),
        counterExample: "",
      },
    },
    undefined,
    `${CLAIM}\n\n${SECOND_CLAIM}`,
  );
  assertStringIncludes(
    steps.failures[0]!,
    'the proof of "first-offset-zero" fails even before its counter-example',
  );
});
