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
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";
import { placesIn } from "./setup/parts.ts";
import { isCourseOpen } from "./start/course.ts";

await runProgram(async () => {
  readFlags("stop", {});
  const [broker, cluster] = await Promise.all([stopBroker(), stopCluster()]);
  await endTraining();
  console.log(broker ? "The broker stopped." : "The broker was not running.");
  console.log(
    cluster ? "The cluster stopped." : "The cluster was not running.",
  );
  if (await isCourseOpen(placesIn().root)) {
    console.log(
      'The course is still open in JupyterLab: Ctrl-C in the terminal of "deno task start" ends it.',
    );
  }
});
