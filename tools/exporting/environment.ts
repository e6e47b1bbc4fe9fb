import { makeVenv, NOT_MADE, venvTrouble } from "../setup/venv.ts";

/**
 * Makes sure of the Python environment that renders the course; it is made by the first export, not by set-up.
 *
 * @param root Absolute path of the checkout.
 * @param workbook Its folder for what is fetched.
 * @returns Path of the Python in it.
 * @throws {Trouble} If it can't be made.
 */
export async function sphinxPython(
  root: string,
  workbook: string,
): Promise<string> {
  const folder = `${workbook}/sphinx`;
  const environment = {
    venv: `${folder}/venv`,
    requirements: `${root}/course/requirements.txt`,
    holds: "Sphinx and its theme, 40 MB",
  };
  const trouble = await venvTrouble(environment);
  if (trouble !== null) {
    if (trouble !== NOT_MADE) console.log(`Sphinx's environment ${trouble}`);
    await Deno.mkdir(folder, { recursive: true });
    await makeVenv(environment, `${folder}/pip.log`);
  }
  return `${environment.venv}/bin/python`;
}
