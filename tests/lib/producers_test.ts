import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import type { FaultProxy } from "lab/faults/proxy.ts";
import { partitionForKey } from "workbook/partitions.ts";
import { untilPartitions } from "workbook/topics/leaders.ts";
import {
  openProducer,
  type RecordProducer,
  UnknownOutcome,
} from "workbook/producers.ts";
import type { ProducerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { BehindProxy } from "./producers/behind_proxy.ts";

/** A producer behind a proxy. */
interface Scene extends AsyncDisposable {
  cluster: Cluster;
  proxy: FaultProxy;
  topic: string;
  producer: RecordProducer;
  /** Sends a record of its own and notes what came of it. */
  send(value: string, more?: Partial<ProducerRecord>): Promise<void>;
  /** The verdict in a line, once the log was read. */
  sumUp(): Promise<string>;
}

async function setScene(
  { partitions = 1, deadlineMs = 20_000 } = {},
): Promise<Scene> {
  const scene = await BehindProxy.open({ partitions });
  const { clients, cluster, history, proxy, topic } = scene;
  const producer = scene.use(openProducer(clients, { deadlineMs }));
  return {
    cluster,
    proxy,
    topic,
    producer,
    async send(value, more = {}): Promise<void> {
      history.sent(value);
      try {
        const [at] = await producer.send(topic, [{ value, ...more }]);
        history.acknowledged(value, at);
      } catch (error) {
        history.unknown(value, error);
      }
    },
    sumUp: () => scene.sumUp(),
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

const key = "ada";
const lostAnswer = { dropResponse: { api: "Produce", nth: 1 } } as const;

Deno.test("send() returns the partition and offset of each record, in the order of the records", async () => {
  await using scene = await setScene({ partitions: 3 });
  const { producer, topic } = scene;
  const keys = ["ada", "bob", "cleo", "ada", "bob"];
  const written = await producer.send(
    topic,
    keys.map((key, n) => ({ key, value: String(n) })),
  );
  assertEquals(
    written.map(({ partition }) => partition),
    keys.map((key) => partitionForKey(key, 3)),
  );
  const log = await readToEnd(scene.cluster, topic);
  for (const [n, at] of written.entries()) {
    const found = log.find((record) =>
      record.partition === at.partition && record.offset === at.offset
    );
    assertEquals(found?.value, String(n));
  }
});

Deno.test("send() spreads records without a key over the partitions in turn", async () => {
  await using scene = await setScene({ partitions: 3 });
  const records = [..."abcdef"].map((value) => ({ value }));
  const written = await scene.producer.send(scene.topic, records);
  assertEquals(written.map(({ partition }) => partition), [0, 1, 2, 0, 1, 2]);
});

Deno.test("send() writes to the partition that a record names", async () => {
  await using scene = await setScene({ partitions: 3 });
  const [at] = await scene.producer.send(scene.topic, [
    { key, value: "paid", partition: 2 },
  ]);
  assertEquals(at, { topic: scene.topic, partition: 2, offset: 0n });
});

Deno.test("send() finds a partition that was added since the send before", async () => {
  await using scene = await setScene();
  const { producer, topic, cluster } = scene;
  await producer.send(topic, [{ value: "created" }]);
  await cluster.admin.createPartitions({
    topicPartitions: [{ topic, count: 2 }],
  });
  await untilPartitions(cluster, topic, 2);
  const [at] = await producer.send(topic, [{ value: "paid", partition: 1 }]);
  assertEquals(at, { topic, partition: 1, offset: 0n });
});

Deno.test("send() keeps the order of calls that are not awaited", async () => {
  await using scene = await setScene();
  await Promise.all(
    Array.from({ length: 50 }, (_, n) => scene.send(`${n}`, { key })),
  );
  assertEquals(
    await scene.sumUp(),
    "50 sent, 50 acknowledged, 50 in the log: nothing went wrong",
  );
});

Deno.test("send() sends more than a request can hold in several", async () => {
  await using scene = await setScene({ partitions: 2 });
  const records = Array.from({ length: 2_500 }, (_, n) => ({
    key: `customer-${n}`,
    value: `${n}`.padEnd(2_000),
  }));
  const written = await scene.producer.send(scene.topic, records);
  const log = await readToEnd(scene.cluster, scene.topic);
  assertEquals(written.length, 2_500);
  assertEquals(new Set(log.map(({ value }) => value)).size, 2_500);
});

Deno.test("send() takes no records for an answer", async () => {
  await using scene = await setScene();
  assertEquals(await scene.producer.send(scene.topic, []), []);
});

for (const awaited of [true, false]) {
  Deno.test(`send() loses and repeats nothing when an answer gets lost (awaited ${awaited})`, async () => {
    await using scene = await setScene();
    await scene.send("warm", { key });
    scene.proxy.inject(lostAnswer);
    const sends = [];
    for (const value of "ABCDE") {
      const sending = scene.send(value, { key });
      sends.push(awaited ? await sending : sending);
    }
    await Promise.all(sends);
    assertEquals(
      await scene.sumUp(),
      "6 sent, 6 acknowledged, 6 in the log: nothing went wrong",
    );
  });
}

Deno.test("send() sends a record without a key to the same partition again", async () => {
  await using scene = await setScene({ partitions: 3 });
  for (const value of "ABC") await scene.send(value);
  scene.proxy.inject(lostAnswer);
  for (const value of "DEFGHI") await scene.send(value);
  assertEquals(
    await scene.sumUp(),
    "9 sent, 9 acknowledged, 9 in the log: nothing went wrong",
  );
});

Deno.test("send() loses nothing after a send of unknown outcome", async () => {
  await using scene = await setScene({ deadlineMs: 1_200 });
  await scene.send("A", { key });
  scene.proxy.inject({ dropResponse: { api: "Produce" } });
  await scene.send("B", { key });
  scene.proxy.clear();
  await scene.send("C", { key });
  await scene.send("D", { key });
  assertEquals(
    await scene.sumUp(),
    "4 sent, 3 acknowledged, 1 unknown, 4 in the log: 1 of unknown outcome but present (B)",
  );
});

Deno.test("send() says within its deadline that it does not know", async () => {
  await using scene = await setScene({ deadlineMs: 1_000 });
  const { producer, proxy, topic } = scene;
  await producer.send(topic, [{ value: "created" }]);
  proxy.freeze();
  const start = performance.now();
  await assertRejects(
    () => producer.send(topic, [{ value: "paid" }, { value: "shipped" }]),
    UnknownOutcome,
    `Cannot tell whether 2 records reached "${topic}": expected an acknowledgement within 1000 ms but found none. ` +
      "What was sent may be in the log all the same: read it before you send again",
  );
  assert(performance.now() - start < 1_500);
  proxy.thaw();
});

Deno.test("send() says that nothing was sent when its turn never came", async () => {
  await using scene = await setScene({ deadlineMs: 800 });
  const { producer, proxy, topic } = scene;
  await producer.send(topic, [{ value: "created" }]);
  proxy.freeze();
  const first = producer.send(topic, [{ value: "paid" }]);
  const second = producer.send(topic, [{ value: "shipped" }]);
  first.catch(() => {});
  const failure = await assertRejects(
    () => second,
    Trouble,
    "Nothing was sent",
  );
  assertEquals(failure instanceof UnknownOutcome, false);
  await assertRejects(() => first, UnknownOutcome);
  proxy.thaw();
  assertEquals(
    (await readToEnd(scene.cluster, topic)).some(({ value }) =>
      value === "shipped"
    ),
    false,
  );
});

Deno.test("send() tells of a broker that went away", async () => {
  await using scene = await setScene({ deadlineMs: 2_000 });
  const { producer, proxy, topic } = scene;
  await producer.send(topic, [{ value: "created" }]);
  await proxy[Symbol.asyncDispose]();
  const start = performance.now();
  await assertRejects(
    () => producer.send(topic, [{ value: "paid" }]),
    UnknownOutcome,
    "expected an acknowledgement within 2000 ms but found",
  );
  await assertRejects(
    () => producer.send(topic, [{ value: "shipped" }]),
    Trouble,
    `Cannot send to "${topic}"`,
  );
  assert(performance.now() - start < 5_000);
});

Deno.test("send() refuses what can't be sent, in a sentence", async () => {
  await using scene = await setScene({ partitions: 3 });
  const { producer, topic } = scene;
  const punctual = await createTopic(scene.cluster, "punctual", {
    configs: { "message.timestamp.before.max.ms": "3600000" },
  });
  const refused: [string, ProducerRecord, string][] = [
    ["nowhere-at-all", { value: "paid" }, 'Cannot send to "nowhere-at-all"'],
    [
      topic,
      { value: "paid", partition: 3 },
      `Cannot send to partition 3 of "${topic}": expected one of 0 to 2 but found 3`,
    ],
    [topic, { value: "paid", partition: -1 }, "but found -1"],
    [
      topic,
      { key: 1001 as unknown as string, value: "paid" },
      "Cannot send a record with key 1001: expected text, bytes or null",
    ],
    [
      topic,
      { value: "paid", headers: { attempt: 2 as unknown as string } },
      'Cannot send a record with header "attempt" 2: expected text, bytes or null',
    ],
    [topic, { value: "x".repeat(1_200_000) }, "max.message.bytes"],
    [
      await createTopic(scene.cluster, "kept", {
        configs: { "cleanup.policy": "compact" },
      }),
      { value: "no key" },
      "A compacted topic wants a key in each record",
    ],
    ...[new Date("2020-01-01"), new Date("2200-01-01")].map((
      timestamp,
    ): [string, ProducerRecord, string] => [
      punctual,
      { value: "paid", timestamp },
      "expected a timestamp near the broker's clock (message.timestamp.before.max.ms and message.timestamp.after.max.ms of the topic)",
    ]),
  ];
  for (const [to, record, sentence] of refused) {
    const failure = await assertRejects(
      () => producer.send(to, [record]),
      Trouble,
      sentence,
    );
    assertEquals(failure instanceof UnknownOutcome, false, sentence);
    assertEquals(failure.stack, `Trouble: ${failure.message}`);
  }
  const [at] = await producer.send(topic, [{ value: "paid", partition: 0 }]);
  assertEquals(at?.offset, 0n);
});

Deno.test("send() does not know of the other records when one is too large", async () => {
  await using scene = await setScene();
  const { producer, topic } = scene;
  const records = [{ value: "paid" }, { value: "x".repeat(1_200_000) }];
  await assertRejects(
    () => producer.send(topic, records),
    UnknownOutcome,
    "Other records of the send may be in the log",
  );
});

Deno.test("close() waits for what was sent, and send() refuses afterwards", async () => {
  await using scene = await setScene();
  const { producer, topic } = scene;
  const sending = producer.send(topic, [{ value: "created" }]);
  await producer.close();
  assertEquals((await sending).length, 1);
  await assertRejects(
    () => producer.send(topic, [{ value: "paid" }]),
    Trouble,
    "expected an open producer but found a closed one",
  );
});
