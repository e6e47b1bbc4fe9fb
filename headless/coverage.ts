import { resolve } from "node:path";
import type { Kernel } from "./kernel.ts";

const PROFILER = new URL("./in_kernel/profiler.ts", import.meta.url).href;
const PATIENCE_MS = 20_000;

/**
 * Makes a kernel count which lines of the project's modules its cells run, since the kernel itself
 * ignores `DENO_COVERAGE_DIR`.
 *
 * @param kernel A kernel that has run no cell yet.
 * @throws {Error} If the kernel can't count.
 */
export async function startCoverage(kernel: Kernel): Promise<void> {
  await call(kernel, "startCounting()");
}

/**
 * Writes a kernel's line counts to the folder that `deno coverage` reads.
 *
 * @param kernel A kernel that has run its last cell.
 * @param folder The value of `DENO_COVERAGE_DIR`.
 * @throws {Error} If the counts can't be written.
 */
export async function writeCoverage(
  kernel: Kernel,
  folder: string,
): Promise<void> {
  await call(kernel, `writeCounts(${JSON.stringify(resolve(folder))})`);
}

async function call(kernel: Kernel, expression: string): Promise<void> {
  const code = `await (await import(${
    JSON.stringify(PROFILER)
  })).${expression}`;
  const { error } = await kernel.execute(code, {
    silent: true,
    timeoutMs: PATIENCE_MS,
  });
  if (!error) return;
  throw new Error(
    `Cannot measure the coverage of a notebook: ${error.ename}: ${error.evalue}`,
  );
}
