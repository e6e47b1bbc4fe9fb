// %% title [markdown]
// # 4. Send modes
//
// *Stored, it said*
//
// On Friday the network lost two answers. Nothing else happened: no server failed, no program crashed.
//
// On Saturday the payment service's list and Kafka's log disagree about two customers.
//
// After this chapter you can
// - send in five ways, and say what each costs and what its caller gets to know,
// - count what each of them loses when an answer is lost, or the broker dies,
// - send payments with KafkaJS so that nothing acknowledged is lost.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as before.

// %% setup
import { CompressionTypes } from "kafkajs";
import { type Cluster, connect, createTopic, takeRecords } from "workbook";
import { lanes, show, table } from "pictures";
import { connectThroughProxy, type Send, WatchedSends } from "lab";
import type { Ledger, Mode, Report } from "chapters/04_send_modes/mod.ts";

const cluster = await connect("04_send_modes");

// %% text-ways [markdown]
// ## Five ways to send
//
// `send()` returns a promise of the broker's answer at once. What can you do with it?
//
// - **Fire and forget**: ignore it.
// - **Awaited**, elsewhere called *synchronous*: wait for it before the next send.
// - **With handlers**, or *asynchronous*: go on, and pass two functions, one for the answer and one for a failure.
// - **Many at once**: start all sends, then wait for all answers.
// - **One batch**: put many records into one send. They travel in one request.
//
// Here they are as code; `send` calls KafkaJS's, with one record for each value.

// %% demo-ways
const heard = { answers: 0, failures: 0 };
const onAnswer = () => heard.answers++;
const onFailure = () => heard.failures++;
const ways: Record<string, (send: Send, values: string[]) => unknown> = {
  "fire and forget": (send, values) =>
    values.forEach((value) => send(value).catch(() => {})),
  "awaited": async (send, values) => {
    for (const value of values) await send(value);
  },
  "with handlers": (send, values) =>
    values.forEach((value) => send(value).then(onAnswer, onFailure)),
  "many at once": (send, all) => Promise.allSettled(all.map((v) => send(v))),
  "one batch": (send, values) => send(...values),
};
const clicks = Array.from({ length: 300 }, (_, i) => `/lamps/aurora#${i}`);

// %% text-ways-notice [markdown]
// Fire and forget needs the `catch`: an unhandled rejection ends a Deno program.
//
// `Promise.allSettled` waits for every answer. `Promise.all` rejects at the first failure, while the other sends go on.
//
// *Awaited* and *one batch* keep the order of the records. The other three need not, as chapter 3 showed.

// %% text-open [markdown]
// ### And the settings
//
// A **send mode** is one of these ways, with the producer's settings. The most important setting is `acks`: which brokers must have a record before the answer is sent. KafkaJS writes `-1` for *all*, its default. With `0` there is no answer at all.
//
// The next cell opens a producer for a mode, and lists six modes. `WatchedSends` measures each send, and notes what its caller learns.

// %% demo-open
const open = async (at: Cluster, topic: string, mode: Mode) => {
  const { way, acks = -1, gzip = false, ...config } = mode;
  const producer = at.kafka.producer(config);
  await producer.connect();
  const compression = CompressionTypes[gzip ? "GZIP" : "None"];
  const sendAll = (values: string[]) => {
    const messages = values.map((value) => ({ value }));
    return producer.send({ topic, acks, compression, messages });
  };
  await sendAll([]); // asks where the topic is, so that no later send has to
  return new WatchedSends(sendAll, { listens: way !== "fire and forget" });
};
const modes: Record<string, Mode> = {};
for (const way in ways) modes[way] = { way };
Object.assign(modes, { "awaited, acks 0": { way: "awaited", acks: 0 } });

// %% text-speed [markdown]
// ### What they cost
//
// 300 clicks from Lantern's website, in each of the five ways, and once more awaited with `acks: 0`.
//
// We measure how long the answer to each record takes, the **latency**; how many records a second each mode sends, the **throughput**; and when the caller can go on.

// %% predict-speed [markdown]
// **Before you run it:** which way has the lowest latency? Which one the highest throughput? Is it the same one?

// %% demo-speed
import { latencyHistogram } from "pictures";
const latencies: Record<string, readonly number[]> = {};
const costs: object[] = [];
const site = await createTopic(cluster, "clicks");
for (const name of ["fire and forget", ...Object.keys(modes)]) { // warm up first
  const sends = await open(cluster, site, modes[name]!);
  const { freeMs, doneMs } = await sends.run(ways[modes[name]!.way]!, clicks);
  latencies[name] = sends.latencies;
  const perSecond = Math.round(clicks.length / doneMs * 1_000);
  const free = `after ${Math.ceil(freeMs)} ms`;
  costs.push({ mode: name, "a second": perSecond, "caller goes on": free });
}
await show(latencyHistogram(latencies));
table(costs.slice(1), { title: "Throughput, in records a second" });

// %% text-speed-notice [markdown]
// Did one way have both? The lowest latency should be that of the two *awaited* modes, which have one request under way at a time. The highest throughput should be the batch's: one request for 300 records.
//
// *Fire and forget*, *with handlers* and *many at once* send the same 300 requests, so their numbers differ by chance. What really differs is when the caller could go on.
//
// Your broker is on this machine. With one in another city each answer takes longer, and *awaited* waits for 300 of them.
//
// With `acks: 0` we measure when the records have left, not when they are stored.

// %% text-compression [markdown]
// ### Who makes the batches?
//
// With KafkaJS, you do: one `send` with many records, or `sendBatch` for several topics.
//
// Kafka's Java client collects records by itself, for `linger.ms` (5 ms by default since Kafka 4.0) or up to `batch.size`. KafkaJS has neither setting.
//
// A batch is also the unit of **compression**. gzip is built into KafkaJS.

// %% predict-compression [markdown]
// **Before you run it:** a hundred of the clicks, awaited and as one batch, plain and with gzip. A proxy counts the bytes of the requests. What does gzip save in each case?

// %% demo-compression
import { readToEnd } from "workbook";
const sizes: { way: string; gzip: boolean; bytes: number }[] = [];
for (const way of ["awaited", "one batch"]) {
  for (const gzip of [false, true]) {
    await using road = await connectThroughProxy(cluster);
    const sends = await open(road.cluster, site, { way, gzip });
    await sends.run(ways[way]!, clicks.slice(0, 100));
    const produce = road.proxy.seen.filter(({ api }) => api === "Produce");
    const bytes = produce.reduce((sum, request) => sum + request.bytes, 0);
    sizes.push({ way, gzip, bytes });
  }
}
table(sizes);

// %% text-compression-notice [markdown]
// A single click hardly repeats anything, and gzip's own header costs more than it saves. In the batch nearly the same text comes a hundred times.
//
// > **A batch of records is compressed as a whole, so a larger batch compresses better.**
// > <small>claim: compressed-as-batches · [Kafka documentation, "End-to-end Batch Compression"](https://kafka.apache.org/43/design/design/#end-to-end-batch-compression)</small>
//
// The producer compresses the batch, and unless the topic says otherwise it stays compressed in the log and on its way to consumers.
//
// Kafka also knows snappy, lz4 and zstd. For these, KafkaJS needs a codec from you, in the producer and in the consumer.

// %% text-acks [markdown]
// ## What does an answer say?
//
// | `acks` | the broker answers when |
// | --- | --- |
// | `0` | never |
// | `1` | the partition's **leader**, the broker that takes its writes, has written the record |
// | `-1`, *all* | all **in-sync replicas**, the copies that keep up with the leader, have it too |
//
// Your broker is alone, so `1` and `-1` wait for the same. Chapter 9 kills a leader, and then they part.
//
// The topic below takes no batch of more than 500 bytes. With each `acks` we send a small record, note the offset that comes with its answer, and send one that is too large.

// %% predict-acks [markdown]
// **Before you run it:** the broker refuses the large record each time. How does each of the three sends end: does it resolve, does it reject, or does it wait for ever?

// %% demo-acks
const configs = { "max.message.bytes": "500" };
const strict = await createTopic(cluster, "payments", { configs });
const replies: object[] = [];
for (const acks of [0, 1, -1]) {
  const sender = cluster.kafka.producer();
  await sender.connect();
  const small = { topic: strict, acks, messages: [{ value: `acks ${acks}` }] };
  const large = { ...small, messages: [{ value: "x".repeat(1_000) }] };
  const [at] = await sender.send(small);
  const end = sender.send(large).then(() => "resolved", () => "rejected");
  replies.push({ acks, small: at?.baseOffset ?? null, large: await end });
}
await show(table(replies, { title: "What the senders got to know" }));
await takeRecords(cluster, strict, 3); // acks 0 is done before it is there
lanes(await readToEnd(cluster, strict), { title: "What is stored" });

// %% text-acks-notice [markdown]
// Three small records are stored, and no large one. The sender with `acks: 0` learnt neither.
//
// > **With `acks: 0` a producer gets no answer, so its send succeeds whether or not the record is stored.**
// > <small>claim: acks-0-knows-nothing · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_acks)</small>
//
// So awaiting such a send proves nothing. *Fire and forget* is different: there the answer comes, and the caller ignores it.
//
// Nor does *all* mean *on the disk*. The broker hands a record to the operating system, which writes it later. Against a loss Kafka relies on several copies, not on one disk.

// %% text-lost [markdown]
// ## The answer is lost
//
// The broker writes a payment, and the connection breaks before its answer arrives. KafkaJS sends again by itself, as in chapter 3.
//
// Each mode sends 20 payments, and the proxy loses the answer to its first request. Then we compare what the caller knows with what the log holds. `lost` counts records that were acknowledged and are not in the log.

// %% predict-lost [markdown]
// **Before you run it:** which modes lose a payment? And in which of them is a payment stored twice?

// %% demo-lost
const { proxy, cluster: bumpy } = await connectThroughProxy(cluster);
const payments = Array.from({ length: 20 }, (_, i) => `payment ${1001 + i}`);
const afterLoss: object[] = [];
for (const [name, mode] of Object.entries(modes)) {
  const topic = await createTopic(cluster, "payments");
  const sends = await open(bumpy, topic, mode);
  proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
  await sends.run(ways[mode.way]!, payments);
  // Without answers a mode is done before its records are there.
  if (mode.acks === 0) await takeRecords(cluster, topic, 20);
  const tally = sends.tally(await readToEnd(cluster, topic));
  afterLoss.push({ mode: name, ...tally });
}
table(afterLoss);

// %% text-lost-notice [markdown]
// Nothing is lost, thanks to the retries. The copies come from them too: KafkaJS could not know that the record was stored already. (*Idempotent* is explained below.)
//
// > **A producer that is not idempotent may, by its own retry, store a record twice.**
// > <small>claim: retry-may-duplicate · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// A batch is repeated whole. *Fire and forget* is retried like the others, but its caller knows the outcome of none. With `acks: 0` there was no answer to lose.

// %% text-kill [markdown]
// ## The broker is killed
//
// Retries help against a short outage. To have one that outlasts them, we switch them off.
//
// Your broker stays as it is. The next cell starts a second one, in about five seconds, and each mode sends it the first five payments.

// %% demo-spare
import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
const folder = workbookPath("spare", `${Deno.pid}`);
const own = { folder, port: 0, ephemeral: true, ownerPid: Deno.pid };
const spare = await startBroker(own);
const doomed = await connect(undefined, { brokers: spare.brokers });
cluster.onClose(() => doomed.close().then(() => spare.stop()));
const prepare = async (name: string) => {
  const topic = await createTopic(doomed, "payments");
  const mode = { ...modes[name]!, retry: { retries: 0 } };
  const sends = await open(doomed, topic, mode);
  await sends.send(...payments.slice(0, 5));
  return { name, way: ways[mode.way]!, topic, sends };
};
const ready = await Promise.all(Object.keys(modes).map(prepare));

// %% text-killing [markdown]
// Now we freeze that broker: its connections stay open, and it does nothing. Each mode sends its other fifteen payments. Then the broker is killed, as by `kill -9`, and started again. That takes about six seconds.

// %% predict-kill [markdown]
// **Before you run it:** none of the fifteen can be stored. What will each mode report of them: acknowledged or unknown?

// %% demo-kill
import { untilPartitions } from "workbook";
await spare.freeze();
const rest = payments.slice(5);
const runs = ready.map(({ sends, way }) => sends.run(way, rest));
await runs.at(-1); // the last mode is done already
await spare.kill();
await spare.restart();
await Promise.all(runs);
const afterKill: object[] = [];
for (const { name, topic, sends } of ready) {
  await untilPartitions(doomed, topic, 1);
  const tally = sends.tally(await readToEnd(doomed, topic));
  afterKill.push({ mode: name, ...tally });
}
table(afterKill);

// %% text-kill-notice [markdown]
// Read the column `lost`. Only with `acks: 0` do payments count as acknowledged that are not in the log.
//
// *Awaited* stopped at the first failure: one payment is unknown, fourteen were never sent. *With handlers* and *many at once* have an outcome for each payment, the batch has one for all fifteen. *Fire and forget* knows none.
//
// The first five survived, because the operating system keeps what a killed program has handed to it. After a power cut, or with a broker that never comes back, they could be gone. Chapter 9 shows how copies help.

// %% text-unknown [markdown]
// ### What *unknown* means
//
// In the first experiment, the payment whose answer was missing had been stored. In the second, none had. To the producer the two look alike: there is no answer.
//
// > **A producer whose send ends without an answer can't know whether the record is stored.**
// > <small>claim: failed-is-unknown · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// So *failed* is the wrong word for such a payment. It is **unknown**, as in exercise 1.
//
// A refusal is an answer: the large record above was not stored. But it is about one attempt, not about an earlier one. Nor is every error a refusal; look at its name: `NOT_ENOUGH_REPLICAS_AFTER_APPEND` comes after the record was written.

// %% text-idempotent [markdown]
// ## A number on each batch
//
// An **idempotent** producer asks the broker for an id, and puts a **sequence number** on each batch for a partition.
//
// Three payments go to partition 0 without idempotence, and to partition 1 with it. Each time the answer to the first gets lost.

// %% predict-idempotent [markdown]
// **Before you run it:** how many records will each partition hold? And with idempotence, what will the second attempt get: an offset, or an error?

// %% demo-idempotent
const of = ({ value }: { value: string | null }) => value;
const look = { by: { name: "Payment", of }, label: () => "" };
const written: Record<string, string[]> = {};
const twice = await createTopic(cluster, "payments", { partitions: 2 });
for (const [partition, idempotent] of [false, true].entries()) {
  const writer = bumpy.kafka.producer({ idempotent });
  await writer.connect();
  proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
  for (const value of ["Ada", "Bo", "Cleo"]) {
    await writer.send({ topic: twice, messages: [{ partition, value }] });
  }
  const log = await readToEnd(cluster, twice, { partition });
  written[`idempotent: ${idempotent}`] = log.map(({ value }) => value!);
}
lanes(await readToEnd(cluster, twice), look);

// %% text-idempotent-notice [markdown]
// > **When an idempotent producer retries by itself, the log keeps one copy.**
// > <small>claim: idempotent-one-copy · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// The broker recognised the number of the second attempt, dropped the copy, and answered with an offset, as if it were new. No send has failed.
//
// It needs `acks: -1`; KafkaJS refuses the others.
//
// It covers only the producer's *own* retries. If your code calls `send` again, that is another batch with another number. If the program restarts, its producer gets another id. Idempotence is not *exactly once* (chapter 8).

// %% text-trap [markdown]
// ### Friday
//
// KafkaJS's documentation says that with `idempotent: true` the producer [will ensure each message is written exactly once](https://kafka.js.org/docs/producing#options). We add `maxInFlightRequests: 1`, and await every send.
//
// Four customers pay. We allow one retry. The answers to Bo's payment and to its retry are lost, so Bo's send fails. Then the connection works again, and Cleo and Eve pay.

// %% predict-trap [markdown]
// **Before you run it:** which of the four payments will be acknowledged, and which will be stored?

// %% demo-trap
const careful = { idempotent: true, maxInFlightRequests: 1 };
const payer = bumpy.kafka.producer({ ...careful, retry: { retries: 1 } });
await payer.connect();
const friday = await createTopic(cluster, "payments");
const told: Record<string, string> = {};
for (const value of ["Ada", "Bo", "Cleo", "Eve"]) {
  if (value === "Bo") proxy.inject({ dropResponse: { api: "Produce" } });
  const sending = payer.send({ topic: friday, messages: [{ value }] });
  told[value] = await sending.then(([at]) => at!.baseOffset!, () => "failed");
  proxy.clear();
}
await show(table([told], { title: "Offsets that the broker acknowledged" }));
const kept = await readToEnd(cluster, friday);
lanes(kept, { ...look, title: "What is stored" });

// %% text-trap-notice [markdown]
// Bo's send failed, and Bo is stored. Cleo was acknowledged, at the offset where Bo stands, and is not stored.
//
// When Bo's send failed, KafkaJS took his sequence number back and gave it to Cleo's payment. But the broker *had* stored Bo's. It took Cleo's for a copy of it, dropped it, and answered: stored.
//
// Disconnecting and connecting again doesn't help: the producer keeps its id and its count. More retries only make the failure rarer. (The documentation speaks of endless retries; by default KafkaJS gives up after five.)
//
// Taking the number back was questioned when that code was [discussed](https://github.com/tulios/kafkajs/pull/1050).

// %% text-crowd [markdown]
// ### And if no send fails?
//
// Now three pay at once. One answer gets lost, the retry succeeds, and no send fails.

// %% predict-crowd [markdown]
// **Before you run it:** three sends, three answers. Which payments are stored?

// %% demo-crowd
const saturday = await createTopic(cluster, "payments");
const crowd = await open(bumpy, saturday, { way: "many at once", ...careful });
proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
await crowd.run(ways["many at once"]!, ["Ada", "Bo", "Cleo"]);
const mixed = await readToEnd(cluster, saturday);
crowd.history.found(mixed);
await show(lanes(mixed, { ...look, title: "Three at once" }));
crowd.history.verdict().summary;

// %% text-crowd-notice [markdown]
// Three are acknowledged, and the log has three records, but one payment is there twice and another is missing.
//
// While one send takes its number back to try again, another takes the next, and the two counts no longer agree.
// A producer that is not idempotent would have stored a payment twice. This one has lost one as well.

// %% text-cure [markdown]
// ### What a producer must do instead
//
// 1. One send at a time for each idempotent producer.
// 2. After any failed send, open a new producer. It gets a new id, and counts from zero.
// 3. A send without an answer is unknown: the record may be stored or not.
//
// `openProducer` of this workbook follows these rules, and the later chapters use it. Every answer to Bo's payment gets lost until it gives up. Then three pay at once, and one more answer gets lost.

// %% predict-cure [markdown]
// **Before you run it:** which of the five payments will be acknowledged, and which will be stored?

// %% demo-cure
import { openProducer } from "workbook";
const safe = openProducer(bumpy, { deadlineMs: 1_500 });
cluster.onClose(() => safe.close());
const sunday = await createTopic(cluster, "payments");
const safely = new WatchedSends((values) =>
  safe.send(sunday, values.map((value) => ({ value })))
);
await safely.send("Ada");
proxy.inject({ dropResponse: { api: "Produce" } });
await safely.send("Bo").catch(() => proxy.clear());
proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
await safely.run(ways["many at once"]!, ["Cleo", "Eve", "Gil"]);
const whole = await readToEnd(cluster, sunday);
await show(lanes(whole, { ...look, title: "With the three rules" }));
table([safely.tally(whole)]);

// %% text-cure-notice [markdown]
// Nothing is lost or stored twice, and the order is kept: `openProducer` sent the three one after another.
//
// Bo is stored, and his payment counts as unknown. To find out, read the log. Sending it again would make a second payment, unless the reader can tell that both are the same order. Chapter 8 goes on from here.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-deliver [markdown]
// ### 1. No more than you know
//
// Send each of the payments once, and report which are acknowledged and which are unknown. Each goes into one of the two lists.
//
// `send(payment)` resolves when the broker has acknowledged it, and rejects when no answer came. In the check some answers will be missing, and others late.

// %% exercise-deliver
/** Sends each payment once, and reports what is known of it. */
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  // BEGIN SOLUTION
  const report: Report = { acknowledged: [], unknown: [] };
  for (const payment of payments) {
    // Here a rejection means that the answer is missing; it says nothing about the record.
    const isKnown = await send(payment).then(() => true, () => false);
    report[isKnown ? "acknowledged" : "unknown"].push(payment);
  }
  return report;
  // END SOLUTION
}

// %% hint-deliver [markdown]
// <details><summary>A nudge</summary>
//
// One payment fails. What about those before it, and those after it? Each has an outcome of its own.
//
// </details>
// <details><summary>More</summary>
//
// Catch the failure where the single send is, in a loop or in `Promise.allSettled`. And don't send again: you don't know what is missing, the record or its answer.
//
// </details>

// %% check-deliver
import { checkDeliver } from "chapters/04_send_modes/mod.ts";
await checkDeliver(cluster, deliver);

// %% text-modes [markdown]
// ### 2. Three needs
//
// Choose a mode for each.
//
// - `clicks`, 20 on a page. A few may be missing. The page must be served even while the broker hangs.
// - `payments`, one customer after another. Each is acknowledged before the lamp is packed. None may be lost or stored twice.
// - `prices`, 300 lines, over a slow connection. At most ten requests, less than half the bytes of the lines, none lost or stored twice.
//
// A mode looks like `{ way: "awaited", acks: 1, idempotent: false, gzip: false }`. The ways are `"fire and forget"`, `"awaited"`, `"with handlers"`, `"many at once"` and `"one batch"`. In the check a request and an answer get lost, and KafkaJS retries. Exercise 3 is about sends that fail.

// %% exercise-modes
import type { Choice } from "chapters/04_send_modes/mod.ts";
/** The send mode for each of Lantern's needs. */
function chooseModes(): Choice {
  // BEGIN SOLUTION
  return {
    // The page need not wait for a click, and a few may be lost.
    clicks: { way: "fire and forget", acks: 0, idempotent: false, gzip: false },
    // Each answer is needed before the next customer. It is the truth
    // as long as no send fails; exercise 3 is about the rest.
    payments: { way: "awaited", acks: -1, idempotent: true, gzip: false },
    // All lines are there at once: they can share a request, and repeat each other.
    prices: { way: "one batch", acks: -1, idempotent: true, gzip: true },
  };
  // END SOLUTION
}

// %% hint-modes [markdown]
// <details><summary>A nudge</summary>
//
// Ask of each need: who waits for the answer, and what does it cost if there is none? Then look again at the table *When the caller could go on*, at the bytes with gzip, and at the two tables that count `lost` and `stored twice`.
//
// </details>
// <details><summary>More</summary>
//
// *Not twice* needs the broker's help, and that needs `acks: -1`. *Few bytes* needs many records in one request.
//
// </details>

// %% check-modes
import { checkModes } from "chapters/04_send_modes/mod.ts";
await checkModes(cluster, chooseModes);

// %% text-book [markdown]
// ### 3. Repair Friday's code
//
// ```ts
// const producer = await ledger.open();
// for (const value of payments) {
//   await producer.send({ topic: ledger.topic, messages: [{ value }] }).catch(log);
// }
// ```
//
// This ran on Friday. Rewrite it with KafkaJS alone. Send each payment by itself, with `acks: -1`; what the broker acknowledges must be stored, once. Return the payments that are acknowledged.
//
// `ledger.open(config)` returns a connected producer with `idempotent: true`, `maxInFlightRequests: 1`, one retry, and your own settings. You need not disconnect it. In the check some payments get no answer, however often they are tried.

// %% exercise-book
/** Books payments, and gives back those that the broker has acknowledged. */
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  // BEGIN SOLUTION
  let producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    const isStored = await producer.send(record).then(() => true, () => false);
    if (isStored) acknowledged.push(value);
    // It would give the next payment the number of this one, which may be stored.
    else producer = await ledger.open();
  }
  return acknowledged;
  // END SOLUTION
}

// %% hint-book [markdown]
// <details><summary>A nudge</summary>
//
// The loss does not happen to the payment that fails. To which one does it happen, and who sends it?
//
// </details>
// <details><summary>More</summary>
//
// The three rules, one by one. The second says what to do when `send` rejects, before the next payment. The third says what not to do with the one that failed.
//
// </details>

// %% check-book
import { checkBook } from "chapters/04_send_modes/mod.ts";
await checkBook(cluster, book);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>A colleague says: "We await every send, so our data is safe." What do you ask?</summary>
//
// Which answer he waits for. With <code>acks: 0</code> none. With <code>acks: 1</code> that of one broker, whose copy is lost with it.
// With <code>acks: -1</code> all copies that are in sync, and that may be a single one, unless the topic asks for more
// (<code>min.insync.replicas</code>). What survives the loss of a broker is three copies, two of them required, and <code>acks: -1</code>.
//
// </details>
// <details><summary>Fire and forget and <code>acks: 0</code>: what is the difference?</summary>
//
// With the first, the broker answers and KafkaJS retries; only your code ignores the outcome. With the second there is no answer, so a loss is not noticed and not retried.
// In the table after the kill the first counts as <i>unknown</i>, the second as <i>acknowledged</i>.
//
// </details>
// <details><summary>How large should a batch be?</summary>
//
// As large as you can wait for, and below what the topic takes (<code>max.message.bytes</code>, about 1 MB by default).
// All records of a send share its outcome. In a cluster a send makes one request for each broker that leads one of its partitions,
// so when it fails, some of its records may be stored and others not. To know the outcome of each record, send each by itself.
//
// </details>
// <details><summary>A nightly script fires 300 sends, forgets them, and ends with <code>Deno.exit()</code>. What is stored?</summary>
//
// What had reached the broker by then, perhaps nothing. The sends were still under way, and a program that has ended can't retry.
// Keep the promises, and wait for all of them before the program ends.
//
// </details>
// <details><summary>Bo's payment is unknown. The shop has to decide today. What can it do?</summary>
//
// Read the log: if his payment is there, it is booked. If it is not there now, a request may still be under way, so wait until none can be.
// Or send it again with the order's number in it, and let the reader of the payments ignore a number that it has seen.
// Such a reader is idempotent too, but no setting makes it so.
//
// </details>
// <details><summary>Does any of this concern the Java client?</summary>
//
// A send without an answer is unknown there too. The loss of an acknowledged record is not to be expected: after such a failure the Java client begins a new count with a new epoch
// (<a href="https://cwiki.apache.org/confluence/pages/viewpage.action?pageId=89068820">KIP-360</a>),
// and it numbers its batches in one queue for each partition. By default it is idempotent, and retries for two minutes. Chapter 11 compares clients.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - `acks` says which brokers must have a record before the answer. With `acks: 0` there is no answer, and every send succeeds.
// - *Fire and forget* still retries, but its caller never learns the outcome.
// - A send without an answer is unknown: the record may be stored or not. Sending it again can store it twice.
// - An idempotent producer's own retries make no copies. That is not *exactly once*, and with KafkaJS it can lose an acknowledged record.
// - With an idempotent producer of KafkaJS: one send at a time, and a new producer after every failed send.

// %% teardown
await cluster.close();
