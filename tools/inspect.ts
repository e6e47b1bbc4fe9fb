/**
 * Serves the inspector, a live view of topics, records and groups, until Ctrl-C.
 *
 * ```sh
 * deno task inspect
 * ```
 *
 * With `--panel` it serves JupyterLab: it prints its address alone, and ends when its standard input closes.
 */
import {
  choosePort,
  forgetAddress,
  noteAddress,
  readAddress,
  takePlace,
} from "inspector/address.ts";
import { startInspector } from "inspector/server.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { readFlags } from "./processes/flags.ts";
import { keepOffProxy } from "./processes/loopback.ts";
import { runProgram } from "./processes/program.ts";
import { listenForStop } from "./processes/stop_request.ts";

/** Longest wait for the address of an inspector that is just being started, in milliseconds. */
const ADDRESS_WITHIN_MS = 10_000;

await runProgram(async () => {
  const { panel } = readFlags("inspect", { panel: { type: "boolean" } });
  keepOffProxy();
  using place = await takePlace();
  if (!place) {
    const url = await untilNoted();
    console.log(panel ? url : `The inspector is open already: ${url}`);
    return;
  }
  await forgetAddress(); // of one that was killed
  using stop = await listenForStop();
  await using inspector = await startInspector({ port: await choosePort() });
  await noteAddress(inspector.url);
  if (panel) console.log(inspector.url);
  else console.log(`Inspector: ${inspector.url}\nCtrl-C stops it.`);
  await Promise.race([stop.received, ...panel ? [untilInputCloses()] : []]);
  await forgetAddress();
});
Deno.exit();

async function untilNoted(): Promise<string> {
  let url: string | null = null;
  await untilAnswered(
    async () => (url = await readAddress()) !== null,
    ADDRESS_WITHIN_MS,
    () => timedOut(ADDRESS_WITHIN_MS, "the address of the other inspector"),
  );
  return url!;
}

async function untilInputCloses(): Promise<void> {
  for await (const _ of Deno.stdin.readable) { /* nothing is sent */ }
}
