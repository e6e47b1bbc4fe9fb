// %% title [markdown]
// # 5. Offsets and commits
//
// *A night in the mail room*
//
// Lantern's mailer confirms each order by mail. On Tuesday it died and was started again, and Ada was thanked twice for one lamp.
// So Bo swapped two lines. On Wednesday it died again, and Cleo never heard of her order.
//
// The topic lost nothing on either night. What went wrong was one number.
//
// After this chapter you can
// - say where a consumer goes on after a stop, and after a crash,
// - choose what a crash does: repeat work, or skip it,
// - take a consumer back to an offset or to a moment,
// - measure how far behind it is, and say what that number hides.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as in chapter 1.

// %% setup
import type { EachMessagePayload } from "kafkajs";
import { connect, joinGroup, newGroup, untilCaughtUp } from "workbook";
import { lagChart } from "pictures";
import { checkPlaces, type StartMailer } from "chapters/05_commits/mod.ts";

const cluster = await connect("05_commits");

// %% text-run [markdown]
// ## Where a consumer begins
//
// In chapter 1 a reader kept its place in a variable, and the variable ended with the program.
//
// Kafka can keep the place. A consumer gives the name of its **group**. For each group and partition the broker keeps one number,
// the **committed offset**: where the group goes on. To write it is to **commit**. A group can have several consumers; until chapter 6, ours have one.
//
// Below is one run of the mailer. KafkaJS hands `eachMessage` one record after the other; we note each mail instead of sending it.
// `untilCaughtUp` waits until the consumer has asked for more and got nothing.
// Our code does not commit: KafkaJS does it by itself, which is called **auto-commit**.

// %% demo-run
const run = async (topic: string, groupId: string, fromBeginning = true) => {
  const mailed: string[] = [];
  const consumer = cluster.kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning });
  await consumer.run({
    eachMessage: ({ message }) => {
      mailed.push(String(message.value));
      return Promise.resolve();
    },
  });
  await untilCaughtUp(cluster, consumer, topic);
  await consumer.disconnect();
  return mailed;
};

// %% predict-twice [markdown]
// **Before you run it:** ten orders, one every ten minutes since Lantern opened. The mailer runs, ends, and runs a second time, each time with `fromBeginning: true`.
// How many mails does it send in each run?

// %% demo-twice
import { createTopic } from "workbook";
const producer = cluster.kafka.producer();
await producer.connect();
const orders = await createTopic(cluster, "orders");
const opening = Date.now() - 100 * 60_000;
const after = (minutes: number) => new Date(opening + minutes * 60_000);
const messages = Array.from({ length: 10 }, (_, i) => ({
  key: ["Ada", "Bo", "Cleo"][i % 3]!,
  value: String(1001 + i),
  timestamp: String(after(10 * i).getTime()),
}));
await producer.send({ topic: orders, messages });
const mailer = newGroup(cluster, "mailer");
const [first, second] = [await run(orders, mailer), await run(orders, mailer)];
({ first, second });

// %% text-twice-notice [markdown]
// Ten, then none. The second consumer was a new one and knew nothing of the first. The name of the group was enough.
//
// > **A consumer that starts goes on from its group's committed offset.**
// > <small>claim: goes-on-from-committed · [Kafka documentation, "Consumer Offset Tracking"](https://kafka.apache.org/43/implementation/distribution/#consumer-offset-tracking)</small>
//
// You will meet this as a consumer that seems broken: you run the cell again, and nothing appears. Nothing is broken. The group has read it all.
//
// Where does the broker keep that number? In a topic: `__consumer_offsets`.

// %% text-start [markdown]
// ### The first time
//
// So what does `fromBeginning` do? We try it on three groups. The mailer has committed. The bank's group and the help desk's are new, and the desk says `false`.

// %% predict-start [markdown]
// **Before you run it:** how many of the ten orders does each of the three read?

// %% demo-start
import { table } from "pictures";
const bank = newGroup(cluster, "bank");
const desk = newGroup(cluster, "desk");
const reads = {
  mailer: await run(orders, mailer, true),
  bank: await run(orders, bank, true),
  desk: await run(orders, desk, false),
};
table([
  { group: "mailer", fromBeginning: true, reads: reads.mailer.length },
  { group: "bank", fromBeginning: true, reads: reads.bank.length },
  { group: "desk", fromBeginning: false, reads: reads.desk.length },
]);

// %% text-start-notice [markdown]
// > **Where to start, at the earliest record or at the latest, is asked only when the group has no valid committed offset.**
// > <small>claim: start-without-commit · [Kafka documentation, "auto.offset.reset"](https://kafka.apache.org/43/configuration/consumer-configs/#consumerconfigs_auto.offset.reset)</small>
//
// Kafka calls the two `earliest` and `latest`; in KafkaJS they are `true` and `false`, and `false` is the default.
// A new group that starts at the latest has skipped ten orders, without an error.
//
// The bank's ten took nothing from the mailer. Each group has its own place.

// %% text-handlers [markdown]
// ## Between the mail and the commit
//
// A mail and a commit are two steps, and a power cut can come between them.
//
// Now we commit ourselves. KafkaJS takes the offset to *go on* from, as text: the offset of the record **plus one**.
//
// Here are Bo's two versions. They differ in the order of two lines. `work()` sends the mail, and `at` holds the record's topic and partition.

// %% demo-handlers
import { consumeUntilKilled, type Handler } from "chapters/05_commits/mod.ts";

const mailFirst: Handler = async ({ consumer, message, work, ...at }) => {
  const offset = String(BigInt(message.offset) + 1n);
  await work();
  await consumer.commitOffsets([{ ...at, offset }]);
};
const commitFirst: Handler = async ({ consumer, message, work, ...at }) => {
  const offset = String(BigInt(message.offset) + 1n);
  await consumer.commitOffsets([{ ...at, offset }]);
  await work();
};

// %% text-night [markdown]
// `consumeUntilKilled` runs such a handler in a process of its own. When one of the two steps is done for a certain order, that process is killed, with `kill -9`.
// Then `run` goes on in the name of the same group.
//
// It has to wait: for two seconds the broker believes that the dead one is alive. Chapter 6 is about that.
//
// The table will show what the dead mailer had committed, which orders got no mail and which got two, and the lag (how far behind the group is) when the next mailer has read all.

// %% predict-night [markdown]
// **Before you run it:** Tuesday's mailer mails first and dies at Ada's order 1007. Wednesday's commits first and dies at Cleo's order 1006.
// For each night: which offset had the dead mailer committed? And what is the lag when the next mailer has read all?

// %% demo-night
import { measureLag } from "workbook";
import { countMails } from "chapters/05_commits/mod.ts";
const night = async (handler: Handler, at: string, autoCommit = false) => {
  const group = newGroup(cluster, "mailer");
  const death = { group, topic: orders, at, autoCommit };
  const mailed = await consumeUntilKilled(cluster, handler, death);
  const [dead] = await measureLag(cluster, group, orders);
  mailed.push(...await run(orders, group));
  const [done] = await measureLag(cluster, group, orders);
  const { never, twice } = countMails(first, mailed);
  return { committed: dead!.committed, never, twice, lag: done!.lag };
};
const both = [night(mailFirst, "1007"), night(commitFirst, "1006")];
const [tuesday, wednesday] = await Promise.all(both);
table([{ night: "Tuesday", ...tuesday }, { night: "Wednesday", ...wednesday }]);

// %% text-night-notice [markdown]
// On both nights the dead mailer had committed 6, and the next one went on from there. On Tuesday, 1007 at offset 6 had its mail already. On Wednesday, 1006 at offset 5 had none.
//
// > **After a crash, what was processed but not committed is processed again, and what was committed but not processed is skipped.**
// > <small>claim: crash-between · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// Work first is called **at least once**, commit first **at most once**.
//
// Most choose the first, and make the second mail harmless. Chapter 8 goes on from here.

// %% text-auto [markdown]
// ### And auto-commit?
//
// The mailer of the first section never committed. KafkaJS did, at moments of its own choice. So which of the two orders is that, and how big is the gap?

// %% predict-auto [markdown]
// **Before you run it:** auto-commit again, all ten orders wait in the topic, and the mailer dies right after the mail for 1007, the seventh.
// How many of the seven get a second mail?

// %% demo-auto
import { readToEnd } from "workbook";
import { lanes } from "pictures";
const onlyMail: Handler = async ({ work }) => await work();
const auto = await night(onlyMail, "1007", true);
lanes(await readToEnd(cluster, orders), {
  title: "Where the group goes on after the crash",
  flag: ({ value }) => auto.twice.includes(value!) ? "mailed twice" : null,
  marks: [{ partition: 0, offset: auto.committed ?? 0n, label: "goes on at" }],
});

// %% text-auto-notice [markdown]
// All seven. A consumer fetches records in batches, also where it hands them over one by one.
//
// > **KafkaJS commits by itself when a fetched batch is processed; an interval or a threshold adds commits on the way.**
// > <small>claim: auto-commit-after-batch · [KafkaJS documentation, "autoCommit"](https://kafka.js.org/docs/consuming#auto-commit)</small>
//
// So it is work first, with a gap as long as a batch. A clean stop closes the gap. `autoCommitThreshold: 1` shortens it, at the price of a request for each record.
//
// It counts a record as processed when `eachMessage` resolves. If `eachMessage` does not await the mail, KafkaJS may commit first.
// Other clients choose other moments. Java's commits every five seconds, when the program asks for more, and only what it had been given before.

// %% text-seek [markdown]
// ## Back in time
//
// A running consumer has a second number, its **position**: the offset it asks for next. `seek` moves it.
//
// Cleo audits the orders with a group of her own, without auto-commit. `joinGroup` starts a consumer as `run` does, and collects what it reads.

// %% predict-seek [markdown]
// **Before you run it:** Cleo's consumer has read all ten. It commits 2. Which orders does it read now? Then it seeks to 7. And now?

// %% demo-seek
const group = newGroup(cluster, "audit");
const cleo = { group, topic: orders, name: "cleo", autoCommit: false };
const { consumer, records } = await joinGroup(cluster, cleo);
const read = async () => {
  await untilCaughtUp(cluster, consumer, orders);
  return records.splice(0).map(({ value }) => value);
};
const atFirst = await read();
await consumer.commitOffsets([{ topic: orders, partition: 0, offset: "2" }]);
const afterCommit = await read();
consumer.seek({ topic: orders, partition: 0, offset: "7" });
const afterSeek = await read();
await consumer.disconnect();
const [audited] = await measureLag(cluster, group, orders);
({ atFirst, afterCommit, afterSeek, audited });

// %% text-seek-notice [markdown]
// > **Committing does not move a running consumer. It says where the next start, or rebalance, begins.**
// > <small>claim: commit-moves-nothing · [KafkaJS documentation, "Manual committing"](https://kafka.js.org/docs/consuming#manual-commits)</small>
//
// It reads the committed offset when it is given a partition, and then counts by itself. (A rebalance, chapter 6, deals partitions out anew, so it counts as a start.) The seek read three orders again, and the committed offset stayed at 2. (With auto-commit, KafkaJS commits the place it seeks to.)
//
// Two traps. Before `run()` there is nothing to seek in, and KafkaJS throws. And a seek to an offset that the partition does not hold does not throw: KafkaJS writes an error to its log (this course has switched that off) and starts where `fromBeginning` says.

// %% text-reset [markdown]
// ### To a moment, in a stopped group
//
// From minute 65 on, the mail server threw every mail away. It works again now. The mailer does not run, so there is no consumer that could seek.
//
// But its place is a number in the broker. `resetGroup` joins in the group's name, commits another place and leaves. Kafka's own tool for it is `kafka-consumer-groups.sh --reset-offsets`.

// %% predict-reset [markdown]
// **Before you run it:** an order came every ten minutes, 1001 in minute 0. Which does the mailer mail again? And what does the bank's group read?

// %% demo-reset
import { resetGroup } from "workbook";
const broke = after(65);
const found = await cluster.admin.fetchTopicOffsetsByTimestamp(
  orders,
  broke.getTime(),
);
await resetGroup(cluster, mailer, orders, broke);
({
  found,
  mailer: await run(orders, mailer),
  bank: await run(orders, bank),
});

// %% text-reset-notice [markdown]
// > **For a moment, Kafka finds in each partition the first offset whose record is of that moment or later.**
// > <small>claim: offset-of-a-moment · [KafkaJS documentation, "Fetch topic offsets by timestamp"](https://kafka.js.org/docs/admin#fetch-topic-offsets-by-timestamp)</small>
//
// Offset 7 is order 1008, of minute 70. The bank noticed nothing.
//
// Where no record is of that moment or later, Kafka finds none, and KafkaJS gives the partition's end in its place.
//
// Only a stopped group can be reset: while it runs, its members commit places of their own. `resetGroup` refuses.
//
// And records after that offset may be older than the moment, if their producers' clocks or networks were slow.

// %% text-lag [markdown]
// ## How far behind?
//
// A partition's **end** is the offset that its next record will get. The distance from the committed offset to the end is the group's **lag**.
//
// Three times ten orders arrive while the mailer sleeps. Then it wakes, and commits after each mail. We measure after each burst and after each commit.

// %% predict-lag [markdown]
// **Before you run it:** draw the line on paper. How high does it get, and where does it end?

// %% demo-lag
import { followLag } from "chapters/05_commits/mod.ts";
const rush = await createTopic(cluster, "orders");
const crew = { group: newGroup(cluster, "crew"), topic: rush, name: "bo" };
const behind = await followLag(cluster, crew.group, rush);
for (const burst of [messages, messages, messages]) {
  await producer.send({ topic: rush, messages: burst }).then(behind.measure);
}
const bo = await joinGroup(cluster, {
  ...crew,
  autoCommit: false,
  handle: (order, member) => member.commit(order).then(behind.measure),
});
await untilCaughtUp(cluster, bo.consumer, rush);
await bo.leave();
lagChart(behind.samples);

// %% text-lag-notice [markdown]
// A consumer that does its work has a lag that rises for a while and falls again. Where it only rises, the consumer can't keep up, or is dead.
//
// The line ends at 0. Does that mean that every order was mailed? Look at Wednesday in the table above: its lag is 0 too, and Cleo has no mail.
// Lag says what is *committed*. What was done, it can't know.

// %% text-gap [markdown]
// ### Payments in a transaction
//
// Lantern's payments are written in a **transaction**: several records of which all are seen, or none. Chapter 8 is about them. Here we need only one thing: how they look in the log.

// %% predict-gap [markdown]
// **Before you run it:** three payments, in one transaction, are all that the topic holds. The bank reads every one of them. What is its lag then?

// %% demo-gap
import { openTransactions, takeRecords } from "workbook";
const payments = await createTopic(cluster, "payments");
const cashier = openTransactions(cluster, cluster.name("cashier"));
const three = ["1001 paid", "1002 paid", "1003 paid"];
await cashier.transact((transaction) =>
  transaction.send(payments, three.map((value) => ({ value })))
);
const paid = await takeRecords(cluster, payments, 3);
const booked = await run(payments, bank);
const [books] = await measureLag(cluster, bank, payments);
lanes(paid, {
  title: `read ${booked.length}, lag ${books!.lag}`,
  marks: [{ partition: 0, offset: books!.end, label: "end" }],
});

// %% text-gap-notice [markdown]
// Look at the right end of the lane: three payments, and a fourth offset without a record. The end of a transaction takes an offset too, for a **marker** that no consumer gets to see.
//
// > **A partition's offsets can have gaps, so lag counts offsets, not records.**
// > <small>claim: lag-counts-offsets · [Kafka documentation, "Control Batches"](https://kafka.apache.org/43/implementation/message-format/#control-batches)</small>
//
// With `eachMessage`, KafkaJS commits the offset after the last record that it has handed over, and that is the marker's. So the lag stays at 1, though nothing is left to read, and a monitor that waits for 0 has a long wait. With `eachBatch` or `autoCommitThreshold: 1` it also commits past the marker, and the lag is 0.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-places [markdown]
// ### 1. The place to go on from
//
// The mailer has worked through some records of three partitions, and the mail server has refused a few of them. `attempts` says what became of each. Those of one partition stand in the order of their offsets.
//
// Give the place to commit for each partition. Each refused order must come again. Those before the first refused one must not.

// %% exercise-places
import type { ConsumerRecord } from "workbook";
/** Where a group should go on after these attempts, as KafkaJS takes it. */
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  // BEGIN SOLUTION
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    // All before a committed offset counts as done: so it can't pass the first that is not.
    const refused = own.find(({ mailed }) => !mailed);
    const next = refused ? refused.offset : own.at(-1)!.offset + 1n;
    return { partition, offset: String(next) };
  });
  // END SOLUTION
}

// %% hint-places [markdown]
// <details><summary>A nudge</summary>
//
// A group has one number for each partition. What can one number not say?
//
// </details>
// <details><summary>More</summary>
//
// Take one partition: is there a refused record in it? If so, the group has to meet that one again. If not, which offset comes after the last?
// `Map.groupBy` sorts a list into partitions.
//
// </details>

// %% check-places
await checkPlaces(cluster, placesAfter);

// %% text-mailer [markdown]
// ### 2. A mailer of your own
//
// Write the mailer, in plain KafkaJS. `mail(order)` resolves when the mail for that order is out.
//
// - It begins at the group's place, and where the group has none, at the earliest record.
// - It commits after each mail, and waits for that. So a crash costs at most one second mail in each partition, and no order.
// - If `mail` rejects, nothing from that order on is committed, and it comes again. It also comes again if the commit fails.
// - Once the consumer runs, your function returns one that ends it: the consumer leaves its group. If it can't connect, subscribe or run, your function fails.
//
// Use the given `kafka` as `cluster.kafka` is used above.

// %% exercise-mailer
/** Starts a mailer that commits after each mail; returns a function that ends it. */
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  // BEGIN SOLUTION
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const eachMessage = async ({ partition, message }: EachMessagePayload) => {
    await mail(String(message.value)); // if it rejects, we don't commit
    const offset = String(BigInt(message.offset) + 1n);
    await consumer.commitOffsets([{ topic, partition, offset }]);
  };
  await consumer.run({ autoCommit: false, eachMessage });
  return () => consumer.disconnect();
  // END SOLUTION
};

// %% hint-mailer [markdown]
// <details><summary>A nudge</summary>
//
// You have seen all the calls above: those of `run` in the first section, and the two steps of Bo's handlers. Which of the two handlers promises what is asked for here?
//
// </details>
// <details><summary>More</summary>
//
// `kafka.consumer`, `connect`, `subscribe`, `run` with `eachMessage` (given an `EachMessagePayload`), and `disconnect` for the end. What happens to an error in `eachMessage` that you catch, and to one that you don't?
//
// </details>

// %% check-mailer
import { checkMailer } from "chapters/05_commits/mod.ts";
await checkMailer(cluster, startMailer);

// %% text-four [markdown]
// ### 3. Four at a time
//
// One mail after the other is too slow. The mail server takes four at a time.
//
// `batch` holds records of one partition. `mail(record)` resolves when that mail is out, `commit(offset)` when the offset is committed.
//
// Wherever the process dies: after a new start each order must have a mail, and no more than four may have two. So the next four wait for the commit.
//
// If `mail` rejects, commit nothing from that order on. Let its error reach the caller, and that of `commit` too: KafkaJS then hands the records over again.
//
// The check runs your loop in a process of its own and kills it. So the function sees only what it is given.

// %% exercise-four
/** Mails a batch, four at a time, so that a crash leaves no order out. */
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  // BEGIN SOLUTION
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    // Only now are all before this offset mailed. If one is refused, we don't get here.
    await commit(four.at(-1)!.offset + 1n);
  }
  // END SOLUTION
}

// %% hint-four [markdown]
// <details><summary>A nudge</summary>
//
// When the fourth mail is out, are the first three? What has to be out before you may commit, and what may start only then?
//
// </details>
// <details><summary>More</summary>
//
// `batch.slice(i, i + 4)` gives four records, `Promise.all` waits for all of its promises. A mail that your loop does not wait for may be on its way for ever.
//
// </details>

// %% check-four
import { checkFour } from "chapters/05_commits/mod.ts";
await checkFour(cluster, mailAll);

// %% text-replay [markdown]
// ### 4. Mail again, and leave no order out
//
// From the moment `from` on, the mail server has thrown all mails away. Take `group` back so that it reads again what it had read of that moment or later, and nothing older.
//
// The topic has several partitions, and the mailer is further in some than in others. What it has not read yet, it must still read, however old, unless Kafka has deleted it: some of the oldest records are gone. Other groups stay where they are.
//
// A group that runs can't be taken back, and your caller must hear of that: `resetGroup` throws.

// %% exercise-replay
/** Takes a group back to a moment, on each partition where it is beyond it. */
async function replay(group: string, topic: string, from: Date): Promise<void> {
  // BEGIN SOLUTION
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const kept = await cluster.admin.fetchTopicOffsets(topic);
  const places = (await measureLag(cluster, group, topic)).map((lag, i) => {
    const low = BigInt(kept.find(({ partition }) => partition === i)!.low);
    const then = BigInt(found.find(({ partition }) => partition === i)!.offset);
    // Where the group has not reached the moment, it stays, or starts at the oldest record.
    const stands = lag.committed ?? low;
    return then < stands ? then : stands < low ? low : stands;
  });
  await resetGroup(cluster, group, topic, places);
  // END SOLUTION
}

// %% hint-replay [markdown]
// <details><summary>A nudge</summary>
//
// A reset can move a group forward as well as back. On which partition would that happen, and what lies in between?
//
// </details>
// <details><summary>More</summary>
//
// You need two numbers for each partition: the offset of the moment, and the place where the group stands now (`measureLag`; `null` means that nothing is committed). A place that is not there, or whose record is deleted, means the oldest record: `admin.fetchTopicOffsets` says its offset, `low`. `resetGroup` also takes a list of offsets, one for each partition.
//
// </details>

// %% check-replay
import { checkReplay } from "chapters/05_commits/mod.ts";
await checkReplay(cluster, replay);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>The help desk's group started at the latest record, and none came. It is stopped. Three orders arrive. It starts again. Which does it read?</summary>
//
// With KafkaJS, none. It has read nothing, so it has committed nothing, and is asked a second time where to start. It says *latest* again, after the three.
// Java's consumer commits its position by itself, also where it has read nothing. Its group would read all three.
// Let a new group start at the earliest record, or let it commit a place before it matters.
//
// </details>
// <details><summary>The mailer catches an error, logs it, and goes on to the next record. What does auto-commit make of that?</summary>
//
// Nothing. The handler has resolved, so the record is done. It is committed with its batch, the lag is 0, and the mail was never sent.
// What cannot be processed needs a place of its own: chapter 7 gives it one.
//
// </details>
// <details><summary>Invoices are written to a database. How do you get exactly one for each order, whenever you crash?</summary>
//
// Write the next offset into the same database, in the same transaction as the invoice, and seek there at the start. Then work and commit are one step again.
// Or make the second invoice harmless: the order's number as a unique key will do.
//
// </details>
// <details><summary>The bank's group has not run for three weeks. Where does it go on?</summary>
//
// It depends on the broker. A group without members keeps its committed offsets for <code>offsets.retention.minutes</code>, which is seven days unless it was changed.
// After that it is a new group, and <code>fromBeginning</code> is asked again. And its records may have gone as well.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - The committed offset is the place to go on from: the last record's offset **plus one**, and it says that *all* before it is done. One number a partition can't say more.
// - *Earliest* and *latest* are asked once, when a group has no place yet. They don't read a topic again.
// - Auto-commit repeats up to a batch after a crash, and skips what its handler did not wait for.
// - Committing by hand does not do away with second mails. The order of two lines decides what a crash costs.
// - A commit moves the next start, a seek moves this one.
// - Lag is a distance in offsets. Zero says *committed*, not *done*.

// %% teardown
await cluster.close();
