/** Jupyter's description of the Deno kernel; the names of its fields are Jupyter's. */
export interface Kernelspec {
  /** Command line that starts the kernel. */
  argv: string[];
  /** Name that Jupyter shows. */
  display_name: string;
  /** Language of the cells. */
  language: string;
  /** Environment variables of the kernel, besides the reader's own. */
  env: Record<string, string>;
}

/**
 * Writes the kernelspec for a Deno program.
 *
 * It names no `interrupt_mode`, so Stop sends SIGINT: the library that the notebooks import handles it, ends what
 * waits and keeps the kernel. With the message mode a waiting cell would wait for ever.
 *
 * @param deno The absolute path of the program, because the reader may have none on the PATH.
 * @returns The kernelspec.
 */
export function kernelspecFor(deno: string): Kernelspec {
  return {
    argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    // KafkaJS makes Node's layer warn at every connection.
    env: { NODE_OPTIONS: "--no-warnings" },
  };
}

/**
 * Makes the kernelspec name the running Deno.
 *
 * It is compared at each set-up, because a Deno that came by npx lives in a cache and may move.
 *
 * @param folder The folder of the kernelspec: `<JUPYTER_PATH>/kernels/deno`.
 * @returns Whether the kernelspec was written; `false` when it was right already.
 */
export async function ensureKernelspec(folder: string): Promise<boolean> {
  const path = `${folder}/kernel.json`;
  const wanted = JSON.stringify(kernelspecFor(Deno.execPath()), null, 2) + "\n";
  const found = await Deno.readTextFile(path).catch(() => null);
  if (found === wanted) return false;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${path}.part`, wanted);
  await Deno.rename(`${path}.part`, path);
  return true;
}
