// %% title [markdown]
// # 0. Start here
//
// *One slow e-mail*
//
// Lantern is a small shop that sells lamps. On Friday evening its e-mail provider stopped answering.
// Until Saturday noon no customer could buy a lamp.
// Everything else worked, and the packers had nothing to do.
//
// After this chapter you can
// - say what Kafka is for, and what it does not take off your hands,
// - send a record to a topic and read it back,
// - find your way in this book: run, guess, solve, check, start over.
//
// A word that you don't know? The [glossary](glossary.md) has it.

// %% text-notebook [markdown]
// ## This page is a program
//
// Click into a grey cell and press Shift+Enter. It runs, and its last value appears below it.
// Run the cells from top to bottom; later ones need what earlier ones have made.
//
// - **Stop** (■) ends a cell that waits for Kafka. What earlier cells have made stays.
//   It does not end a wait of your own: press it once more, and the kernel restarts.
// - **Restart** (↻) ends the program and begins an empty one: run the page again from its top.
//
// The program behind the page, its *kernel*, may do whatever you may: read your files, use your network.
// So open only notebooks that you trust.

// %% text-setup [markdown]
// ## Is everything there?
//
// The next cell looks around your machine and connects to your Kafka.
// If something is missing, its line says what to do. `deno task doctor`, in a terminal, looks more closely.
//
// **File → New → Terminal** opens a terminal in which all commands of this book work as they stand. (In any other, where Deno is not installed, write `npx -y deno@2.9.6` for `deno`.)

// %% setup
import type { Producer } from "kafkajs";
import { connect, type ConsumerRecord, createTopic, readToEnd } from "workbook";
import { lanes, show } from "pictures";
import { checkSendAndRead, examineWorkbook } from "chapters/00_start/mod.ts";

await show(await examineWorkbook());
const cluster = await connect("00_start");

// %% text-first [markdown]
// ## Write it down, once
//
// When Ada orders a lamp, there is work for three services: *payments* charges her, *mail* thanks her, *parcels* packs.
// With Kafka the web page calls none of them. It writes down what has happened, *order 1001 placed*, and is done.
// Each service reads that when it is ready.
//
// ```text
//                                 ┌─> payments
// page ──> topic "orders" □ □ □ ──┼─> mail
//                                 └─> parcels
// ```
//
// - The page is a **producer**: it appends a **record** to a **topic**.
// - A server, the **broker**, keeps the record and gives it a number, its **offset**.
// - Each service is a **consumer**: it asks the broker for the records from some offset on.

// %% predict-first [markdown]
// **Before you run it:** the topic is new, and the record is its first. Which offset will the broker give it?

// %% demo-first
const orders = await createTopic(cluster, "orders");
const producer = cluster.kafka.producer();
await producer.connect();
const [stored] = await producer.send({
  topic: orders,
  messages: [{ key: "1001", value: "Ada: 1 lamp" }],
});
const first = await readToEnd(cluster, orders);
lanes(first, { title: `The broker answered: offset ${stored!.baseOffset}` });

// %% text-first-notice [markdown]
// Your first record, there and back. Offsets count from 0. The **key** says what it is about, the **value** what happened;
// **headers** would be notes beside them. What they mean is no concern of Kafka's. A topic can have several **partitions**; ours has one.
//
// Want to see it on the broker? The **Inspector** button on the course's first page opens a live view beside the notebook; `deno task inspect` does in any browser.
//
// In this book an offset is a `bigint`, such as `0n`. As the last value of a cell a `bigint` shows nothing: write `String(offset)`, or put it in a list.

// %% text-acknowledged [markdown]
// ### What can you count on?
//
// > **A record that was acknowledged with `acks=all`, outside a transaction, can be read by every consumer once the transactions begun before it in its partition have ended, for as long as the topic keeps it and a broker with an in-sync copy lives.**
// > <small>claim: acknowledged-is-readable · [Kafka documentation, "Replication"](https://kafka.apache.org/43/design/design/#replication)</small>
//
// *Acknowledged* means that `send` has resolved, and its answer names the record's offset. `acks=all` means that the broker answers only when every copy that keeps up has the record;
// That is what KafkaJS asks for by default; chapter 4 tries the others. A *transaction* ties several records together; until chapter 8 we use none.

// %% text-calls [markdown]
// ## Why not simply call them?
//
// On Friday Lantern's web page still called its three services, one after the other, and waited for each answer.
// Most shops begin like that.
//
// In the next cell each service is a function. `thank` is the mail service on Friday: it takes the call and never answers.
// After half a second the page gives up.

// %% predict-calls [markdown]
// **Before you run it:** Ada orders, and the page gives up. What has been done by then: paid, packed, both or neither?

// %% demo-calls
import { within } from "workbook";
const done: string[] = [];
const charge = (id: number) => done.push(`${id} paid`);
const thank = (_id: number) => new Promise<void>(() => {});
const pack = (id: number) => done.push(`${id} packed`);

async function checkOut(id: number): Promise<string> {
  await charge(id);
  await thank(id);
  await pack(id);
  return "Thank you";
}
const page = await within(500, checkOut(1001), () => new Error("Try later"))
  .catch(({ message }) => message);
({ page, done });

// %% text-calls-notice [markdown]
// Paid, and not packed. Ada reads *Try later*, does so, and pays twice.
//
// The least important of the three services stopped the shop.
// A chain of calls is as slow as its slowest service, and works only while all of them do.
// And each new service, say one that counts sales, has to be built into the page.

// %% text-between [markdown]
// ## Friday again
//
// *Parcels* has read order 1001 and is packing. *Mail* is down. Bo and Cleo order.
// *Payments* reads what is new at once.
//
// Each service has a place of its own: the offset at which it goes on. Here the cell works out the places; chapter 5 lets Kafka keep them.
//
// `readToEnd` starts a consumer of KafkaJS, reads from the oldest record to the end, and stops.
// (By default, a consumer begins at the *end*. Chapter 5 again.)

// %% answer-inside [markdown]
// <details><summary>What is inside <code>readToEnd</code>?</summary>
//
// At its heart, a consumer like this one:
//
// ```ts
// import { Kafka } from "kafkajs";
//
// const kafka = new Kafka({ brokers: ["127.0.0.1:19092"] });
// const consumer = kafka.consumer({ groupId: "mail" });
// await consumer.connect();
// await consumer.subscribe({ topics: ["orders"], fromBeginning: true });
// await consumer.run({
//   eachMessage: async ({ message }) => {
//     console.log(message.offset, String(message.value));
//   },
// });
// ```
//
// It reads until it is stopped, and a cell should end; so we use `readToEnd`. Chapter 5 explains what a group is.
//
// </details>

// %% predict-between [markdown]
// **Before you run it:** three orders are stored when *mail* comes back. How many of them does it find, and who has to send them again?

// %% demo-between
const parcels = await readToEnd(cluster, orders);
const messages = [
  { key: "1002", value: "Bo: 2 lamps" },
  { key: "1003", value: "Cleo: 1 lamp" },
];
await producer.send({ topic: orders, messages });
const payments = await readToEnd(cluster, orders);
const marks = [
  { partition: 0, offset: 0n, label: "mail" },
  { partition: 0, offset: parcels.at(-1)!.offset + 1n, label: "parcels" },
  { partition: 0, offset: payments.at(-1)!.offset + 1n, label: "payments" },
];
await show(lanes(payments, { title: "Who goes on where", marks }));
const mail = await readToEnd(cluster, orders);
mail.map(({ offset, value }) => `${offset} ${value}`);

// %% text-between-notice [markdown]
// All three, and nothing is sent again. The picture is the moment before *mail* came back: each arrow is the place where a service goes on.
// The list below it is what *mail* then read.
//
// > **A producer never waits for consumers: its records are stored whether or not anyone reads.**
// > <small>claim: producers-wait-for-no-consumer · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// What Kafka does not do for you: the thank-you is late. And the page does not learn that a payment was refused,
// unless *payments* writes that down too.

// %% text-unknown [markdown]
// ## A mistyped topic
//
// What if the page writes to `ordres`? Kafka can make a missing topic when a client asks for it: **auto topic creation**.
// A broker has a setting for it, `auto.create.topics.enable`, and so has a KafkaJS producer. Both are on by default. That is convenient, and has two dangers:
//
// - The page would write to `ordres`, the services would read `orders`, and there would be no error.
// - The topic would be laid out by the broker's defaults, not by your decision.
//
// KafkaJS keeps asking for some seconds, in case the topic is being made. Ours asks three times.

// %% predict-unknown [markdown]
// **Before you run it:** the producer below writes to `ordres`, and asks for the topic to be made. Will the record be stored?

// %% demo-unknown
import { kafkaErrorName } from "workbook";
import { topicDefaults } from "chapters/00_start/mod.ts";
const hopeful = cluster.kafka.producer({
  allowAutoTopicCreation: true,
  retry: { retries: 2 },
});
await hopeful.connect();
const typo = cluster.name("ordres");
const answer = await hopeful.send({ topic: typo, messages: [{ value: "?" }] })
  .then(() => "stored", kafkaErrorName);
if (answer === "stored") {
  cluster.onClose(() => cluster.admin.deleteTopics({ topics: [typo] }));
}
({ answer, ...await topicDefaults(cluster) });

// %% text-unknown-notice [markdown]
// No: the workbook's broker has auto topic creation switched off, and the broker decides. KafkaJS words its answer as *This server does not host this topic-partition*. It sounds like a broken server. Mostly it is a typing error.
//
// > **A broker with `auto.create.topics.enable=false` stores nothing under a name that is no topic.**
// > <small>claim: unknown-topic-refused · [Kafka documentation, "auto.create.topics.enable"](https://kafka.apache.org/43/configuration/broker-configs/#brokerconfigs_auto.create.topics.enable)</small>
//
// > **A topic that is created automatically gets the broker's `num.partitions` and `default.replication.factor`.**
// > <small>claim: auto-created-layout · [Kafka documentation, "Adding and removing topics"](https://kafka.apache.org/43/operations/basic-kafka-operations/#adding-and-removing-topics)</small>
//
// Here it would be one partition and one copy. When that copy is lost, so is the topic.
// (With a broker of your own you may see *stored*: there auto topic creation is on.)

// %% text-exercises [markdown]
// ## Exercises
//
// Every chapter has a few. Replace the line that throws with your own code, run the cell, then the check below it.
//
// - The check says what it saw on your broker. A wrong answer costs nothing, and often teaches more than a right one.
// - Under each exercise there are two hints, folded. Under each check there is a solution, folded too.
// - Keep a `function` a `function`. A `const` of the same name gives `SyntaxError: Identifier … has already been declared`
//   until you change it back, or restart.
// - `deno task reset 00`, in a terminal, gives you this chapter as it was. It keeps your answers in a file beside it.

// %% text-send [markdown]
// ### 1. Your own first record
//
// Turn the order into one record. Its key is the order's number, its value the whole order as JSON.
// When it is stored, read the topic and return the record that you find there. If the send fails, so must your function.

// %% exercise-send-and-read
/** Sends an order as one record, and returns that record as the topic holds it. */
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  // BEGIN SOLUTION
  // Kafka keeps bytes, so a number and an object both become text first.
  const message = { key: String(order.id), value: JSON.stringify(order) };
  // Until the broker has answered there may be nothing to read.
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
  // END SOLUTION
}

// %% hint-send-and-read [markdown]
// <details><summary>A nudge</summary>
//
// The cell that sent order 1001 has nearly all of it. What is different here, and what has another type?
//
// </details>
// <details><summary>More</summary>
//
// A key is text: `String(…)` makes text of a number, `JSON.stringify(…)` of an object.
// `send` and `readToEnd` both return promises, and `readToEnd` gives a list.
//
// </details>

// %% check-send-and-read
await checkSendAndRead(cluster, sendAndRead);

// %% text-count [markdown]
// ### 2. How many, without looking
//
// How many orders does a topic hold? You could read them all. You need not: the broker knows where each partition starts and ends.
// (Assume that no offset in between is missing. Chapters 5 and 10 show gaps.)
//
// Your function gets one `{ start, end }` for each partition. `start` is the offset of the oldest record that is still kept,
// `end` the offset that the *next* record will get. Both are of type `bigint`: `0n`, `5n`.
// A topic may have several partitions, and each counts its offsets for itself.
//
// (To look at one, write `String(end)`, or put it in a list: the notebook shows nothing for a `bigint` alone as a cell's last value.)

// %% exercise-count-records
import type { OffsetRange } from "workbook";
/** Counts the records that a topic holds, from the offsets at which its partitions start and end. */
function countRecords(ranges: OffsetRange[]): bigint {
  // BEGIN SOLUTION
  // The end is one past the last offset, so without gaps the difference is the number of records.
  let count = 0n;
  for (const { start, end } of ranges) count += end - start;
  return count;
  // END SOLUTION
}

// %% hint-count-records [markdown]
// <details><summary>A nudge</summary>
//
// A partition holds the records 2, 3 and 4. What are its start and its end? And how many records are that?
//
// </details>
// <details><summary>More</summary>
//
// Do it for one partition first. Then go through all of them and add up, beginning with `0n`.
//
// </details>

// %% check-count-records
import { checkCountRecords } from "chapters/00_start/mod.ts";
await checkCountRecords(cluster, countRecords);

// %% text-more [markdown]
// ## Where to find more
//
// - Most Kafka words in bold link to the [glossary](glossary.md), where a chapter first uses them.
// - [When something goes wrong](when_something_goes_wrong.md) goes from what you see to its cause and cure.
// - `deno task doctor` names every part of the workbook, and what mends it. `deno task stop` stops the broker; your records stay.
// - VS Code runs the notebooks too: choose *Existing Jupyter Server* as the kernel, and give it the address that
//   `deno task start` has printed. There a cell that does not parse shows nothing, and its check judges the answer before it.
//
// Further reading: [Kafka's documentation](https://kafka.apache.org/43/),
// and [that of KafkaJS](https://kafka.js.org/docs/getting-started).
//
// The chapters build on each other. Next comes [the log](01_logging.ipynb).

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>The page has its acknowledgement. Has Ada paid?</summary>
//
// Not necessarily. Her order is stored, which is all that the broker says. Whether *payments* has read it, and whether her card
// was good, is written down later, by *payments*, for instance as a record in another topic.
//
// </details>
// <details><summary>Now everything goes through the broker. What if the broker is down?</summary>
//
// Then no client can write or read. That is why in production there are three or more, and each partition has copies on several of them.
// Chapter 9 kills one and counts what is lost.
//
// </details>
// <details><summary>A price for a lamp is needed while Ada looks at the page. A record or a call?</summary>
//
// A call. She waits for the answer, and without it the page is of no use. Kafka is for what has happened and concerns others;
// chapter 12 compares the two.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - Kafka is not a faster call. It is a place to write down what has happened, for anyone to read, now or later.
// - *Acknowledged* means stored. It does not mean that any service has read it.
// - Reading takes nothing away, and each reader has a place of its own.
// - An unknown topic is mostly a typing error, even if the message sounds like a broken server.
//
// The last cell cleans up after this chapter.

// %% teardown
await cluster.close();
