/** Measures, inside a kernel, which lines of the project's modules run. */
import { Session } from "node:inspector";

interface ScriptCoverage {
  url: string;
}

const session = new Session();

/** Using a session while the kernel's own one waits for a cell's first tick makes Deno panic. */
function nextTick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function post(method: string, params: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    session.post(
      method,
      params,
      (error: Error | null, result: unknown) =>
        error ? reject(error) : resolve(result),
    );
  });
}

/** Starts to count which lines run. */
export async function startCounting(): Promise<void> {
  await nextTick();
  session.connect();
  await post("Profiler.enable");
  await post("Profiler.startPreciseCoverage", {
    callCount: true,
    detailed: true,
  });
}

/**
 * Writes the counts, one file for each module, in the form that `deno coverage` reads.
 *
 * @param folder Absolute path of the folder; created when missing.
 */
export async function writeCounts(folder: string): Promise<void> {
  await nextTick();
  const { result } = await post("Profiler.takePreciseCoverage") as {
    result: ScriptCoverage[];
  };
  await Deno.mkdir(folder, { recursive: true });
  const own = new URL("./", import.meta.url).href;
  for (const script of result) {
    if (!script.url.startsWith("file:") || script.url.startsWith(own)) continue;
    await Deno.writeTextFile(
      `${folder}/${crypto.randomUUID()}.json`,
      JSON.stringify(script),
    );
  }
}
