import { CellFailure } from "./cell_failure.ts";
import { readClaims } from "./claims.ts";
import type { NotebookSteps } from "./notebook_steps.ts";
import type { Proof } from "./options.ts";

/**
 * Proves each claim of a notebook whose other cells have run: first that all hold, then, one by
 * one, that each proof still holds and fails after its counter-example.
 *
 * @param notebook The notebook, whose cells have run except its last, the teardown.
 * @param proofs The proofs by the id of their claim: exactly one for each claim.
 */
export async function prove(
  notebook: NotebookSteps,
  proofs: Record<string, Proof> = {},
): Promise<void> {
  const { kernel, name } = notebook.run;
  const claims = readClaims(notebook.run.notebook).map(({ id }) => id);
  if (claims.length === 0 && Object.keys(proofs).length === 0) return;
  await notebook.step("every claim has a proof", () => {
    const bare = claims.filter((id) => !proofs[id]).map((id) =>
      `the claim "${id}" has no proof: write one, with a counter-example, under that id in the proofs of the chapter's test`
    );
    const idle = Object.keys(proofs).filter((id) => !claims.includes(id))
      .map((id) =>
        `the proof "${id}" is of no claim: state the claim in the chapter, or remove the proof`
      );
    const problems = [...bare, ...idle];
    if (problems.length > 0) {
      throw new CellFailure(`${name}\n${problems.join("\n")}`);
    }
  });
  for (const [id, proof] of Object.entries(proofs)) {
    await notebook.step(`claim ${id} holds`, () => proof.holds(kernel));
  }
  for (const [id, proof] of Object.entries(proofs)) {
    await notebook.step(
      `claim ${id} would be missed`,
      () => violate(notebook, id, proof),
    );
  }
}

async function violate(
  notebook: NotebookSteps,
  id: string,
  { holds, counterExample, undo = "" }: Proof,
): Promise<void> {
  const { kernel, name } = notebook.run;
  // One that has ceased to hold would "miss" nothing, whatever its own counter-example does.
  if (!await isKept(() => holds(kernel))) {
    throw new CellFailure(
      `${name}\nthe proof of "${id}" fails even before its counter-example: an earlier counter-example has changed what it looks at, and does not undo it`,
    );
  }
  const run = async (what: string, code: string): Promise<void> => {
    const { status, error } = await kernel.execute(code);
    if (status === "ok") return;
    throw new CellFailure(
      `${name}\nthe ${what} of "${id}" did not run: ${error?.ename}: ${error?.evalue}\n\n${code}`,
    );
  };
  await run("counter-example", counterExample);
  if (await isKept(() => holds(kernel))) {
    throw new CellFailure(
      `${name}\nthe proof of "${id}" holds even after its counter-example, so it proves nothing\n\n${counterExample}`,
    );
  }
  await run("undoing", undo);
}

/** Whether an assertion is kept; any other failure, such as a kernel that is gone, shows nothing about it. */
async function isKept(assertion: () => void | Promise<void>): Promise<boolean> {
  try {
    await assertion();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "AssertionError") return false;
    throw error;
  }
}
