/** How a broker fails when the operating system refuses it files, permission or disk space, and that its records stay. */
import {
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import type { Broker } from "broker/broker.ts";
import { launch } from "broker/launch.ts";
import { singleNode } from "broker/plan.ts";
import { connect } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { ORDERS, readOrders, start, TOPIC, writeOrders } from "./orders.ts";
import { startUnder } from "./starter.ts";
import { type TestFolder, testFolder } from "./test_folder.ts";

/** Enough for the process that starts a broker, and too few for a broker of as many partitions. */
const FILES = 128;

/** What may read all files no longer may; who is not root may not anyway. */
const WITHOUT_PRIVILEGES = `
[ "$(id -u)" = 0 ] || exec "$@"
exec setpriv --inh-caps=-all --bounding-set=-dac_override,-dac_read_search "$@"`;

async function createPartitions(count: number, broker: Broker): Promise<void> {
  await using cluster = await connect(undefined, { brokers: broker.brokers });
  await cluster.admin.createTopics({
    waitForLeaders: false,
    topics: [{ topic: "many", numPartitions: count }],
  });
}

async function startUnusable(folder: TestFolder): Promise<void> {
  const plan = singleNode({
    folder: folder.path,
    port: 0,
    properties: { "authorizer.class.name": "no.such.Authorizer" },
  });
  await launch({ ...plan, ownerPid: Deno.pid });
}

Deno.test("startBroker() leaves the records where they are when Kafka may not open enough files", async () => {
  await using folder = testFolder();
  const broker = await start(folder);
  await writeOrders(broker);
  await createPartitions(FILES, broker);
  await broker.stop();

  const refused = await startUnder(
    `ulimit -n ${FILES}; exec "$@"`,
    folder.path,
  );
  assertNotEquals(refused.code, 0);
  assertStringIncludes(
    refused.error,
    'Cannot start "broker-1": expected to open a file for each partition',
  );
  assertStringIncludes(refused.error, "Too many open files");
  assertStringIncludes(refused.error, broker.log);
  await using again = await start(folder);
  assertEquals(await readOrders(again), ORDERS);
});

Deno.test("startBroker() leaves the records where they are when Kafka may not read them", async () => {
  await using folder = testFolder();
  const broker = await start(folder);
  await writeOrders(broker);
  await broker.stop();

  const partition = `${broker.data}/${TOPIC}-0`;
  await Deno.chmod(partition, 0o000);
  const refused = await startUnder(WITHOUT_PRIVILEGES, folder.path);
  await Deno.chmod(partition, 0o700);
  assertNotEquals(refused.code, 0);
  assertStringIncludes(
    refused.error,
    `expected to read and write its folder but found "AccessDeniedException: ${partition}/`,
  );
  await using again = await start(folder);
  assertEquals(await readOrders(again), ORDERS);
});

Deno.test("startBroker() leaves the records where they are when it does not know why Kafka ended", async () => {
  await using folder = testFolder();
  const broker = await start(folder);
  await writeOrders(broker);
  await broker.stop();
  const failure = await assertRejects(() => startUnusable(folder), Trouble);
  assertStringIncludes(failure.message, "no.such.Authorizer");
  assertStringIncludes(failure.message, broker.log);
  // A second attempt would have taken the first one's place.
  const former = await Deno.readTextFile(`${broker.log}.1`);
  assertEquals(former.includes("no.such.Authorizer"), false);
  await using again = await start(folder);
  assertEquals(await readOrders(again), ORDERS);
});

Deno.test("startBroker() puts the records back when Kafka does not start without them either", async () => {
  await using folder = testFolder();
  const broker = await start(folder);
  await writeOrders(broker);
  await broker.stop();
  const meta = `${broker.data}/meta.properties`;
  const intact = await Deno.readTextFile(meta);
  await Deno.writeTextFile(meta, "not a property");
  await assertRejects(
    () => startUnusable(folder),
    Trouble,
    "node ID not found",
  );
  await Deno.writeTextFile(meta, intact);
  await using again = await start(folder);
  assertEquals(await readOrders(again), ORDERS);
});
