import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that this code belongs to. */
export const CHECKOUT: string = fileURLToPath(new URL("../", import.meta.url));

/**
 * Makes a folder for files that live as long as one task.
 *
 * @returns Its path; it removes itself and what is in it when disposed of.
 */
export async function scratchFolder(): Promise<
  AsyncDisposable & { path: string }
> {
  const path = join(CHECKOUT, ".workbook", "headless", crypto.randomUUID());
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
