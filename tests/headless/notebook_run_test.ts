import { assert } from "@std/assert";
import { join } from "node:path";
import { NotebookRun } from "headless/notebook_run.ts";
import { CHECKOUT } from "headless/checkout.ts";
import { type FixtureCell, folderWith, notebookOf } from "./fixtures.ts";

const JUPYTER = join(CHECKOUT, ".workbook", "venv", "bin", "jupyter");
const KERNELSPEC = JSON.stringify({
  argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
  display_name: "Deno",
  language: "typescript",
});
const CELLS = Array.from(
  { length: 20 },
  (_, index): FixtureCell => [`demo-${index}`, `1 + ${index}`],
);

Deno.test({
  name:
    "NotebookRun is at least 2.5 times as fast as jupyter nbconvert (needs the set-up's venv)",
  ignore: !isThere(JUPYTER),
  fn: async () => {
    await using folder = await folderWith({
      "cells.ipynb": notebookOf(CELLS),
      "jupyter/kernels/deno/kernel.json": KERNELSPEC,
    });
    const path = join(folder.path, "cells.ipynb");
    let theirsMs: number | null = null;
    while (theirsMs === null) theirsMs = await convert(folder.path, path);
    const oursMs = await timed(() => execute(path));
    assert(
      theirsMs >= 2.5 * oursMs,
      `${oursMs.toFixed()} ms against ${theirsMs.toFixed()} ms`,
    );
  },
});

async function execute(path: string): Promise<void> {
  await using run = await NotebookRun.start(path, {});
  for (const cell of run.cells) await run.run(cell);
  await run.finish();
}

/** How long nbconvert takes; `null` when it lost the race for a port that it runs with its own kernel. */
async function convert(folder: string, path: string): Promise<number | null> {
  const start = performance.now();
  const { success, stderr } = await new Deno.Command(JUPYTER, {
    args: [
      "nbconvert",
      "--execute",
      "--to=notebook",
      "--ExecutePreprocessor.kernel_name=deno",
      "--output=executed",
      path,
    ],
    env: { JUPYTER_PATH: join(folder, "jupyter") },
  }).output();
  const tookMs = performance.now() - start;
  const told = new TextDecoder().decode(stderr);
  if (told.includes("AddrInUse")) return null; // jupyter/jupyter_client#487
  assert(success, told);
  return tookMs;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
