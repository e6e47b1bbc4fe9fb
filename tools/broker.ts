/**
 * Starts the broker in the background, or tells how it is.
 *
 * ```sh
 * deno task broker [--status]
 * ```
 */
import { brokerStatus, startBroker } from "broker/broker.ts";
import { saying } from "./processes/saying.ts";
import { describeStatus } from "./running/describe_status.ts";
import { readFlags } from "./running/flags.ts";

await saying(async () => {
  const { status } = readFlags("broker", { status: { type: "boolean" } });
  if (!status) {
    const { started } = await startBroker({ onNote: console.log });
    console.log(started ? "The broker started." : "The broker was running.");
  }
  console.log(describeStatus("broker", await brokerStatus()));
});
