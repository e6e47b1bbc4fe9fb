import { assertEquals } from "@std/assert";

import { placesIn } from "tools/setup/parts.ts";
import { symlink } from "../checkout.ts";

const { root } = placesIn();

/** Says "ready", then "stopped" when it is asked to end. */
const PROGRAM = `
import { listenForStop } from ${
  JSON.stringify(`${root}/tools/processes/stop_request.ts`)
};
using stop = await listenForStop();
console.log("ready");
await stop.received;
console.log("stopped");
`;

Deno.test("listenForStop() takes signals and the end of the npx above for a request", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM);
    // In its command line it is npx, and like npx it keeps to itself what is sent to it.
    await symlink("/bin/sh", `${folder}/node`);
    await Deno.writeTextFile(`${folder}/npx-cli.js`, '"$@" & wait\n');
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      assertEquals(await outcome(Deno.execPath(), [], folder, signal), [
        "ready",
        "stopped",
      ]);
    }
    const npx = [`${folder}/npx-cli.js`, Deno.execPath()];
    assertEquals(await outcome(`${folder}/node`, npx, folder, "SIGKILL"), [
      "ready",
      "stopped",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Runs the program, sends the signal to what was started, and gives all that was printed. */
async function outcome(
  command: string,
  before: string[],
  folder: string,
  signal: Deno.Signal,
): Promise<string[]> {
  const child = new Deno.Command(command, {
    args: [
      ...before,
      "run",
      "-A",
      "--no-lock",
      `--config=${root}/deno.json`,
      `${folder}/program.ts`,
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  let text = "";
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text === "ready\n") child.kill(signal);
  }
  await child.status;
  return text.trim().split("\n");
}
