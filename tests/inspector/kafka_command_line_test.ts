/** What the inspector says of groups beside what Kafka's own command-line programs say, for every kind of group. */
import { assertEquals } from "@std/assert";
import { Consumer } from "@platformatic/kafka";
import { commandLine, prepareRuntime } from "broker/runtime.ts";
import { connect } from "workbook/cluster.ts";
import { joinGroup, untilCommitted } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import type { GroupDetail } from "inspector/shapes.ts";
import { brokers } from "../support/broker.ts";
import { type OpenInspector, openInspector } from "./open_inspector.ts";

const WITHIN_MS = 60_000;
const GROUPS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
const SHARES = "org.apache.kafka.tools.consumer.group.ShareGroupCommand";
const SHARER = "org.apache.kafka.tools.consumer.ConsoleShareConsumer";

Deno.test("the inspector says of groups of every kind what Kafka's programs say", async () => {
  await using inspector = await openInspector();
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const [classic, modern, share] = ["classic", "modern", "share"]
    .map((noun) => cluster.name(noun)) as [string, string, string];
  for (const group of [classic, modern, share]) {
    cluster.deleteOnClose({ group });
  }
  const producer = cluster.kafka.producer();
  await producer.connect();
  const send = (partition: number, count: number): Promise<unknown> =>
    producer.send({
      topic,
      messages: Array.from(
        { length: count },
        () => ({ partition, value: "x" }),
      ),
    });
  await send(0, 5);
  const fifth = { topic, partition: 0, offset: 4n };

  const member = await joinGroup(cluster, {
    group: classic,
    topic,
    name: "ada",
  });
  await untilCommitted(cluster, classic, fifth);
  await member.leave();
  await using consumer = await joinModern(modern, topic);
  await untilCommitted(cluster, modern, fifth);
  await using sharer = await start(SHARER, "--topic", topic, "--group", share);
  await untilGroup(
    inspector,
    share,
    ({ members }) => members.some(({ assigned }) => assigned.length > 0),
  );
  await consumer.leave();
  await send(0, 2);
  await send(1, 3);

  const described = await outputOf(GROUPS, "--describe", "--all-groups");
  for (const group of [classic, modern]) {
    const { lag } = await inspector.ask<GroupDetail>(`/groups/${group}`);
    assertEquals(
      lag.filter(({ committed }) => committed !== null)
        .map((row) =>
          `${row.partition} ${row.committed} ${row.end} ${row.lag}`
        ),
      // GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG …
      rowsOf(described, group).map((row) => row.slice(2, 6).join(" ")),
    );
  }
  // It begins at the end, at a moment that nobody says, so records come until it has done some.
  const shared = await untilGroup(inspector, share, async ({ lag }) => {
    await Promise.all([send(0, 1), send(1, 1)]);
    return lag.every(({ committed }) => committed !== null);
  });
  assertEquals([shared.type, shared.members.length], ["share", 1]);
  await sharer.end();
  const { lag } = await inspector.ask<GroupDetail>(`/groups/${share}`);
  assertEquals(
    lag.map((row) => `${row.partition} ${row.committed} ${row.lag}`),
    // GROUP TOPIC PARTITION START-OFFSET LAG
    rowsOf(await outputOf(SHARES, "--describe", "--group", share), share)
      .map((row) => row.slice(2, 5).join(" ")),
  );
});

/** The rows of a table that are about a group, by partition. */
function rowsOf(output: string, group: string): string[][] {
  return output.split("\n").map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first === group)
    .sort((a, b) => Number(a[2]) - Number(b[2]));
}

/** Joins a group of the consumer protocol, and reads and commits on. */
async function joinModern(
  groupId: string,
  topic: string,
): Promise<AsyncDisposable & { leave(): Promise<void> }> {
  const consumer = new Consumer({
    clientId: "modern",
    groupId,
    bootstrapBrokers: brokers,
    groupProtocol: "consumer",
    autocommit: 100,
  });
  const stream = await consumer.consume({ topics: [topic], mode: "earliest" });
  stream.on("data", () => {});
  const leave = async (): Promise<void> => {
    if (consumer.closed) return;
    await stream.close();
    await consumer.close();
  };
  return { leave, [Symbol.asyncDispose]: leave };
}

/** Waits until the inspector says something of a group. */
async function untilGroup(
  inspector: OpenInspector,
  id: string,
  isTrue: (group: GroupDetail) => boolean | Promise<boolean>,
): Promise<GroupDetail> {
  let group: GroupDetail | null = null;
  await untilAnswered(
    async () => {
      group = await inspector.ask<GroupDetail>(`/groups/${id}`)
        .catch(() => null); // nobody has joined it yet
      return group !== null && await isTrue(group);
    },
    WITHIN_MS,
    () =>
      timedOut(
        WITHIN_MS,
        `group "${id}"; its lag was ${JSON.stringify(group?.lag)}`,
      ),
  );
  return group!;
}

async function command(
  mainClass: string,
  args: string[],
): Promise<Deno.Command> {
  const [program, ...rest] = commandLine(await prepareRuntime(), {
    mainClass,
    args: ["--bootstrap-server", brokers.join(","), ...args],
    heapMegabytes: 128,
    logging: "log4j2_tools.properties",
    jvmOptions: ["-Xlog:disable"],
  });
  return new Deno.Command(program!, {
    args: rest,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  });
}

async function outputOf(mainClass: string, ...args: string[]): Promise<string> {
  const { stdout } = await (await command(mainClass, args)).output();
  return new TextDecoder().decode(stdout);
}

/** Starts a program that goes on until it is ended. */
async function start(
  mainClass: string,
  ...args: string[]
): Promise<AsyncDisposable & { end(): Promise<void> }> {
  const process = (await command(mainClass, args)).spawn();
  const output = new Response(process.stdout).text(); // it ends when nobody reads
  let hasEnded = false;
  const end = async (): Promise<void> => {
    if (hasEnded) return;
    hasEnded = true;
    process.kill("SIGTERM");
    await Promise.all([process.status, output]);
  };
  return { end, [Symbol.asyncDispose]: end };
}
