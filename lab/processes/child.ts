/** The other side of `startProcess`: does what it is told on standard input, and ends when that closes. */
import { Console } from "node:console";
import process from "node:process";
import { connect } from "workbook/cluster.ts";
import type { ProcessTools } from "../processes.ts";

const stdin = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
  .getReader();
let order = "";
while (!order.includes("\n")) {
  const { value, done } = await stdin.read();
  if (done) Deno.exit(0);
  order += value;
}
stdin.read().then(() => Deno.exit(0)); // nothing more is sent: the pipe has closed, so the notebook is gone

// Standard output belongs to the reports.
globalThis.console = new Console(process.stderr);
const line = new TextEncoder();
const report = (told: unknown): void => {
  Deno.stdout.writeSync(line.encode(JSON.stringify(told) + "\n"));
};
try {
  const { body, input } = JSON.parse(order);
  const work = new Function(`return (${body})`)() as (
    tools: ProcessTools<unknown>,
  ) => Promise<void>;
  const cluster = await connect();
  await work({ kafka: cluster.kafka, input, report });
  await cluster.close();
  Deno.exit(0);
} catch (error) {
  console.error(
    error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  );
  Deno.exit(1);
}
