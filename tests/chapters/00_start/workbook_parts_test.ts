import { assertEquals, assertMatch } from "@std/assert";
import { examineWorkbook } from "chapters/00_start/workbook_parts.ts";
import { DISPLAY } from "pictures/display.ts";
import { brokers } from "../../support/broker.ts";

const NOWHERE = "127.0.0.1:9";

/** The lines of the table's text, by the part that they begin with. */
async function examine(
  env: Record<string, string>,
): Promise<(part: string) => string> {
  const table = await examineWorkbook((name) => env[name]);
  const lines = table[DISPLAY]()["text/plain"]!.split("\n");
  return (part) => lines.find((line) => line.startsWith(part)) ?? "";
}

Deno.test("examineWorkbook() names versions, the broker's address, room and free ports", async () => {
  const line = await examine({ KAFKA_BROKERS: brokers.join(",") });
  assertMatch(line("Deno"), /cells of this notebook +\d+\.\d+\.\d+$/);
  assertMatch(line("KafkaJS"), /2\.2\.4$/);
  assertMatch(line("Kafka "), new RegExp(`answers at ${brokers.join(", ")}$`));
  assertMatch(line("Java"), /runs Kafka +\d+/);
  assertMatch(line("Disk"), /\d GiB free$/);
  assertMatch(line("Ports"), /\d+, \d+, \d+ are free$/);
  assertEquals(line("part").includes("what to do"), false);
});

Deno.test("examineWorkbook() puts the next step beside a broker that does not answer", async () => {
  const line = await examine({ KAFKA_BROKERS: NOWHERE });
  assertMatch(line("Kafka "), /Cannot reach the broker "127\.0\.0\.1:9"/);
  assertMatch(line("Kafka "), /Start it with "deno task broker"/);
});

Deno.test("examineWorkbook() misses no Java where KAFKA_BROKERS names the brokers", async () => {
  const JAVA_HOME = "/nowhere";
  const foreign = await examine({ JAVA_HOME, KAFKA_BROKERS: NOWHERE });
  assertMatch(foreign("Java"), /none, and your brokers need none$/);
  const own = await examine({ JAVA_HOME });
  assertMatch(own("Java"), /Cannot run Kafka with "\/nowhere\/bin\/java"/);
  assertMatch(own("Java"), /Unset JAVA_HOME/);
});
