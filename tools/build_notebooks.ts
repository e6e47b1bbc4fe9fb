/**
 * Writes the learners' notebooks (notebooks/) and the solved ones (.workbook/solved/) from chapters/.
 *
 * With `--solved` it leaves notebooks/ alone, where a reader may have written answers.
 */
import { Trouble } from "workbook/errors.ts";
import { buildNotebooks, buildPages } from "course/notebooks.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(() => {
  const { solved } = readFlags("build", { solved: { type: "boolean" } });
  try {
    if (solved) return buildNotebooks("solved");
    buildNotebooks("learner", console.log);
    buildPages(console.log);
    buildNotebooks("solved", console.log);
  } catch (error) {
    // A chapter in another form than a notebook needs.
    if (error instanceof SyntaxError) throw new Trouble(error.message);
    throw error;
  }
});
