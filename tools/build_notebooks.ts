/**
 * Writes what a learner opens (notebooks/) and the solved notebooks (.workbook/solved/) from chapters/.
 *
 * With `--solved` it leaves notebooks/ alone, in which a reader may have written answers.
 */
import { parseArgs } from "node:util";
import { buildClaimsPage, buildNotebooks } from "./notebooks/build.ts";

const { values } = parseArgs({
  options: { solved: { type: "boolean", default: false } },
});
try {
  const learners = values.solved
    ? []
    : [...buildNotebooks("learner"), ...buildClaimsPage()];
  const done = [...learners, ...buildNotebooks("solved")];
  if (!values.solved) done.forEach((line) => console.log(line));
} catch (error) {
  if (!(error instanceof SyntaxError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
