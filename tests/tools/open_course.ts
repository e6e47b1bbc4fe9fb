import { ensureKernelspec } from "tools/setup/kernelspec.ts";
import { placesIn } from "tools/setup/parts.ts";
import type { Checkout } from "./checkout.ts";

/** A course that runs; disposing of it makes sure that it does not go on. */
export interface Course extends AsyncDisposable {
  process: Deno.ChildProcess;
  url: string;
}

/** Starts the course as a reader would who has opened their own Jupyter to everybody. */
export async function openCourse(
  checkout: Checkout,
  env: Record<string, string> = {},
): Promise<Course> {
  await ensureKernelspec(placesIn(checkout.root).kernelspec);
  const config = `${checkout.root}/.jupyter`;
  await Deno.mkdir(config);
  await Deno.writeTextFile(
    `${config}/jupyter_server_config.py`,
    'get_config().IdentityProvider.token = ""',
  );
  const process = checkout.start("start.ts", ["--no-browser"], {
    JUPYTER_CONFIG_DIR: config,
    JUPYTER_TOKEN: "known",
    ...env,
  });
  const errors = new Response(process.stderr).text();
  let output = "";
  for await (
    const text of process.stdout.pipeThrough(new TextDecoderStream())
  ) {
    output += text;
    if (output.includes("Ctrl-C stops")) break;
  }
  const url = output.match(/^Course: (\S+)$/m)?.[1];
  if (url === undefined) throw new Error(`${output}\n${await errors}`);
  return {
    process,
    url,
    async [Symbol.asyncDispose](): Promise<void> {
      try {
        process.kill("SIGTERM");
      } catch { /* it has ended, as it should */ }
      await process.status;
      await errors;
    },
  };
}
