/**
 * Writes what a learner opens (notebooks/) and the solved notebooks (.workbook/solved/) from chapters/.
 *
 * With `--solved` it leaves notebooks/ alone, in which a reader may have written answers.
 */
import { parseArgs } from "node:util";
import { Trouble } from "workbook/errors.ts";
import { buildClaimsPage, buildNotebooks } from "course/notebooks/build.ts";

const { values } = parseArgs({
  options: { solved: { type: "boolean", default: false } },
});
try {
  if (values.solved) buildNotebooks("solved");
  else {
    buildNotebooks("learner", console.log);
    buildClaimsPage(console.log);
    buildNotebooks("solved", console.log);
  }
} catch (error) {
  if (!(error instanceof SyntaxError || error instanceof Trouble)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
