import { assertEquals } from "@std/assert";
import { KAFKA_VERSION } from "broker/jars.ts";
import { runApiCheck } from "tools/compat/api_check.ts";
import { API_CHECKS } from "tools/compat/api_checks.ts";
import { CompatFixture } from "tools/compat/fixture.ts";
import { startSecuredBroker } from "tools/compat/secured_broker.ts";

Deno.test(`KafkaJS can do everything on Kafka ${KAFKA_VERSION}`, async (t) => {
  await using broker = await startSecuredBroker(KAFKA_VERSION);
  await using fixture = new CompatFixture(broker);
  assertEquals(new Set(API_CHECKS.map(({ name }) => name)).size, 48);
  for (const check of API_CHECKS) {
    await t.step(check.name, async () => {
      assertEquals((await runApiCheck(check, fixture)).problem, null);
    });
  }
});
