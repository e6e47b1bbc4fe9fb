/**
 * Starts the broker in the background, or prints its state.
 *
 * ```sh
 * deno task broker [--status]
 * ```
 */
import { brokerStatus, startBroker } from "broker/broker.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";
import { statusText } from "./processes/status_text.ts";

await runProgram(async () => {
  const { status } = readFlags("broker", { status: { type: "boolean" } });
  if (!status) {
    const { started } = await startBroker({ onNote: console.log });
    console.log(started ? "The broker started." : "The broker was running.");
  }
  console.log(statusText("broker", await brokerStatus()));
});
