// %% title [markdown]
// # 8. Delivery semantics
//
// *Two invoices for one lamp*
//
// On Sunday Lantern's billing service crashed, and Bo got two invoices for one lamp. *Work first, commit second*, as chapter 5 had taught.
// So they switched on idempotence. On Tuesday it crashed again, and Ada got two.
//
// Both versions had passed their tests. No test had killed anything.
//
// After this chapter you can
// - say what a service promises about each record, and put it to the test by killing it,
// - let records and offsets take effect together, by a transaction,
// - say where *exactly once* ends, and what helps beyond.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as in chapter 1.

// %% setup
import { connect, createTopic, kafkaErrorName, readToEnd } from "workbook";
import { lanes, show, table } from "pictures";
import { type Service, tryServices } from "chapters/08_delivery/mod.ts";

const cluster = await connect("08_delivery");

// %% text-services [markdown]
// ## Two lines
//
// The billing service reads an order, writes an invoice to another topic, and commits the order's offset.
// *Read, process, write*: most services around Kafka have this shape.
//
// Two of its lines leave a trace, one sends and one commits. Whichever comes first, a crash can come between.
// Chapter 5 showed that for a consumer that sends e-mails. Now the work is itself a record, so the producer has a say as well.
//
// `place` is the offset after the order. `invoice` is a topic and one message.

// %% demo-services
const commitFirst: Service["handle"] = async (
  { consumer, producer, place, invoice },
) => {
  await consumer.commitOffsets([place]);
  await producer.send(invoice);
};
const sendFirst: Service["handle"] = async (
  { consumer, producer, place, invoice },
) => {
  await producer.send(invoice);
  await consumer.commitOffsets([place]);
};

// %% text-plain [markdown]
// Three things can happen while they bill the third of five orders, 1003:
//
// - The service is killed after the first of its two lines.
// - It is killed after the second.
// - Nothing is killed, but the broker's answer to the send gets lost. KafkaJS sends again.
//
// *Killed* is meant literally. The services run in a process of their own, each stops exactly there, and the process gets `kill -9`.
// A second process takes over: the same code, the same groups. The dead are taken out of their groups at once, so it waits for no session timeout.
//
// Each service is tried with a plain producer and with an **idempotent** one, which numbers what it sends (chapter 4).

// %% predict-plain [markdown]
// **Before you run it:** four services, three faults. Which services lose an order, and which bill one twice?
// Does any of the four bill each order once, whatever happens?

// %% demo-plain
import { trialMatrix } from "chapters/08_delivery/mod.ts";
const handlers = { "commit first": commitFirst, "send first": sendFirst };
const producers = { plain: {}, idempotent: { idempotent: true } };
const services = Object.entries(handlers).flatMap(([order, handle]) =>
  Object.entries(producers).map(([kind, producer]): Service => ({
    name: `${order}, ${kind}`,
    handle,
    producer,
  }))
);
const trials = await tryServices(cluster, services);
trialMatrix(trials);

// %% text-plain-notice [markdown]
// Read it by rows: a service keeps only the promise that holds under every fault.
//
// - *Commit first, idempotent* may lose and never doubles: **at most once**.
// - *Send first*, both of them, may double and never lose: **at least once**.
// - *Commit first, plain* does both. It promises nothing. For at most once, switch off the producer's retries too.
//
// In the middle column all of them look alike, and good. A test that kills only there shows nothing.

// %% text-idempotent [markdown]
// Now look at the right column. The broker knew the number of the invoice and dropped the copy, as in chapter 4.
//
// Then compare the left column: there idempotence changed nothing. The successor is another producer and begins a count of its own. To the broker, its invoice is a new one.
//
// > **Idempotence ends with its producer: what a successor sends again is written again.**
// > <small>claim: idempotence-ends · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// It cures what the *client* sends again. What the *service* does again is beyond it.
// The trouble is that there are two traces at all. Can they become one?

// %% text-transaction [markdown]
// ## All of it or nothing
//
// A **transaction** makes several sends one. It ends by a *commit*, and all of them count, or by an *abort*, and none does.
//
// The records go into the log at once, like any others. What comes later is a **marker**, a small record of the broker's own, in each partition concerned. It says *committed* or *aborted*.
//
// Such a producer needs a name that outlives it, the **transactional id**, and it is always idempotent.

// %% demo-transaction
const transactional = (noun: string): Service["producer"] => ({
  transactionalId: cluster.name(noun),
  idempotent: true,
  maxInFlightRequests: 1,
});
const billing = cluster.kafka.producer(transactional("billing"));
await billing.connect();
const invoices = await createTopic(cluster, "invoices");
for (const [value, end] of [["1001", "abort"], ["1002", "commit"]] as const) {
  const transaction = await billing.transaction();
  const messages = [{ key: value, value }];
  await transaction.send({ topic: invoices, messages });
  await transaction[end]();
}

// %% text-isolation [markdown]
// A consumer chooses what it wants to see, its **isolation level**.
// With **read_uncommitted** it gets every record. With **read_committed** it gets those that stand outside of any transaction, and those whose transaction was committed.
//
// In KafkaJS that is the switch `readUncommitted`.

// %% predict-isolation [markdown]
// **Before you run it:** the broker has acknowledged both invoices, 1001 and 1002. The first was aborted.
// Who will get it? And which offset does 1002 have?

// %% demo-isolation
import { joinGroup, newGroup, takeRecords } from "workbook";
const committed = await takeRecords(cluster, invoices, 1);
const curious = await joinGroup(cluster, {
  group: newGroup(cluster, "curious"),
  topic: invoices,
  name: "curious",
  config: { readUncommitted: true },
});
await curious.until(() => curious.records.length === 2, "both invoices");
await curious.leave();
lanes(curious.records, {
  title: "All that a reader gets with readUncommitted: true",
  flag: ({ offset }) =>
    offset === committed[0]!.offset ? null : "not with readUncommitted: false",
});

// %% text-isolation-notice [markdown]
// > **A reader of committed records never gets one of an aborted transaction.**
// > <small>claim: aborted-unseen · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// Offset 1 holds the marker that aborted 1001. No consumer is ever given a marker, but it takes an offset. So offsets have gaps, and the end minus the start is not the number of records.
//
// Know your client: KafkaJS reads committed records unless told otherwise, the Java client reads everything unless told otherwise. A transaction protects only readers who ask for it.

// %% text-open [markdown]
// ### A transaction that stays open
//
// Between send and marker, a transaction is open. Its records may still be committed or aborted, so what is a reader of committed records to do with them?
//
// In the next cell a producer sends invoice 1003 in a transaction and never ends it, as a killed process would.
// Then a plain producer, without any transaction, sends 1004.

// %% predict-open [markdown]
// **Before you run it:** the broker acknowledges 1004 at once. Can it be read at once?

// %% demo-open
const mixed = await createTopic(cluster, "invoices");
const brief = { ...transactional("forgetful"), transactionTimeout: 2_000 };
const forgetful = cluster.kafka.producer(brief);
await forgetful.connect();
const forgotten = await forgetful.transaction();
await forgotten.send({ topic: mixed, messages: [{ value: "1003" }] });
const plain = cluster.kafka.producer();
await plain.connect();
await plain.send({ topic: mixed, messages: [{ value: "1004" }] });
const since = performance.now();
const readAtOnce = (await readToEnd(cluster, mixed)).map(({ value }) => value);
const readLater = (await takeRecords(cluster, mixed, 1))
  .map(({ value }) => value);
const seconds = Math.round((performance.now() - since) / 100) / 10;
({ readAtOnce, readLater, seconds });

// %% text-open-notice [markdown]
// > **A reader of committed records gets nothing that comes after the first record of an open transaction in the same partition.**
// > <small>claim: open-blocks · [Kafka documentation, "Consumer Configs"](https://kafka.apache.org/43/configuration/consumer-configs/#consumerconfigs_isolation.level)</small>
//
// The place up to which everything is decided is the **last stable offset**. 1004 stands after it, so it had to wait until the broker aborted 1003. The broker does that when it first looks after `transactionTimeout`: two seconds here, by default a minute in KafkaJS. It looks every second here, by default every ten.
//
// So one killed service can hold up other producers' records too. A successor with the same transactional id ends it sooner: the first thing it does is to abort what was left open.

// %% text-together [markdown]
// ## Read, process, write: as one
//
// Offsets are committed by writing them to a topic, `__consumer_offsets`. And anything that is a record can be part of a transaction.
// So the *producer* commits the offset, on behalf of the consumer's group: `sendOffsets` writes it as a part of the transaction.
//
// `progress` is our `place` in the form that it takes: `{ consumerGroupId, topics: [{ topic, partitions: [{ partition, offset }] }] }`.
//
// Here are both orders of the lines again. In programs of your own begin with the send: KafkaJS's `sendOffsets` does not wait until the markers of the transaction before are written, and fails with `CONCURRENT_TRANSACTIONS`. Here the harness waits in its place.

// %% demo-together
const offsetFirst: Service["handle"] = async (tools) => {
  const transaction = await tools.producer.transaction();
  await transaction.sendOffsets(tools.progress);
  await transaction.send(tools.invoice);
  await transaction.commit();
};
const invoiceFirst: Service["handle"] = async (tools) => {
  const transaction = await tools.producer.transaction();
  await transaction.send(tools.invoice);
  await transaction.sendOffsets(tools.progress);
  await transaction.commit();
};

// %% text-matrix [markdown]
// The same faults again. *Step 1* and *step 2* are now two lines of one transaction, so a service that is killed after either of them leaves it open.

// %% predict-matrix [markdown]
// **Before you run it:** does it still matter which of the two lines comes first?
// And how often will invoice 1003 be *in the log* of a service that was killed after both?

// %% demo-matrix
const producer = transactional("matrix");
const inTransactions = await tryServices(cluster, [
  { name: "commit first, transactional", handle: offsetFirst, producer },
  { name: "send first, transactional", handle: invoiceFirst, producer },
]);
await show(trialMatrix([...trials, ...inTransactions]));
const inTheLog = inTransactions.map(({ service, fault, written }) => {
  const own = written.filter(({ value }) => value === "1003");
  return { service, fault, "invoices 1003": own.length };
});
table(inTheLog, { title: "In the log, aborted ones included" });

// %% text-matrix-notice [markdown]
// Two rows without a blemish: **exactly once**.
//
// > **The records and the offsets of a transaction take effect together or not at all.**
// > <small>claim: together-or-not · [Kafka documentation, "Using Transactions"](https://kafka.apache.org/43/design/design/#using-transactions)</small>
//
// What happened exactly? Where a service was killed, the work for 1003 was done twice, and where the send had come before the kill, the log holds the invoice twice. One copy belongs to an aborted transaction, so it counts for nothing. *Exactly once* is about what takes effect.
//
// Three things must go together: the transaction, readers of committed records and, with KafkaJS, the same transactional id for the successor.

// %% text-zombie [markdown]
// ## The one who came back
//
// A killed process stays dead. A worse kind seems dead: its machine hangs, the group gives its partition to another, and then the machine wakes up in the middle of a transaction. That is a **zombie**.
//
// Both have the same transactional id. The one that starts later gets a higher number from the broker, the **epoch**.

// %% predict-zombie [markdown]
// **Before you run it:** the zombie opened its transaction first, and its record stands first in the log. The successor commits. Then the zombie wakes up and commits as well.
// What does the broker say to it, and which records can be read?

// %% demo-zombie
const shared = transactional("night-shift");
const night = await createTopic(cluster, "invoices");
const zombie = cluster.kafka.producer(shared);
await zombie.connect();
const paused = await zombie.transaction();
await paused.send({ topic: night, messages: [{ value: "zombie's" }] });
const successor = cluster.kafka.producer(shared);
await successor.connect();
const next = await successor.transaction();
await next.send({ topic: night, messages: [{ value: "successor's" }] });
await next.commit();
const answer = await paused.commit()
  .then(() => "committed", (error) => kafkaErrorName(error));
const [first] = await takeRecords(cluster, night, 1);
({ answer, "first record read": first!.value });

// %% text-zombie-notice [markdown]
// > **Once a producer has started with a transactional id, an older one with that id can't commit any more.**
// > <small>claim: zombie-fenced · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_transactional.id)</small>
//
// The older one is **fenced**. KafkaJS hands on the broker's answer to its older requests, `INVALID_PRODUCER_EPOCH`; to newer ones the broker answers `PRODUCER_FENCED`. Trying again can't help. The only right answer is to stop.
//
// Fencing goes by the id. Two services with *different* ids never fence each other, even in one group.
// Newer clients are also fenced by their group ([KIP-447](https://cwiki.apache.org/confluence/display/KAFKA/KIP-447%3A+Producer+scalability+for+exactly+once+semantics)). KafkaJS is not. With it, take one transactional id for each partition that is read, and always the same.

// %% text-detour [markdown]
// ## Where exactly once ends
//
// All this takes a client that does its part. Let us try KafkaJS itself.
//
// The next cell opens a detour to the broker, by way of a proxy that can lose answers.
// On it four orders are billed, each in a transaction. The answers to the sends for 1002 never arrive.
// The producer gives up after four retries, so that you needn't wait long.

// %% setup-detour
import { type ConsumerRecord, openTransactions } from "workbook";
import { billUnanswered, connectThroughProxy } from "lab";

const detour = await connectThroughProxy(cluster);
const settings = { ...transactional("kept"), retry: { retries: 4 } };

// %% text-kept [markdown]
// The code below is what one writes: when something fails, abort, and go on with the next order. It keeps its producer.

// %% predict-kept [markdown]
// **Before you run it:** 1002 will fail and be aborted. What becomes of 1003 and 1004, with the network in order again?

// %% demo-kept
const kept = detour.cluster.kafka.producer(settings);
await kept.connect();
const billKept = async (topic: string, value: string): Promise<void> => {
  const transaction = await kept.transaction();
  try {
    await transaction.send({ topic, messages: [{ value }] });
    await transaction.commit();
  } catch (error) {
    await transaction.abort();
    throw error;
  }
};
const spoilt = await billUnanswered(cluster, detour, billKept);
await show(table(spoilt.rows));
spoilt.verdict.summary;

// %% text-kept-notice [markdown]
// 1003 was committed, and it can never be read. There was no error, either.
//
// It is the trap of chapter 4, inside a transaction: KafkaJS 2.2.4 gave 1003 the number of 1002, and the broker took it for a copy.
//
// New is what follows. The abort hid 1002, so 1003 was dropped as a copy of something that can never be read, and an empty transaction was committed.
//
// The cure is the same, too: after any error, a new producer.

// %% text-cured [markdown]
// `openTransactions` of this workbook does that. `transact` commits when its work is done, aborts when it throws, and lets a new KafkaJS producer follow any failure.
//
// The same four orders, the same lost answers. And this time the customers get an e-mail.

// %% predict-cured [markdown]
// **Before you run it:** 1002 is aborted again, and its invoice is never read.
// Who gets an e-mail?

// %% demo-cured
const patience = { deadlineMs: 1_500 };
const id = cluster.name("careful");
const careful = openTransactions(detour.cluster, id, patience);
const mails: string[] = [];
const billWithMail = (topic: string, order: string): Promise<unknown> =>
  careful.transact(async (transaction) => {
    mails.push(order); // sent, and gone
    await transaction.send(topic, [{ value: order }]);
  });
const cured = await billUnanswered(cluster, detour, billWithMail);
await show(table(cured.rows));
({ mails, summary: cured.verdict.summary });

// %% text-cured-notice [markdown]
// No committed order has vanished. But the customer of 1002 has an e-mail about an invoice that does not exist, and will get another one when 1002 is tried again.
//
// > **A transaction covers records and offsets in its Kafka cluster, and nothing else.**
// > <small>claim: outside-stays · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// An e-mail, a payment, a row in a database: an abort does not take them back. There are two ways out.
// Keep the offset in the same place as the result and write both at once. Or give each effect a name that stays the same when it is tried again, an **idempotence key**, and let the other side drop copies.

// %% text-limits [markdown]
// ### The small print
//
// Even inside Kafka, transactions are not those of a database.
//
// - Readers may see half of a committed transaction: one partition's marker is written before another's.
// - Nothing stops two transactions from acting on what both have read.
// - The protocol had holes. A late request could slip into the producer's *next* transaction; Jepsen found [lost writes, aborted reads and torn transactions](https://jepsen.io/analyses/bufstream-0.1.0) that came from it.
//   [KIP-890](https://cwiki.apache.org/confluence/display/KAFKA/KIP-890%3A+Transactions+Server-Side+Defense) mends that: in part for all clients, in full for those that speak the newer protocol. KafkaJS speaks the older one.
//
// So: transactions between topics, idempotent effects elsewhere, and a test that kills.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-promise [markdown]
// ### 1. What may it promise?
//
// A service was tried several times, with another fault each time. For each run a history has counted what went wrong. Four counts are about how often a record was dealt with:
//
// - `lost`: not in the log. `unprocessed`: in the log, but the work was not done.
// - `duplicated`: in the log twice. `redelivered`: in the log once, but the work was done again.
//
// Which promise may the service still make?

// %% exercise-promise
import type { Counts } from "chapters/08_delivery/mod.ts";
/** Names the strongest promise that no run has broken. */
function promiseOf(
  runs: Counts[],
): "exactly once" | "at most once" | "at least once" | "none" {
  // BEGIN SOLUTION
  // A promise is about every run: one loss in any of them is a loss.
  const loses = runs.some((run) => run.lost + run.unprocessed > 0);
  const doubles = runs.some((run) => run.duplicated + run.redelivered > 0);
  if (loses) return doubles ? "none" : "at most once";
  return doubles ? "at least once" : "exactly once";
  // END SOLUTION
}

// %% hint-promise [markdown]
// <details><summary>A nudge</summary>
//
// Which of the four counts break *at most once*, and which break *at least once*? How many runs does it take?
//
// </details>
// <details><summary>More</summary>
//
// Ask two questions, each of all runs together: was anything missing, and was anything done twice? Two questions, four answers.
//
// </details>

// %% check-promise
import { checkPromise } from "chapters/08_delivery/mod.ts";
await checkPromise(promiseOf);

// %% text-bill [markdown]
// ### 2. Bill it
//
// Write the billing of one order: its invoice, with the order's value, and the place to go on from.
// `office.producer` comes from `openTransactions`, so its `transact` gives you a transaction with `send(topic, records)` and `sendOffsets(group, [{ topic, partition, offset }])`, where `offset` is a `bigint`.
// `office.consumer` is a running member of the group, with `commitOffsets` as you know it.
// `office.invoices` is the topic for invoices (not the `invoices` from above), `office.group` the group's name.
//
// The check runs `bill` in a consumer, as KafkaJS runs `eachMessage`, and has a transaction fail just before its commit.

// %% exercise-bill
import type { Office } from "chapters/08_delivery/mod.ts";
/** Bills an order: its invoice and the group's progress take effect together or not at all. */
async function bill(order: ConsumerRecord, office: Office): Promise<void> {
  // BEGIN SOLUTION
  const { topic, partition, offset, value } = order;
  await office.producer.transact(async (transaction) => {
    await transaction.send(office.invoices, [{ value }]);
    // The group goes on after this order.
    const progress = [{ topic, partition, offset: offset + 1n }];
    await transaction.sendOffsets(office.group, progress);
  });
  // END SOLUTION
}

// %% hint-bill [markdown]
// <details><summary>A nudge</summary>
//
// How many traces does your code leave that could stand alone? Do you need everything that you are given?
//
// </details>
// <details><summary>More</summary>
//
// One `transact`, and in it one `send` and one `sendOffsets`. The offset is that of the next order to read, not of this one.
//
// </details>

// %% check-bill
import { checkBill } from "chapters/08_delivery/mod.ts";
await checkBill(cluster, bill);

// %% text-book [markdown]
// ### 3. Beyond Kafka
//
// Payments go into a ledger that is no part of Kafka. A payment's key is the customer, its value the amount.
// Both of its calls give promises: `ledger.get(name)` resolves to a number or `undefined`, and `ledger.put({ name: number, … })` resolves when all of its numbers are written; it writes all or none. A call that rejects has written nothing.
//
// The check cuts your function off after each of these calls in turn, as a killed process is cut off, and has each fail once. A successor is a program of its own that knows no more than the text of your function, and gets the payments from the first on again. There is one partition.

// %% exercise-book
import type { Ledger } from "chapters/08_delivery/mod.ts";
/** Adds a payment to its customer's balance, once, however often it is delivered. */
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  // BEGIN SOLUTION
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  // One write, so that no crash leaves the balance without the place, or the place without the balance.
  await ledger.put({ [customer]: balance, next: offset + 1 });
  // END SOLUTION
}

// %% hint-book [markdown]
// <details><summary>A nudge</summary>
//
// What survives a killed process? And what tells a payment that comes again from another payment of the same amount?
//
// </details>
// <details><summary>More</summary>
//
// Note in the ledger how far you are, as Kafka does for a group. If the balance and the note are two writes, the process dies between them.
//
// </details>

// %% check-book
import { checkBook } from "chapters/08_delivery/mod.ts";
await checkBook(book);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>Your <code>commit</code> got no answer. Is the transaction committed? May you send it again?</summary>
//
// That is not known yet, and sending again may bill twice. Start a new producer with the same transactional id: the broker first ends what was begun, one way or the other.
// Then read where the group stands. The committed offset says whether the order is billed, because both took effect together.
//
// </details>
// <details><summary>A transaction is aborted. Does the consumer go back to its records by itself?</summary>
//
// No. The committed offset has not moved, but the consumer's position in memory has, and it goes on from there. A program that aborts must go back: by <code>seek</code>,
// by throwing so that KafkaJS hands the record out again, or by starting anew from the committed offset.
//
// </details>
// <details><summary>A service ran for a year and billed each order once. What does it promise?</summary>
//
// That is not known. Two of the three columns in our matrix did not come up, or came up unseen. A promise is about the crash that has not happened yet.
//
// </details>
// <details><summary>Why not put every record into a transaction, to be safe?</summary>
//
// Each transaction costs several more requests and a marker in each partition. Readers of committed records wait for its end. And where the work can be repeated without harm, at least once is enough.
// Many services run at least once, with effects that may come twice.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - *At most once*, *at least once*, *exactly once* say what holds under every fault. Only faults test them.
// - Commit first loses, work first doubles. An idempotent producer stops its own copies, not its service's.
// - *Exactly once* in Kafka means: output and offsets in one transaction, readers of committed records and, with KafkaJS, one lasting transactional id.
// - *Uncommitted records are invisible*: in KafkaJS by default, in the Java client only if asked for.
// - *A failed send was not written*: it may have been. After an error, KafkaJS needs a new producer.
// - *Exactly once reaches my database*: it does not. Store the offset with the result, or name the effect.

// %% teardown
await cluster.close();
