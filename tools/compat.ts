/**
 * Runs the 48 API checks of KafkaJS on the pinned Kafka, or on another version that `broker/jars.json` lists.
 *
 * ```sh
 * deno task compat [4.4.0]
 * ```
 */
import { ensureKafka, KAFKA_VERSION } from "broker/jars.ts";
import { runApiCheck } from "./compat/api_check.ts";
import { API_CHECKS } from "./compat/api_checks.ts";
import { CompatFixture } from "./compat/fixture.ts";
import { startSecuredBroker } from "./compat/secured_broker.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(async () => {
  const [version = KAFKA_VERSION] = Deno.args;
  await ensureKafka({ version });
  await using broker = await startSecuredBroker(version);
  await using fixture = new CompatFixture(broker);
  let failed = 0;
  for (const check of API_CHECKS) {
    const { name, problem, tookMs } = await runApiCheck(check, fixture);
    if (problem !== null) failed++;
    console.log(
      problem === null
        ? `ok      ${name} (${tookMs} ms)`
        : `FAILED  ${name}: ${problem}`,
    );
  }
  const passed = API_CHECKS.length - failed;
  console.log(
    `Kafka ${version}: ${passed} of ${API_CHECKS.length} checks passed.`,
  );
  if (failed > 0) Deno.exitCode = 1;
});
