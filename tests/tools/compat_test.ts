import { assertEquals } from "@std/assert";
import { runCheck } from "tools/compat/check.ts";
import { CHECKS } from "tools/compat/checks.ts";
import { Lab } from "tools/compat/lab.ts";
import { startSecuredBroker } from "tools/compat/secured_broker.ts";
import { KAFKA_VERSION } from "broker/jars.ts";

Deno.test(`KafkaJS can do everything on Kafka ${KAFKA_VERSION}`, async (t) => {
  await using broker = await startSecuredBroker(KAFKA_VERSION);
  await using lab = new Lab(broker);
  assertEquals(new Set(CHECKS.map(({ name }) => name)).size, 48);
  for (const check of CHECKS) {
    await t.step(check.name, async () => {
      assertEquals((await runCheck(check, lab)).problem, null);
    });
  }
});

Deno.test("runCheck() fails a check that the broker should have refused", async () => {
  const lab = {} as Lab;
  const run = (): Promise<void> => Promise.resolve();
  const check = { name: "refused", run, expectFailure: /DENIED/ };
  const { problem } = await runCheck(check, lab);
  assertEquals(problem, "expected /DENIED/ but found no error");
});

Deno.test("runCheck() looks for the expected failure in what caused the error, too", async () => {
  const lab = {} as Lab;
  const cause = Object.assign(new Error("no"), { type: "DENIED" });
  const run = (): Promise<void> =>
    Promise.reject(new Error("gave up", { cause }));
  const check = { name: "refused", run, expectFailure: /DENIED/ };
  assertEquals((await runCheck(check, lab)).problem, null);
});
