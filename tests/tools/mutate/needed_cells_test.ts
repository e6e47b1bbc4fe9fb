import { assertEquals } from "@std/assert";
import { parsePercent } from "course/notebooks/percent.ts";
import { neededCells } from "tools/mutate/needed_cells.ts";

const CELLS = parsePercent(
  `
// %% text-orders [markdown]
// Text.
// %% setup
const cluster = await connect();
// %% demo-orders
const [orders, { length: count }] = await read(cluster, limit);
// %% demo-limit
import { limit } from "workbook";
// %% demo-apart
const apart = orders.length; console.log({ sum: apart });
// %% exercise-sum
function sum(apart = 0): number { return orders.length; }
// %% check-sum
await checkSum(sum);
// %% exercise-share
function share(): number { return sum() / whole.apart; }
// %% check-share
import { checkShare, type whole } from "chapters/01_sums/mod.ts";
await checkShare(share);
// %% teardown
await cluster.close();
`,
  "01_sums.ts",
);

function neededFor(id: string): string[] {
  const exercise = CELLS.find((cell) => cell.id === id)!;
  return neededCells(CELLS, exercise).map((cell) => cell.id);
}

Deno.test("neededCells() picks the set-up, the check, and what declares the names that are used", () => {
  assertEquals(neededFor("exercise-sum"), [
    "setup",
    "demo-orders",
    "demo-limit",
    "exercise-sum",
    "check-sum",
  ]);
});

Deno.test("neededCells() picks the solution of another exercise, not its check", () => {
  assertEquals(neededFor("exercise-share"), [
    "setup",
    "demo-orders",
    "demo-limit",
    "exercise-sum",
    "exercise-share",
    "check-share",
  ]);
});
