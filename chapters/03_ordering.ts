// %% title [markdown]
// # 3. Order
//
// *Shipped, paid, created*
//
// The parcel service opens the file of order 1001 and reads *shipped*. Below it stands *paid*, and last comes *created*.
//
// No server failed that night. No record is missing. The shop did the three things in the right order.
//
// After this chapter you can
// - say which records Kafka keeps in order, and which it does not,
// - keep an order's life in sequence for every reader,
// - find the line of code that breaks it while every broker is healthy.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as before.

// %% setup
import { Kafka, logLevel, type Producer } from "kafkajs";
import { connect, type ConsumerRecord, createTopic, readToEnd } from "workbook";
import { lanes, table } from "pictures";
import {
  checkInSequence,
  type Dispatcher,
  type Send,
} from "chapters/03_ordering/mod.ts";

const cluster = await connect("03_ordering");

// %% text-early [markdown]
// ## Inside a lane, and between lanes
//
// The life of an order has three events: *created*, *paid*, *shipped*. We write such an event as `1001 paid`.
//
// To measure disorder we need a rule that a program can apply. Here is one: a record came **too early** if an event that belongs before it, of the same order, comes after it.

// %% demo-early
const EVENTS = ["created", "paid", "shipped"];
const ORDERS = Array.from({ length: 7 }, (_, i) => `${1001 + i}`);
const orderOf = ({ value }: ConsumerRecord): string => value!.split(" ")[0]!;
const eventOf = ({ value }: ConsumerRecord): string => value!.split(" ")[1]!;
const byOrder = { name: "Order", of: orderOf };
const step = (record: ConsumerRecord): number =>
  EVENTS.indexOf(eventOf(record));

function tooEarly(records: ConsumerRecord[]): ConsumerRecord[] {
  return records.filter((record, place) =>
    records.slice(place).some((later) =>
      orderOf(later) === orderOf(record) && step(later) < step(record)
    )
  );
}

// %% text-lanes [markdown]
// Now a busy morning. Seven orders are created, then all seven are paid, then all seven are shipped.
// We send the 21 records without a key, and wait for the broker's answer after each, so nothing is in a hurry.
//
// Only then are they read, by the parcel service, which has just been started.

// %% predict-lanes [markdown]
// **Before you run it:** three partitions, 21 records, sent one after another. How many of the seven orders will the parcel service read out of sequence?

// %% demo-lanes
const producer = cluster.kafka.producer();
await producer.connect();
const unkeyed = await createTopic(cluster, "orders", { partitions: 3 });
for (const event of EVENTS) {
  for (const order of ORDERS) {
    const messages = [{ value: `${order} ${event}` }];
    await producer.send({ topic: unkeyed, messages });
  }
}
const asRead = await readToEnd(cluster, unkeyed);
const early = new Set(tooEarly(asRead));
const turned = new Set([...early].map(orderOf)).size;
const flag = (r: ConsumerRecord) => early.has(r) ? "read too early" : null;
const outcome = `Without keys: ${turned} of 7 orders read out of sequence`;
lanes(asRead, { title: outcome, by: byOrder, label: eventOf, flag });

// %% text-lanes-notice [markdown]
// Look along a lane: *created* stands before *paid*, and *paid* before *shipped*. Nothing is wrong inside a lane.
// Now follow one colour. Its three events lie in three lanes, and the reader took one lane before the other.
//
// > **Kafka keeps records in order within a partition, and promises no order between partitions.**
// > <small>claim: order-within-partitions · [Kafka documentation, "Consumer Position"](https://kafka.apache.org/43/design/design/#consumer-position)</small>
//
// So nothing is broken here. We relied on an order that Kafka does not promise.

// %% text-again [markdown]
// ### Read it again
//
// The topic does not change any more, and we read it again, with the same code.

// %% predict-again [markdown]
// **Before you run it:** five readings of the same 21 records. Will they agree?

// %% demo-again
const outOfSequence = (records: ConsumerRecord[]): number =>
  new Set(tooEarly(records).map(orderOf)).size;
const five = { length: 5 };
const readings = await Array.fromAsync(five, () => readToEnd(cluster, unkeyed));
table(readings.map((records, i) => ({
  reading: i + 1,
  "lanes, in turn": [...new Set(records.map((r) => r.partition))].join(", "),
  "first record": records[0]!.value,
  "orders out of sequence": outOfSequence(records),
})));

// %% text-again-notice [markdown]
// The same records, and yet the readings differ: KafkaJS shuffles the lanes before it asks for them, so that none is always last.
//
// A reader that had been running all morning would have got each record within milliseconds, and hardly one too early.
// So this mistake passes most tests, and shows itself on the day when a reader is restarted with a backlog.

// %% text-clocks [markdown]
// ## Sort by the clock?
//
// Every record carries a **timestamp**. Could we not read everything and sort?
//
// Unless a topic says otherwise, that time is the producer's: `CreateTime`, what its clock showed when it made the record.
// There is one limit: since Kafka 4.0, the broker refuses a record from more than an hour in its own future
// (`message.timestamp.after.max.ms`). It takes any time in the past.
//
// With `message.timestamp.type` set to `LogAppendTime`, the broker writes down its own time instead, when it appends the record.
//
// Lantern's payment service runs on a machine of its own. Its clock is a minute slow.

// %% predict-clocks [markdown]
// **Before you run it:** the same life goes into two topics, one of each kind, and is sorted by timestamp.
// What is the first event of order 1001 in each?

// %% demo-clocks
const rows: object[] = [];
for (const kind of ["CreateTime", "LogAppendTime"]) {
  const layout = { partitions: 3, configs: { "message.timestamp.type": kind } };
  const topic = await createTopic(cluster, "orders", layout);
  for (const event of EVENTS) {
    const timestamp = `${Date.now() - (event === "paid" ? 60_000 : 0)}`;
    const messages = [{ value: `1001 ${event}`, timestamp }];
    await producer.send({ topic, messages });
  }
  const records = await readToEnd(cluster, topic);
  records.sort((a, b) => Number(a.timestamp) - Number(b.timestamp));
  for (const r of records) rows.push({ kind, at: r.timestamp, event: r.value });
}
table(rows);

// %% text-clocks-notice [markdown]
// > **With `CreateTime`, which is the default, a record's timestamp is what its producer says.**
// > <small>claim: create-time · [KafkaJS documentation, "Timestamp"](https://kafka.js.org/docs/producing#message-timestamp)</small>
//
// So *paid* is first, a minute before there was an order to pay.
//
// > **With `LogAppendTime`, the broker's time of appending takes its place.**
// > <small>claim: append-time · [Kafka documentation, "Topic Configs"](https://kafka.apache.org/43/configuration/topic-configs/#topicconfigs_message.timestamp.type)</small>
//
// In this run no event has a later time than one that came after it. Some may have the same, for a millisecond is long, and a sort can't tell equals apart.
// And a broker's clock can be set back as well. In a cluster the partitions lie on several brokers, each with a clock of its own.

// %% text-clocks-use [markdown]
// ### What a sorted list is good for
//
// A list sorted by time is fine for people: *what happened around 02:14?*
// A program that ships lamps must not rely on it, for the clocks of three machines differ.
//
// There is also an order that you must not lose while sorting, namely the one inside each partition. Exercise 2 is about that.

// %% text-keyed [markdown]
// ## One order, one lane
//
// Instead of repairing the order afterwards, could we keep it from the start? We need not have *all* records in one line.
// It does not matter whether order 1001 was paid before 1002. Each order's own life is enough.
//
// From chapter 2 you know what holds records together: equal keys go to one partition.

// %% predict-keyed [markdown]
// **Before you run it:** the same morning, with the order as the key, and again five readings. Will they begin with the same lane this time? And how many orders will come out of sequence in each?

// %% demo-keyed
const keyed = await createTopic(cluster, "orders", { partitions: 3 });
for (const event of EVENTS) {
  for (const key of ORDERS) {
    const messages = [{ key, value: `${key} ${event}` }];
    await producer.send({ topic: keyed, messages });
  }
}
const rereadings = await Array.fromAsync(five, () => readToEnd(cluster, keyed));
const counts = rereadings.map(outOfSequence).join(", ");
const starts = rereadings.map(([first]) => first!.partition).join(", ");
lanes(rereadings[0]!, {
  title: `Lanes read first: ${starts}. Orders out of sequence: ${counts}`,
  by: byOrder,
  label: eventOf,
});

// %% text-keyed-notice [markdown]
// > **Every reader gets the records of a partition in the order in which they were written.**
// > <small>claim: every-reader-same-order · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// The readings still begin with any lane. It no longer matters, because no life crosses from one to another, as long as no partitions are added.
//
// And if three services send the three events? Then the key alone won't do: the payment service must not send *paid* before *created* is stored.
// It is safe if it begins when it has *read* that record.

// %% text-at-once [markdown]
// ## The key settles where. What settles when?
//
// Waiting for each answer seems slow. A colleague takes the `await` out of the loop: the key keeps an order in one partition anyway, he says.
//
// The function below sends the three events of an order in one breath, and then waits for all three answers.

// %% predict-at-once [markdown]
// **Before you run it:** same key, same partition, one producer, one healthy broker. How many of seven lives are stored out of sequence?

// %% demo-at-once
async function allAtOnce(writer: Producer, topic: string): Promise<void> {
  for (const key of ORDERS) {
    await Promise.all(EVENTS.map((event) => {
      const messages = [{ key, value: `${key} ${event}` }];
      return writer.send({ topic, messages });
    }));
  }
}
const atOnce = await createTopic(cluster, "orders", { partitions: 3 });
await allAtOnce(producer, atOnce);
const stored = await readToEnd(cluster, atOnce);
const wrong = new Set(tooEarly(stored));
const sign = (r: ConsumerRecord) => wrong.has(r) ? "stored too early" : null;
const title = `All at once: ${outOfSequence(stored)} of 7 out of sequence`;
lanes(stored, { title, by: byOrder, label: eventOf, flag: sign });

// %% text-at-once-notice [markdown]
// This time the disorder is *in* the lanes. Every reader will see it, for ever.
//
// Each send was answered; there was no error and no retry. Before a request leaves, KafkaJS takes several asynchronous steps, and a send that has fewer of them to wait for can overtake another. [Others have met it](https://github.com/tulios/kafkajs/issues/1353).
//
// Which send overtakes which is not for us to rely on. A partition keeps the order in which requests *arrive*, and only you can see to it that they arrive as you wrote them.

// %% text-settings [markdown]
// ### Is there a setting for that?
//
// Two settings of a KafkaJS producer are about requests under way.
// `maxInFlightRequests: 1` allows one unanswered request at a time. `idempotent: true` lets the broker recognise a request that it gets twice; chapter 4 is about it.

// %% predict-settings [markdown]
// **Before you run it:** which of the three keep seven lives in sequence, sent as before, three events at once?

// %% demo-settings
const settings = {
  "maxInFlightRequests: 1": { maxInFlightRequests: 1 },
  "idempotent: true": { idempotent: true },
  "both": { maxInFlightRequests: 1, idempotent: true },
};
const outcomes: { setting: string; "orders out of sequence": number }[] = [];
for (const [setting, config] of Object.entries(settings)) {
  const topic = await createTopic(cluster, "orders", { partitions: 3 });
  const writer = cluster.kafka.producer(config);
  await writer.connect();
  await allAtOnce(writer, topic);
  const count = outOfSequence(await readToEnd(cluster, topic));
  outcomes.push({ setting, "orders out of sequence": count });
}
table(outcomes);

// %% text-settings-notice [markdown]
// None of them. They act on requests that are ready to leave, and ours have changed places before that.
//
// This is KafkaJS, not Kafka. In the Java client, a record has its place in a queue of its partition before `send()` returns.
// What holds for one client need not hold for another. Chapter 11 compares them.

// %% text-proxy [markdown]
// ## The second attempt
//
// Say the requests do leave in order. Then one of them gets lost on the way.
//
// A producer that gets no answer in time sends again: that is a **retry**. KafkaJS does it by itself, five times unless told otherwise.
//
// To see one, we put a proxy between a producer and the broker. It can lose a request. The producer below waits one second for an answer.

// %% demo-proxy
import { faults } from "lab";
const proxy = await faults.between(cluster);
cluster.onClose(() => proxy[Symbol.asyncDispose]());
const { brokers } = proxy;
const quick = { brokers, requestTimeout: 1_000, logLevel: logLevel.NOTHING };
const sender = new Kafka(quick).producer({ retry: { initialRetryTime: 50 } });
cluster.onClose(() => sender.disconnect());
await sender.connect();

/** Has the proxy lose the next request to write; resolves when it is lost. */
function loseNext(): Promise<unknown> {
  const before = proxy.seen.filter(({ api }) => api === "Produce").length;
  proxy.inject({ dropRequest: { api: "Produce", nth: 1, keepOpen: true } });
  return proxy.when("Produce", before + 1);
}

// %% text-retry [markdown]
// We send *created*, and don't wait for its answer. We wait until its request is lost. Only then do we send *paid*.

// %% predict-retry [markdown]
// **Before you run it:** *created* was sent first, and was far ahead. Which of the two will stand at offset 0?

// %% demo-retry
import { offsetRanges } from "workbook";
const counter = await createTopic(cluster, "orders");
const send = (...events: string[]) =>
  sender.send({
    topic: counter,
    messages: events.map((event) => ({ key: "1001", value: `1001 ${event}` })),
  });
const lost = loseNext();
const created = send("created");
await lost;
await send("paid");
await created;
const afterRetry = await readToEnd(cluster, counter);
afterRetry.map(({ offset, value }) => `${offset} ${value}`);

// %% text-retry-notice [markdown]
// Both were answered, both are stored, and *paid* is first. When the retry came, the other had long been stored.
//
// > **Without idempotence, and with several requests under way, a retry can put a record after one that was sent later.**
// > <small>claim: retry-can-reorder · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_retries)</small>
//
// The producer can't know better. When an answer is missing, it may be the request that was lost, or the answer alone.
// A send without an answer is neither *written* nor *not written*. It is **unknown**.

// %% text-styles [markdown]
// ### Which ways of sending stand it?
//
// Here are three ways to send a life, and each meets the same bad luck: its first request gets lost. Each then waits a second for an answer, so the cell takes about four.

// %% predict-styles [markdown]
// **Before you run it:** which of the three keep *created*, *paid*, *shipped* in sequence?

// %% demo-styles
const styles = {
  "not awaited": () => Promise.all(EVENTS.map((event) => send(event))),
  "awaited": async () => {
    for (const event of EVENTS) await send(event);
  },
  "one send": () => send(...EVENTS),
};
const found: { style: string; stored: string }[] = [];
for (const [style, sendLife] of Object.entries(styles)) {
  const [before] = await offsetRanges(cluster, counter);
  await Promise.all([loseNext(), sendLife()]);
  const life = await readToEnd(cluster, counter, { from: before!.end });
  found.push({ style, stored: life.map(eventOf).join(", ") });
}
table(found);

// %% text-styles-notice [markdown]
// > **A producer's records for one partition are stored as it sent them, copies apart, if each send has its answer before the next begins, or if they go together in one send.**
// > <small>claim: order-of-sends · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_max.in.flight.requests.per.connection)</small>
//
// An awaited send includes its retries. And one send is one request: lost whole, repeated whole.
//
// What can still come is a copy. A request that was given up may arrive after all, even after the next one. Chapter 4 has the number by which the broker drops it.
//
// Waiting costs a round trip for each event. But the caller need not: in chapter 1, a chain of promises waited for it.
// And must order 1002 wait for 1001? Exercise 4 asks.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-in-sequence [markdown]
// ### 1. Ten lives
//
// Send *created*, *paid* and *shipped* of each order, so that every reader of the topic finds each order's events in sequence.
// The value is `1001 created`, as above. The topic has three partitions, and the check gives you a producer on a rough road: of two sends under way, the later one arrives first.
//
// All must be stored when your function is done. If a send fails, so must your function.

// %% exercise-in-sequence
/** Sends the events of each order, so that every reader sees them in sequence. */
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  // BEGIN SOLUTION
  // The key keeps an order in one partition; one send keeps its events together, in this sequence.
  for (const key of orders) {
    const messages = EVENTS.map((event) => ({ key, value: `${key} ${event}` }));
    await producer.send({ topic, messages });
  }
  // END SOLUTION
}

// %% hint-in-sequence [markdown]
// <details><summary>A nudge</summary>
//
// There are two questions: in which partition, and when. What do the events of one order share that those of another don't?
//
// </details>
// <details><summary>More</summary>
//
// A key settles the partition. For the *when* you have seen two ways that stand even a lost request.
//
// </details>

// %% check-in-sequence
await checkInSequence(cluster, sendLives);

// %% text-chronological [markdown]
// ### 2. The morning, for people
//
// Bo wants the unkeyed topic as one list by time. Merge the partitions; each comes as a list in the order of its offsets.
//
// Of the records that are *next* in their partitions, take the one with the earliest timestamp, and so on. With equal times, the lower partition goes first.
// That way no partition's own order is touched, even where a clock was set back.

// %% exercise-chronological
/** Merges partitions by time, and keeps the order within each. */
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  // BEGIN SOLUTION
  const queues = partitions.map((records) => [...records]);
  const merged: ConsumerRecord[] = [];
  // Only the heads are compared: a record after one stays after it, whatever its time.
  const time = (queue: ConsumerRecord[]): number =>
    Number(queue[0]?.timestamp ?? Infinity);
  while (merged.length < partitions.flat().length) {
    const next = queues.reduce((a, b) => time(b) < time(a) ? b : a);
    merged.push(next.shift()!);
  }
  return merged;
  // END SOLUTION
}

// %% hint-chronological [markdown]
// <details><summary>A nudge</summary>
//
// Think of three queues at three doors, and you let in one person at a time. Whom do you look at?
//
// </details>
// <details><summary>More</summary>
//
// Sorting everything lets people overtake within a queue. Keep a place for each partition, compare only the records at these places, and move on the one you took.
// `Number(record.timestamp)` is the time in milliseconds.
//
// </details>

// %% check-chronological
import { checkChronological } from "chapters/03_ordering/mod.ts";
await checkChronological(cluster, chronological);

// %% text-examine [markdown]
// ### 3. What can you swear to?
//
// The auditor has a topic that several programs wrote, some without keys. You get its records as they were read. Some orders have had only one or two events so far; that is no fault. Name, each once, the orders
//
// - `turned`: all events in one partition, and there in a wrong sequence,
// - `apart`: events in more than one partition, so that Kafka vouches for no sequence at all.

// %% exercise-examine
/** Names the orders whose sequence is wrong, and those where Kafka knows of none. */
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  // BEGIN SOLUTION
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const [order, life] of Map.groupBy(records, orderOf)) {
    // "Read before" means "written before" only within a partition, so that question comes first.
    const lanes = new Set(life.map(({ partition }) => partition));
    if (lanes.size > 1) report.apart.push(order);
    else if (tooEarly(life).length > 0) report.turned.push(order);
  }
  return report;
  // END SOLUTION
}

// %% hint-examine [markdown]
// <details><summary>A nudge</summary>
//
// The list mixes partitions by chance. For which pairs of its records does *before* in the list mean *before* in Kafka?
//
// </details>
// <details><summary>More</summary>
//
// `Map.groupBy(records, orderOf)` gives you one life at a time. Look at its partitions first. `tooEarly` from above works on a single life too.
//
// </details>

// %% check-examine
import { checkExamine } from "chapters/03_ordering/mod.ts";
await checkExamine(cluster, examine);

// %% text-side-by-side [markdown]
// ### 4. Orders side by side
//
// Lantern's web server calls `dispatch` whenever something happens, and can't wait for a broker.
// Send each order's events in sequence, but let no order wait for another: an answer that is late holds up its own order only.
//
// `send` sends one event, with the order as key, and resolves when the broker has answered. `done` resolves when everything is stored, and rejects when something can't be. Until it is called, a failed send must not end the program.
//
// ```ts
// type Send = (order: string, event: string) => Promise<void>;
// type Dispatcher = {
//   dispatch(order: string, event: string): void;
//   done(): Promise<void>;
// };
// ```

// %% exercise-side-by-side
/** Sends events in the background, each order's in sequence. */
function dispatcher(send: Send): Dispatcher {
  // BEGIN SOLUTION
  const last = new Map<string, Promise<void>>(); // one chain an order, so no other waits
  return {
    dispatch(order, event): void {
      const start = () => send(order, event);
      const sent = last.get(order)?.then(start) ?? start();
      last.set(order, sent); // until it is done; one that failed stays, for done()
      sent.then(() => last.get(order) === sent && last.delete(order), () => {});
    },
    done: async () => void await Promise.all(last.values()),
  };
  // END SOLUTION
}

// %% hint-side-by-side [markdown]
// <details><summary>A nudge</summary>
//
// In chapter 1 every line waited for the line before it. Who has to wait for whom here?
//
// </details>
// <details><summary>More</summary>
//
// Not one chain of promises, but one for each order. What could hold a promise by the name of its order?
//
// </details>

// %% check-side-by-side
import { checkSideBySide } from "chapters/03_ordering/mod.ts";
await checkSideBySide(cluster, dispatcher);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>A colleague writes Java, never waits for a send, and says his order holds even when a request is lost. Can that be?</summary>
//
// Yes. His client puts records into one queue for each partition as <code>send()</code> is called, and it is idempotent by default: each batch carries a number, and the broker takes none before its turn.
// Kafka's documentation promises that order for up to five requests under way
// ([`max.in.flight.requests.per.connection`](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_max.in.flight.requests.per.connection)).
// KafkaJS has a setting of the same name, and does not keep that promise for sends that are not awaited. Chapter 4 counts what that can cost.
//
// </details>
// <details><summary>The parcel service hands every record it reads to <code>Promise.all</code>, to be faster. The topic is in perfect order. What does it see?</summary>
//
// Records handed over in order, and work finished in any. <i>Shipped</i> may be done while <i>paid</i> still waits for a bank.
// Order is kept as far as you keep it: work on one order's events one after another, and on several orders side by side, as in exercise 4.
//
// </details>
// <details><summary>A payment can't be booked just now. The worker puts <i>paid</i> into a retry topic, to be tried in ten minutes, and goes on. What has become of the order's life?</summary>
//
// It is out of sequence: <i>shipped</i> is handled now, <i>paid</i> in ten minutes. A retry topic and a dead-letter topic (chapter 7) give up the order of their keys.
// Where that matters, the later events of the same order have to wait too. Chapter 7 comes back to it.
//
// </details>
// <details><summary>The auditor wants the events of <i>all</i> orders in one exact sequence. What do you offer, and what does it cost?</summary>
//
// A topic with one partition. Then one broker takes every write, and of several readers that share the work only one can have any.
// Or ask what the auditor compares: mostly it is the events of one order, and a key gives that for nothing.
//
// </details>
// <details><summary>In exercise 4, sending <i>created</i> fails for good. What becomes of <i>paid</i>?</summary>
//
// In our solution it is never sent, and <code>done()</code> rejects, now and later. The life ends early, but what is stored of it is in sequence.
// The other orders go on: the empty function that ends <code>sent.then(…, () => {})</code> keeps an unhandled rejection from ending the program.
// With a <code>catch</code> between the links, <i>paid</i> would be stored without the <i>created</i> before it.
// Neither is always right. But it should be you who decides it, and not a forgotten <code>await</code>.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - Kafka keeps order within a partition. Between partitions there is none, however slowly you send.
// - Equal keys put records into one partition. For their order there, wait for each answer, or send them together.
// - Timestamps come from clocks that differ. They help people, and do not tell a program what came first.
// - A retry comes later than the first attempt. Records that were sent meanwhile are stored before it.
// - Records without a guaranteed order may come in order for months, until a reader is restarted with a backlog.

// %% teardown
await cluster.close();
