import { workbookPathIn } from "broker/places.ts";
import { runProgram } from "../processes/program.ts";
import { placesIn } from "./parts.ts";
import { takeTurn } from "./turn.ts";
import { type Environment, makeVenv, NOT_MADE, venvTrouble } from "./venv.ts";

/**
 * Describes the Python environment that renders the course.
 *
 * @param root The absolute path of the checkout.
 * @returns The environment, which need not exist.
 */
export function sphinxEnvironment(root: string): Environment {
  return {
    venv: workbookPathIn(root, "sphinx", "venv"),
    requirements: `${root}/course/requirements.txt`,
    holds: "Sphinx and its theme, 40 MB",
  };
}

/**
 * Makes the Python environment that renders the course, if it is missing or damaged.
 *
 * Set-up leaves it out, because learners never need it.
 *
 * @param root The absolute path of the checkout.
 * @returns The path of the Python in it.
 * @throws {Trouble} If the environment cannot be made.
 */
export async function sphinxPython(root: string): Promise<string> {
  const folder = workbookPathIn(root, "sphinx");
  const environment = sphinxEnvironment(root);
  await Deno.mkdir(folder, { recursive: true });
  using _turn = await takeTurn(
    `${folder}/setup.lock`,
    () => console.log("Another export is fetching Sphinx; waiting for it"),
  );
  const trouble = await venvTrouble(environment);
  if (trouble !== null) {
    if (trouble !== NOT_MADE) console.log(`Sphinx's environment ${trouble}`);
    await makeVenv(environment, `${folder}/pip.log`);
  }
  return `${environment.venv}/bin/python`;
}

if (import.meta.main) {
  await runProgram(async () => void await sphinxPython(placesIn().root));
}
