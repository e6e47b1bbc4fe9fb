import { CellFailure } from "./cell_failure.ts";
import { readClaims } from "./claims.ts";
import type { NotebookSteps } from "./notebook_steps.ts";
import type { Proof } from "./options.ts";

/**
 * Proves each claim of a notebook whose other cells have run: first that all hold, then, one by
 * one, that each proof fails after its counter-example.
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
  { holds, counterExample }: Proof,
): Promise<void> {
  const { kernel, name } = notebook.run;
  const ran = await kernel.execute(counterExample);
  if (ran.status !== "ok") {
    throw new CellFailure(
      `${name}\nthe counter-example of "${id}" did not run: ${ran.error?.ename}: ${ran.error?.evalue}\n\n${counterExample}`,
    );
  }
  try {
    await holds(kernel);
  } catch (error) {
    // Anything else, such as a kernel that is gone, shows nothing about the claim.
    if (error instanceof Error && error.name === "AssertionError") return;
    throw error;
  }
  throw new CellFailure(
    `${name}\nthe proof of "${id}" holds even after its counter-example, so it proves nothing\n\n${counterExample}`,
  );
}
