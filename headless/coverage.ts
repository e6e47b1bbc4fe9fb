import { resolve } from "node:path";
import type { Kernel } from "./kernel.ts";

const PROFILER = new URL("./in_kernel/profiler.ts", import.meta.url).href;
const PATIENCE_MS = 20_000;

/**
 * Makes a kernel count which lines of the project's modules its cells run, since the kernel takes
 * no notice of `DENO_COVERAGE_DIR` itself.
 *
 * @param kernel Before its first cell.
 * @throws {Error} If it can't count.
 */
export async function startCoverage(kernel: Kernel): Promise<void> {
  await call(kernel, "startCounting()");
}

/**
 * Writes what was counted where `deno coverage` looks for it.
 *
 * @param kernel After its last cell.
 * @param folder The value of `DENO_COVERAGE_DIR`.
 * @throws {Error} If it can't be written.
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
