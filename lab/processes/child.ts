/** The process of `startProcess`: runs the function it reads on standard input, and ends when that closes. */
import { Console } from "node:console";
import process from "node:process";
import { connect } from "workbook/cluster.ts";
import { forAWhile } from "../patience.ts";
import { functionFromText, type ProcessTools } from "../processes.ts";

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
const report = (value: unknown): void => {
  Deno.stdout.writeSync(line.encode(JSON.stringify(value) + "\n"));
};
try {
  const { body, input } = JSON.parse(order);
  const work = functionFromText<
    (tools: ProcessTools<unknown>) => Promise<void>
  >(body);
  const cluster = await connect();
  const { kafka } = cluster;
  await work({ kafka, input, report, functionFromText, forAWhile });
  await cluster.close();
  Deno.exit(0);
} catch (error) {
  console.error(
    error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  );
  Deno.exit(1);
}
