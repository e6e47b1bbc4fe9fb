/**
 * Writes the learners' notebooks (notebooks/) and the solved ones (.workbook/solved/) from chapters/.
 *
 * With `--solved` it leaves notebooks/ alone, where a reader may have written answers.
 */
import { parseArgs } from "node:util";
import { Trouble } from "workbook/errors.ts";
import { buildNotebooks, buildPages } from "course/notebooks.ts";

const { values } = parseArgs({
  options: { solved: { type: "boolean", default: false } },
});
try {
  if (values.solved) buildNotebooks("solved");
  else {
    buildNotebooks("learner", console.log);
    buildPages(console.log);
    buildNotebooks("solved", console.log);
  }
} catch (error) {
  if (!(error instanceof SyntaxError || error instanceof Trouble)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
