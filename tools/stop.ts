/**
 * Stops the broker and the cluster of this checkout; their records stay.
 *
 * ```sh
 * deno task stop
 * ```
 */
import { stopBroker } from "broker/broker.ts";
import { stopCluster } from "broker/broker_cluster.ts";
import { endTraining } from "broker/leftovers.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(async () => {
  const [broker, cluster] = await Promise.all([stopBroker(), stopCluster()]);
  await endTraining();
  console.log(broker ? "The broker stopped." : "The broker was not running.");
  console.log(
    cluster ? "The cluster stopped." : "The cluster was not running.",
  );
});
