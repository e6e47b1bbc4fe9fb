import {
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { brokers } from "../support/broker.ts";

const connection = { brokers };

Deno.test("connect() tells the cluster's id and that the workbook made it", async () => {
  await using cluster = await connect(undefined, connection);
  assertMatch(cluster.id, /^workbook-/);
  assertEquals(cluster.embedded, true);
});

Deno.test("connect() gives names that no other run has", async () => {
  await using one = await connect(undefined, connection);
  await using two = await connect(undefined, connection);
  assertMatch(one.name("orders"), /^orders-[0-9a-f]{4,}$/);
  assertNotEquals(one.name("orders"), two.name("orders"));
});

Deno.test("connect() refuses a WORKBOOK_USER before it makes anything", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-lock",
      `import { connect } from "workbook/cluster.ts";
       await connect().catch(({ message }) => console.error(message));`,
    ],
    cwd: new URL("../../", import.meta.url),
    env: { KAFKA_BROKERS: brokers.join(","), WORKBOOK_USER: "Ada <3" },
    stdin: "null",
  }).output();
  assertEquals([code, new TextDecoder().decode(stderr)], [
    0,
    'Cannot begin names with WORKBOOK_USER "Ada <3": expected at most 60 letters, digits, dots, dashes and underscores but found another character. Set it to a short name, such as ada\n',
  ]);
});

Deno.test("close() deletes the topics and groups of the run and closes its clients", async () => {
  await using watcher = await connect(undefined, connection);
  const cluster = await connect(undefined, connection);
  const topic = await createTopic(cluster, "orders");
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "x" }] });
  await cluster.close();
  assertEquals((await watcher.admin.listTopics()).includes(topic), false);
  await assertRejects(
    () => producer.send({ topic, messages: [{ value: "x" }] }),
    Error,
  );
});

Deno.test("close() goes on after a clean-up that fails, and says so once", async () => {
  await using watcher = await connect(undefined, connection);
  const cluster = await connect(undefined, connection);
  const first = await createTopic(cluster, "orders");
  cluster.onClose(() => Promise.reject(new Error("the shop is shut")));
  const second = await createTopic(cluster, "payments");
  assertEquals(await warningsOf(() => cluster.close()), [
    "A clean-up failed: the shop is shut",
  ]);
  const left = await watcher.admin.listTopics();
  assertEquals([first, second].filter((topic) => left.includes(topic)), []);
  assertEquals(await warningsOf(() => cluster.close()), []);
});

Deno.test("close() says that a group with members stays, and nothing of what is gone already", async () => {
  const cluster = await connect(undefined, connection);
  const topic = await createTopic(cluster, "orders");
  newGroup(cluster, "nobody");
  const group = newGroup(cluster, "packing");
  await using elsewhere = await connect(undefined, connection);
  await joinGroup(elsewhere, { group, topic, name: "ada" });
  const gone = await createTopic(cluster, "payments");
  await elsewhere.admin.deleteTopics({ topics: [gone] });
  const warnings = await warningsOf(() => cluster.close());
  assertEquals(warnings.length, 1);
  assertStringIncludes(
    warnings[0]!,
    `Cannot delete group "${group}": expected a group without members but found members that have not left it`,
  );
});

Deno.test("close() deletes nothing on brokers that are thrown away", async () => {
  const cluster = await connect(undefined, connection, { disposable: true });
  const topic = await createTopic(cluster, "orders");
  await cluster.close();
  await using watcher = await connect(undefined, connection);
  assertEquals((await watcher.admin.listTopics()).includes(topic), true);
  await watcher.admin.deleteTopics({ topics: [topic] });
});

/** What some work warns of. */
async function warningsOf(work: () => Promise<void>): Promise<string[]> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => void warnings.push(text);
  try {
    await work();
  } finally {
    console.warn = warn;
  }
  return warnings;
}

Deno.test("connect() for the same chapter closes the first connection", async () => {
  const name = `chapter-${crypto.randomUUID()}`;
  const first = await connect(name, connection);
  const topic = await createTopic(first, "orders");
  await using second = await connect(name, connection);
  assertEquals((await second.admin.listTopics()).includes(topic), false);
});

Deno.test("connect() says in a sentence that nobody listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const error = await assertRejects(
    () => connect(undefined, { brokers: [`127.0.0.1:${port}`] }),
    Trouble,
  );
  assertStringIncludes(
    error.message,
    `Cannot reach the broker "127.0.0.1:${port}"`,
  );
  assertStringIncludes(error.message, "nothing listens there");
});

Deno.test("connect() does not wait long for something that never answers", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const held: Deno.Conn[] = [];
  const silent = (async () => {
    for await (const conn of listener) held.push(conn);
  })().catch(() => {});
  const started = performance.now();
  const error = await assertRejects(
    () =>
      connect(undefined, {
        brokers: [`127.0.0.1:${(listener.addr as Deno.NetAddr).port}`],
      }),
    Trouble,
  );
  assertStringIncludes(error.message, "no answer in time");
  assertEquals(performance.now() - started < 8_000, true);
  for (const conn of held) conn.close();
  listener.close();
  await silent;
});

Deno.test("connect() waits until a broker that has just started takes care of groups", async () => {
  await using broker = await startBroker({
    folder: workbookPath("test", crypto.randomUUID()),
    port: 0,
    ephemeral: true,
    ownerPid: Deno.pid,
  });
  await using cluster = await connect(undefined, { brokers: broker.brokers });
  assertEquals((await cluster.admin.listGroups()).groups, []); // throws while the groups are loaded
});
