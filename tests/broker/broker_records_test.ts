/** What becomes of a broker's records when it stops, is killed, or finds them damaged. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Broker } from "broker/broker.ts";
import { exists } from "broker/folders.ts";
import { connect } from "workbook/cluster.ts";
import { collectNotes } from "./notes.ts";
import { ORDERS, readOrders, start, TOPIC, writeOrders } from "./orders.ts";
import { testFolder } from "./test_folder.ts";

async function topicsOf(broker: Broker): Promise<string[]> {
  await using cluster = await connect(undefined, { brokers: broker.brokers });
  return await cluster.admin.listTopics();
}

Deno.test("kill() loses no record that the broker acknowledged", async () => {
  await using folder = testFolder();
  await using broker = await start(folder);
  await writeOrders(broker);
  await broker.kill();
  assertEquals(broker.pid, null);
  await broker.restart();
  assertEquals(await readOrders(broker), ORDERS);
});

Deno.test("startBroker() goes on with the records of a broker that was stopped", async () => {
  await using folder = testFolder();
  const first = await start(folder);
  await writeOrders(first);
  await first.stop();
  await using second = await start(folder);
  assertEquals(second.clusterId, first.clusterId);
  assertEquals(await readOrders(second), ORDERS);
});

Deno.test("startBroker() takes over from a start that was cut off", async () => {
  await using folder = testFolder();
  await using first = await start(folder);
  await writeOrders(first);
  const { pid } = first;
  // What remains when the starting process is killed before the broker serves.
  await Deno.remove(`${folder.path}/state.json`);
  await using second = await start(folder);
  assert(second.started);
  assert(second.pid !== pid);
  assertEquals(await readOrders(second), ORDERS);
});

Deno.test("startBroker() sets aside records that Kafka can't start with, and names the place", async () => {
  await using folder = testFolder();
  const damaged = await start(folder);
  await writeOrders(damaged);
  await damaged.stop();
  await Deno.writeTextFile(`${damaged.data}/meta.properties`, "not a property");

  const { lines: notes, onNote } = collectNotes();
  await using broker = await start(folder, onNote);
  assertEquals((await topicsOf(broker)).includes(TOPIC), false);
  const [note = ""] = notes;
  assertStringIncludes(note, "node ID not found");
  const aside = note.match(/"([^"]*-set-aside-[^"]*)"/)?.[1];
  assert(aside !== undefined);
  assert(await exists(`${aside}/${TOPIC}-0`));
  const { data } = broker;
  assertStringIncludes(note, `move the new "${data.split("/").at(-1)}" away`);
});

Deno.test("startBroker() says that Kafka cut off damaged records", async () => {
  await using folder = testFolder();
  const damaged = await start(folder);
  await writeOrders(damaged);
  await damaged.kill();
  const segment = `${damaged.data}/${TOPIC}-0/00000000000000000000.log`;
  const content = await Deno.readFile(segment);
  await Deno.writeFile(segment, content.map((byte) => byte ^ 0xff));

  const { lines: notes, onNote } = collectNotes();
  await using broker = await start(folder, onNote);
  assertEquals(await readOrders(broker), []);
  assertStringIncludes(notes[0] ?? "", "went on without them");
  assertStringIncludes(notes[0] ?? "", `partition=${TOPIC}-0`);
});
