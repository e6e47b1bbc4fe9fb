/**
 * Runs the 48 API checks of KafkaJS on the pinned Kafka, or on another version that `broker/jars.json` lists.
 *
 * ```sh
 * deno task compat [4.4.0]
 * ```
 */
import { runCheck } from "./compat/check.ts";
import { CHECKS } from "./compat/checks.ts";
import { Lab } from "./compat/lab.ts";
import { startSecuredBroker } from "./compat/secured_broker.ts";
import { KAFKA_VERSION } from "broker/jars.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(async () => {
  const [version = KAFKA_VERSION] = Deno.args;
  await using broker = await startSecuredBroker(version);
  await using lab = new Lab(broker);
  let failed = 0;
  for (const check of CHECKS) {
    const { name, problem, tookMs } = await runCheck(check, lab);
    if (problem !== null) failed++;
    console.log(
      problem === null
        ? `ok      ${name} (${tookMs} ms)`
        : `FAILED  ${name}: ${problem}`,
    );
  }
  const passed = CHECKS.length - failed;
  console.log(`Kafka ${version}: ${passed} of ${CHECKS.length} checks passed.`);
  if (failed > 0) Deno.exitCode = 1;
});
