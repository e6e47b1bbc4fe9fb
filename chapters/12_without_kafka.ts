// %% title [markdown]
// # 12. Kafka or not
//
// *A courier for the next room*
//
// Lantern's web shop and its packing table stand in the same room. Bo has put Kafka between them.
//
// *So that no order gets lost*, he says. Cleo, who pays for the machines, asks: would one?
//
// Neither of them knows. They have never tried a day without Kafka.
//
// After this chapter you can
// - put a way of handing work over to the test, Kafka or not, and read off what it lost,
// - take a file and an HTTP call as far as they go, and say what that costs,
// - compare Kafka with Pub/Sub, RabbitMQ, Kinesis and Pulsar, and say when to do without.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as in chapter 1.

// %% setup
import { connect, createTopic, topicConfigs } from "workbook";
import type { HandOver, Site, Way } from "chapters/12_without_kafka/mod.ts";

const cluster = await connect("12_without_kafka");

// %% text-ways [markdown]
// ## Five ways to the packing table
//
// A **way** hands an order over. `shop` is the shop's side: it makes a function that takes an order. When that function resolves, the customer is thanked. When it rejects, she reads *Try later*.
//
// `pack` packs: when it resolves, the parcel has left the house.
//
// The two simplest ways are one program. In the first, the shop calls `pack` and waits. In the second, it remembers what is to be packed and thanks at once: a **queue** in memory, here a chain of promises, each packing after the one before.

// %% demo-one-program
const call: Way = {
  name: "function call",
  shop: ({ pack }) => async (order) => await pack(order),
};
const queue: Way = {
  name: "queue in memory",
  shop: ({ pack }) => {
    let last = Promise.resolve();
    return (order) => {
      // One failure must not stop the rest.
      last = last.then(() => pack(order)).catch(console.error);
      return Promise.resolve();
    };
  },
};

// %% text-http [markdown]
// ### A request
//
// Now two programs. `warehouse` is the other side, a process of its own, and the shop posts each order to it.
//
// Note `ok`: `fetch` is content with any answer, also with a *500*.

// %% demo-http
const http: Way = {
  name: "HTTP",
  shop: ({ port }) => async (body) => {
    const url = `http://127.0.0.1:${port}`;
    const answer = await fetch(url, { method: "POST", body });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error("The warehouse is in trouble");
  },
  warehouse: ({ port, pack }) =>
    Deno.serve({ hostname: "127.0.0.1", port }, async (request) => {
      await pack(await request.text());
      return new Response("packed");
    }),
};

// %% text-again [markdown]
// ### A request, and another
//
// A shop that gets no answer can ask again. The customer goes on waiting, but need not come back.
//
// Asking again at once would hit a warehouse that is just starting. So this shop waits a while, as most do: `later()` resolves when the warehouse is back and has answered newer orders.

// %% demo-again
const again: Way = {
  ...http,
  name: "HTTP, again",
  shop: ({ port, later }) => async (body) => {
    const post = async () => {
      const url = `http://127.0.0.1:${port}`;
      const answer = await fetch(url, { method: "POST", body });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error("The warehouse is in trouble");
    };
    await post().catch(() => later().then(post));
  },
};

// %% text-file [markdown]
// ### A file
//
// The shop appends a line and thanks. The warehouse reads on when the file has grown, at its own pace. `follow` gives it all the lines there are, at first and after each change; `next` counts what is done.
//
// That is an append-only log with one reader. You know it from chapter 1.

// %% demo-file
const file: Way = {
  name: "file",
  shop: ({ file }) => (order) =>
    Deno.writeTextFile(file, `${order}\n`, { append: true }),
  warehouse: async ({ file, follow, pack }) => {
    let next = 0;
    for await (const lines of follow(file)) {
      while (next < lines.length) await pack(lines[next++]!);
    }
  },
};

// %% text-shop [markdown]
// ### Kafka
//
// The shop sends, and thanks when the broker has acknowledged.
//
// The warehouse comes in two versions, as in chapter 5. This cell has the one that packs first and then commits.

// %% demo-shop
const shop: Way["shop"] = async ({ kafka, topic }) => {
  const producer = kafka.producer();
  await producer.connect();
  return async (value) => {
    await producer.send({ topic, messages: [{ value }] });
  };
};

// %% text-pack-first [markdown]
// `sessionTimeout` is short, so that the successor need not wait long for the dead member's partition (chapter 6).

// %% demo-pack-first
const packFirst: Way["warehouse"] = async ({ kafka, topic, group, pack }) => {
  const consumer = kafka.consumer({ groupId: group, sessionTimeout: 1_500 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { value, offset } }) => {
      await pack(String(value));
      const next = String(BigInt(offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
    },
  });
};

// %% text-commit-first [markdown]
// And here is Bo's: the same lines, with `pack` at the end.

// %% demo-commit-first
const commitFirst: Way["warehouse"] = async ({ kafka, topic, group, pack }) => {
  const consumer = kafka.consumer({ groupId: group, sessionTimeout: 1_500 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { value, offset } }) => {
      const next = String(BigInt(offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await pack(String(value));
    },
  });
};

// %% text-day [markdown]
// ## One bad day for all of them
//
// Twelve orders. The first four go well. While 1005 is in hand, the packing stops, and four more orders come, 1006 to 1009. Then the packing process gets `kill -9`, another is started, and the last three orders arrive.
//
// We play that day twice: 1005's parcel has not left yet, or it just has. On a third day it is the shop that is killed: it has handed 1005 over and not thanked for it.
//
// The same kill hits every way. Where shop and table are one program, it hits both.
//
// The parcels are then checked against the orders, as chapter 8 checked invoices.

// %% text-words [markdown]
// | in the table | thanked | parcels |
// | --- | --- | --- |
// | **lost** | yes | none |
// | **twice** | | two |
// | **turned away** | no | none: a pity, but she knows |
// | **unsure** | no | one: she will order again |
// | **late** | | after a later order of the same customer |
//
// The last column counts who was thanked *while* the packing stood still.

// %% predict-days [markdown]
// **Before you run it:** seven rows, three days. Write down which rows will contain the word *lost*. Will Kafka's?
// And for the third column: which way helps best when the shop dies?
//
// (The cell takes about ten seconds.)

// %% demo-days
import { tryWays, wayMatrix } from "chapters/12_without_kafka/mod.ts";
const days = await tryWays(cluster, [
  call,
  queue,
  http,
  again,
  file,
  { name: "Kafka, pack first", shop, warehouse: packFirst },
  { name: "Kafka, commit first", shop, warehouse: commitFirst },
]);
wayMatrix(days);

// %% text-days-notice [markdown]
// Two rows lost orders that had been thanked for: the queue in memory, and Kafka with two lines swapped. No way of handing over saves a reader that says *done* before it is.
//
// A call and a request lost nothing. They turned customers away, which is honest, and often good enough.
//
// Asking again brought those in, at two prices: one parcel too many, since *no answer* is not *not done*, and order, since newer ones had passed.
//
// The file lost nothing either. But its reader kept its place in memory, began anew, and packed everything again. That is your first exercise.

// %% text-third-notice [markdown]
// Now the third column. It says the same in every row: a shop that dies between handing over and thanking leaves a customer unsure. No transport can help. An order number can: one that the customer's browser makes once and sends with each attempt, so that the second one is recognised.
//
// And the last column. *0 of 4* is a customer before a page that hangs. The two ways that write orders down, and the queue, let the shop go on.
//
// > **What is written while a consumer group is away waits for it, for as long as the topic keeps it.**
// > <small>claim: written-meanwhile-waits · [Kafka documentation, "Push vs. pull"](https://kafka.apache.org/43/design/design/#push-vs-pull)</small>

// %% text-late [markdown]
// ## Who comes later, and who helps
//
// In the evening Cleo does the accounts. She wants all of the day's orders, from the first one on. That was not planned in the morning.
//
// The next cell looks for them: in the file of one day, and in the topic of one day, with a consumer group of her own.
// And it asks the broker when it forces records to disk: after `flush.messages` records, or `flush.ms` milliseconds.

// %% predict-late [markdown]
// **Before you run it:** all twelve are packed and gone. How many can Cleo still read in each of the five ways? And will `flush.messages` be 1, or more?

// %% demo-late
import { joinGroup, newGroup, untilCaughtUp } from "workbook";
const siteOf = (way: string) => days.find((day) => day.way === way)!.site;
const written = await Deno.readTextFile(siteOf("file").file);
const { topic } = siteOf("Kafka, pack first");
const accounts = newGroup(cluster, "accounts");
const cleo = await joinGroup(cluster, { group: accounts, topic, name: "Cleo" });
await untilCaughtUp(cluster, cleo.consumer, topic);
const rules = ["flush.messages", "flush.ms"];
const flush = await topicConfigs(cluster, topic, rules);
const lines = written.trim().split("\n");
({ file: lines.length, kafka: cleo.records.length, flush });

// %% text-late-notice [markdown]
// Twelve and twelve. The other ways left nothing to read.
//
// > **A consumer group that comes later, and begins at the earliest offset, reads everything that the topic still keeps.**
// > <small>claim: latecomer-reads-all · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// Both `flush` settings are as large as can be: never, for the segment that is being written. (It is flushed when it is full, or the broker shuts down.)
//
// > **Unless told otherwise, Kafka leaves it to the operating system when a record of the active segment is forced to disk.**
// > <small>claim: system-flushes · [Kafka documentation, "Application vs. OS Flush Management"](https://kafka.apache.org/43/operations/hardware-and-os/#application-vs-os-flush-management)</small>
//
// Our file does the same: a power cut may cost either its last lines. A file needs `fsync`; Kafka trusts in copies.

// %% text-desks [markdown]
// ### A second desk
//
// Before Christmas one packer is not enough. Two desks share twelve orders of Ada, Bo and Cleo. The first desk dozes off over its first order, and goes on when the second has packed three.
//
// With a queue, each desk takes the next order. With a file, each reads the lines. (Two servers that share one web address are like the queue.)

// %% predict-desks [markdown]
// **Before you run it:** in which of the two do orders go out twice? In which does a customer get a later order first?

// %% demo-desks
import { deskTable, openDesks } from "chapters/12_without_kafka/mod.ts";
const atQueue = openDesks();
const waiting = [...atQueue.orders];
await Promise.all(atQueue.desks.map(async (pack) => {
  while (waiting.length > 0) await pack(waiting.shift()!.id);
}));
const atFile = openDesks();
const path = siteOf("file").file;
await Promise.all(atFile.desks.map(async (pack) => {
  const lines = (await Deno.readTextFile(path)).trim().split("\n");
  for (const line of lines) await pack(line);
}));
deskTable({ "queue in memory": atQueue, file: atFile });

// %% text-group [markdown]
// The queue shared the work and lost the order. The file kept the order and shared nothing: both desks packed everything.
//
// To share a file, the desks would have to agree on who reads which lines, and to notice when one of them dies. That is what a consumer group is (chapter 6).
//
// The next cell sets one up: two partitions, two members.

// %% demo-group
import { untilShared } from "workbook";
const atKafka = openDesks();
const rush = await createTopic(cluster, "orders", { partitions: 2 });
const packing = { group: newGroup(cluster, "packing"), topic: rush };
const members = await Promise.all(
  atKafka.desks.map((pack, i) =>
    joinGroup(cluster, {
      ...packing,
      name: `desk ${i + 1}`,
      handle: ({ value }) => pack(value!),
    })
  ),
);
await untilShared(members, 2);

// %% predict-shared [markdown]
// **Before you run it:** the customer is the key, and the first desk dozes again. What will stand under *twice* and *late*? And will the desks share the work more evenly than at the queue, or less?

// %% demo-shared
const producer = cluster.kafka.producer();
await producer.connect();
const messages = atKafka.orders.map((o) => ({ key: o.customer, value: o.id }));
await producer.send({ topic: rush, messages });
await atKafka.until(12);
deskTable({ "queue in memory": atQueue, file: atFile, Kafka: atKafka });

// %% text-shared-notice [markdown]
// > **Where the key picks the partition, each member handles one record after another, and none is taken for dead, a consumer group shares the work and keeps the order of each key.**
// > <small>claim: shared-in-key-order · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// Look at what it cost. Sharing by customer is uneven, and the orders that lay in its partition had to wait for it. At the queue, the second desk took them.
//
// Where order does not matter, a queue shares better. That is no accident of ours: the next section has systems that are built for it.

// %% text-relatives [markdown]
// ## Relatives
//
// Kafka costs three brokers or more, people who look after them, and readers in which two swapped lines lose an order. In between there is your database: a table `orders` with a column `packed`. Many shops never need more.
//
// Others sell couriers too; what follows is as of November 2026. In a *queue* a message is given to one reader, and gone when that reader has acknowledged it. In a *log* it stays, and each reader has a place. Most differences come from that.
//
// A *shard* is Kinesis's partition, a *super stream* a RabbitMQ stream cut into partitions, *prefetch* and *credit* how much a reader may be sent before it answers; *freely* means any message to any reader.

// %% text-relatives-kept [markdown]
// **What do they keep, and can you go back?**
//
// | | keeps | go back |
// | --- | --- | --- |
// | Kafka | [a week](https://kafka.apache.org/43/configuration/topic-configs/#topicconfigs_retention.ms), or as long as you set | to any offset or time |
// | Google Pub/Sub | [7 days, 31 at most](https://docs.cloud.google.com/pubsub/docs/subscription-properties); what is acknowledged only if asked to | [to a time or a snapshot](https://docs.cloud.google.com/pubsub/docs/replay-overview) |
// | RabbitMQ, queue | until acknowledged | no |
// | RabbitMQ, stream | [by age or size](https://www.rabbitmq.com/docs/streams) | to any offset or time |
// | Amazon Kinesis | [a day, a year at most](https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html) | to any number or time |
// | Apache Pulsar | [until acknowledged](https://pulsar.apache.org/docs/cookbooks-retention-expiry/), longer if set | to a message or time |

// %% text-relatives-order [markdown]
// **Who sets the pace, what keeps its order, and how do readers share?**
//
// | | delivery | order within | sharing |
// | --- | --- | --- | --- |
// | Kafka | pull | partition | a member each partition, or a [share group](https://kafka.apache.org/43/getting-started/upgrade/) |
// | Pub/Sub | pull, or [push](https://docs.cloud.google.com/pubsub/docs/push) to a web address | [ordering key](https://docs.cloud.google.com/pubsub/docs/ordering), if switched on | freely |
// | RabbitMQ, queue | push, up to a [prefetch](https://www.rabbitmq.com/docs/consumer-prefetch) | queue, until redelivered | freely |
// | RabbitMQ, stream | push, by credit | stream | by partition ([super stream](https://www.rabbitmq.com/docs/streams)) |
// | Kinesis | pull, or [push](https://docs.aws.amazon.com/streams/latest/dev/building-enhanced-consumers-api.html) to a registered reader | shard | a worker each shard |
// | Pulsar | push, up to a queue size | partition or [key](https://pulsar.apache.org/docs/concepts-messaging/) | freely, by key, or one |

// %% answer-relatives [markdown]
// <details><summary>How often does a message arrive, how big may it be, and who runs it?</summary>
//
// | | delivered | biggest message | run by |
// | --- | --- | --- | --- |
// | Kafka | at least once; exactly once within it (chapter 8) | [1 MiB](https://kafka.apache.org/43/configuration/broker-configs/#brokerconfigs_message.max.bytes) unless set | you, or a provider |
// | Pub/Sub | at least once; [exactly once](https://docs.cloud.google.com/pubsub/docs/exactly-once-delivery) by pull, in one region | [10 MB](https://cloud.google.com/pubsub/quotas) | Google |
// | RabbitMQ | at least once, with [confirms](https://www.rabbitmq.com/docs/confirms) | [16 MiB](https://github.com/rabbitmq/rabbitmq-server/releases/tag/v4.0.1) unless set | you, or a provider |
// | Kinesis | [at least once](https://docs.aws.amazon.com/streams/latest/dev/kinesis-record-processor-duplicates.html) | [1 MiB, 10 if set](https://docs.aws.amazon.com/streams/latest/dev/large-records.html) | Amazon |
// | Pulsar | at least once; [transactions](https://pulsar.apache.org/docs/txn-what/) | [5 MB](https://pulsar.apache.org/docs/concepts-messaging/) unless set | you, or a provider |
//
// </details>
// <details><summary>What does each do better than Kafka?</summary>
//
// - **Pub/Sub**: you run nothing and count no partitions. You [pay by use](https://cloud.google.com/pubsub/pricing), which at high rates can cost more than brokers of your own: do the sum.
// - **RabbitMQ**: it [speaks](https://www.rabbitmq.com/docs/protocols) AMQP and MQTT, and is made for handing on single messages quickly. It [routes](https://www.rabbitmq.com/docs/exchanges) by patterns, knows [priorities](https://www.rabbitmq.com/docs/priority) and expiry, and one bad job does not hold up the others.
// - **Kinesis**: you run nothing, and Amazon's other services read it directly. You [pay by use](https://aws.amazon.com/kinesis/data-streams/pricing/) here, too.
// - **Pulsar**: queue and log in one topic, many tenants, and brokers apart from [storage](https://pulsar.apache.org/docs/concepts-architecture-overview/).
//
// </details>
// <details><summary>And what does Kafka do better?</summary>
//
// It keeps order and history for any number of groups at high rates, has transactions, and runs anywhere, with or without a provider. And much has grown around it: [Kafka Connect](https://kafka.apache.org/43/kafka-connect/overview/) copies from databases and to them, [Kafka Streams](https://kafka.apache.org/43/streams/introduction/) counts and joins, as ksqlDB and Flink do.
//
// The gaps narrow. Kafka 4.2 has made [share groups](https://kafka.apache.org/43/getting-started/upgrade/), which acknowledge record by record, ready for use (KafkaJS can't join one), and old segments may move to [cheaper storage](https://kafka.apache.org/43/operations/tiered-storage/#tiered-storage-overview), as Pulsar's do.
//
// </details>

// %% text-exercises [markdown]
// ## Exercises
//
// Write your answer into the open place, run the cell, then its check.
//
// ### 1. A place for the file
//
// Give the file's reader a memory that outlives it. It runs in another process and sees only its arguments. `place` is the path of a file for it, missing at first.
//
// On the two days that kill the packing process, no order may be lost, and none but 1005 may go out twice.
//
// When `pack` rejects, that order has not left: your function throws, and the next run begins with it, or it tries again before it goes on. When a place can't be noted, or one that is there can't be read, it packs nothing more, and throws.

// %% exercise-place
/** Packs each line of the file, and goes on where a killed predecessor was. */
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  // BEGIN SOLUTION
  Deno.writeTextFileSync(place, "", { append: true }); // made, if need be
  let next = Number(Deno.readTextFileSync(place)); // 0, if it was
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next]!);
      next++;
      // After the parcel, or a kill between the two would skip it.
      await Deno.writeTextFile(place, String(next));
    }
  }
  // END SOLUTION
}

// %% hint-place [markdown]
// <details><summary>A nudge</summary>
//
// Kafka's groups have the same problem. What does a commit write down, and when?
//
// </details>
// <details><summary>More</summary>
//
// Read the number at the start. On the first run there is no file: make an empty one by `Deno.writeTextFile(place, "", { append: true })`, or catch `Deno.errors.NotFound`, and no other error. After each parcel write the number of the next line. Without `append`, `Deno.writeTextFile(place, …)` replaces what was there.
//
// </details>

// %% check-place
import { checkPlace } from "chapters/12_without_kafka/mod.ts";
await checkPlace(cluster, packOn);

// %% text-hand-over [markdown]
// ### 2. Asking again, safely
//
// The warehouse's server has learned: a request with an `Idempotency-Key` that it knows gets the earlier answer, and nothing is packed again. It answers 200 when an order is packed and 422 when a lamp is sold out. Any other status, or no answer, says nothing about the order.
//
// Write the shop's side. It posts the order to `url`, as JSON, and returns `"packed"` or `"refused"`; after five attempts without either it throws. An attempt that hangs is given up after a second. Before each further one it waits, by `pause(ms)`: first 50 ms or more, then half as long again at least. When the shop closes, `pause` rejects, and so does your function.

// %% exercise-hand-over
/** Has an order packed once, however often the way there fails. */
const handOver: HandOver = async (order, url, pause) => {
  // BEGIN SOLUTION
  const headers = { "Idempotency-Key": order.id }; // one order, one key
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000); // ends an unread answer, too
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error(`No word of order ${order.id}`);
  // END SOLUTION
};

// %% hint-hand-over [markdown]
// <details><summary>A nudge</summary>
//
// Which outcomes are known, and which aren't? And what must be equal in two attempts for one order, and different in two orders for the same lamp?
//
// </details>
// <details><summary>More</summary>
//
// A loop around `fetch(url, { method: "POST", headers, body })`. `fetch` rejects when there is no answer, and waits for ever when it hangs, unless it is given a `signal`: `AbortSignal.timeout(1_000)`. Return only for the two answers that say something; after the fifth attempt throw.
//
// </details>

// %% check-hand-over
import { checkHandOver } from "chapters/12_without_kafka/mod.ts";
await checkHandOver(handOver);

// %% text-choose [markdown]
// ### 3. Kafka or not
//
// A function that answers Cleo: the simplest way that does a job. From the simplest on: `"function call"`, `"queue in memory"`, `"HTTP"`, `"file"`, `"Kafka"`. And `null` where no single way will do. A job has
//
// - `receivers`: in the `"same program"`; on `"another machine"`; on `"several machines"`, which share the work and keep each customer's orders in sequence,
// - `needsResult`: the sender can't go on without the outcome,
// - `mustNotWait`: the sender goes on while the receiver stands still,
// - `mustNotLose`: what was thanked for survives a kill,
// - `wantsHistory`: latecomers read all that has been.
//
// A file stays on its machine, and has a saved place. Decide from what you have seen.

// %% exercise-choose
import type { Job } from "chapters/12_without_kafka/mod.ts";
/** The simplest way that does a job, or `null`. */
function choose(job: Job): string | null {
  // BEGIN SOLUTION
  const { receivers, needsResult, mustNotLose, wantsHistory } = job;
  // A sender that may wait, and leaves nothing to read, needs nothing written down.
  if (!job.mustNotWait && !wantsHistory) {
    if (receivers === "same program") return "function call";
    if (receivers === "another machine") return "HTTP";
  }
  if (needsResult) return null; // a result takes waiting for
  if (receivers !== "same program") return "Kafka";
  return mustNotLose || wantsHistory ? "file" : "queue in memory";
  // END SOLUTION
}

// %% hint-choose [markdown]
// <details><summary>A nudge</summary>
//
// Begin with what rules out most. Which ways can give a result? Which let the sender go on? Which leave something to read?
//
// </details>
// <details><summary>More</summary>
//
// First the jobs for which waiting is fine and nothing has to be kept: there two ways do. Of the others, those that need a result have no way at all. What is left is a question of where, and of what may get lost.
//
// </details>

// %% check-choose
import { checkChoose } from "chapters/12_without_kafka/mod.ts";
await checkChoose(choose);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>Push or pull: what changes when the reader is slow?</summary>
//
// A reader that is pushed at must be able to say *stop*, or drown: RabbitMQ and Pulsar do it with a limit on what is under way, Pub/Sub and HTTP by holding back or failing. A reader that pulls takes what it can, and the backlog stays where it is kept anyway.
// Push is quicker to the first message, and needs no loop in the reader. Pull makes batches easy, and going back: the reader says where it wants to read. Kafka's brokers hold a request until there is something, so that pulling is not asking for nothing.
//
// </details>
// <details><summary>Retention and replay: are they the same?</summary>
//
// No. Retention is whether the records are still there, replay whether a reader may have them again. A queue of RabbitMQ keeps a message until it is acknowledged, and then there is nothing to go back to.
// Pub/Sub can go back if you asked beforehand to keep what is acknowledged. In a log you need not ask: reading leaves the record where it is, and each group has its place.
//
// </details>
// <details><summary>Why is sharing work among readers harder than it looks?</summary>
//
// Because a reader that is slow and one that is dead look the same from outside. Give its work to another too soon, and it is done twice; too late, and it is left lying.
// Queues decide that for each message, by a deadline for its acknowledgement, and give up the order. Kafka decides it for a partition, by heartbeats, keeps the order, and lets everything after a slow member's record wait. The exactly-once questions stay the same (chapters 6, 8 and 13).
//
// </details>
// <details><summary>The shop writes the order to its database and then sends it to Kafka. It is killed between the two. And now?</summary>
//
// The order stands in the database, and will never be packed: two traces, and a kill between them, as in chapter 8. Write the order and a line *to be sent* in one transaction of the database, and let a second program send such lines, again if need be. That is an **outbox**.
// The reader must then tell a repeated order by its number.
//
// </details>
// <details><summary>In exercise 1, the power fails while the place is being written. What can be in that file?</summary>
//
// Nothing, the old number, the new one, or a part of it: the file is emptied first and written then. A careful program writes another file, forces it to disk, and renames it. Kafka's brokers go another way: a commit is one more record in a log. If it is torn, its checksum tells, and the place before it still stands; and there are copies on other brokers. You need not write any of that yourself, and this is a good reason to let them.
//
// </details>
// <details><summary>People around Kafka say <em>event sourcing</em>, <em>CQRS</em>, <em>saga</em>, <em>CDC</em>. What is each, in Lantern's words?</summary>
//
// - *Event sourcing*: the events are the truth, and the table of orders is made of them (chapter 13).
// - *CQRS*: orders are written in one place and read from another, which is built for the questions that are asked. A reader of the log keeps it up to date, a moment behind.
// - *Saga*: paid, packed, shipped, each by another service, and for each step one that undoes it, since no transaction spans all of them.
// - *CDC*, change data capture: the database's own log is read, and each change becomes a record. Kafka Connect with Debezium is the usual way, and one way to send an outbox.
//
// None of them needs Kafka. Each is easier with a log, and a place in it for each reader.
//
// </details>
// <details><summary>When would you not use Kafka?</summary>
//
// When the sender needs the answer. When there is one sender, one reader and a database between them already. When jobs are few, long, and of different priority. When there is neither time to look after brokers nor a budget to have it done.
// When a record must be deletable at a customer's request: a log is a poor place for that.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - *Kafka loses nothing*: with two lines swapped it does. *Without Kafka, orders get lost*: a call turned them away and lost none.
// - What survives a kill was written down before the thanks. What is not repeated has a place written down after the work.
// - A file with a saved place is a log for one reader. Groups, copies, sharing in order and history for latecomers are what Kafka adds.
// - No transport helps a sender that dies before its thanks. A number for the order does.
// - *Pub/Sub and RabbitMQ can't replay*: they can, if asked to beforehand.
// - Take the simplest way that does the job, and kill it once before your customers do.

// %% teardown
await cluster.close();
