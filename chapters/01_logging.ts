// %% title [markdown]
// # 1. The log
//
// *What happened last night?*
//
// Lantern is a small shop that sells lamps. At 02:14 it charged Ada twice for order 1001.
// By breakfast the server had been replaced, and its log file had gone with it.
// Four people ask what happened. Nobody can say.
//
// After this chapter you can
// - write log lines that a program can read,
// - say how a log differs from a table and from a queue,
// - ship those lines to a Kafka topic and read them back, from any place, as often as you like.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker.
// Everything the chapter makes there carries a name of its own, and the last cell removes it.
// So nothing you do here can harm the next run.

// %% setup
import { connect, createTopic, logs, offsetRanges, readToEnd } from "workbook";
import { lanes } from "pictures";
import { checkFields, checkShip } from "chapters/01_logging/mod.ts";

const cluster = await connect("01_logging");
({ cluster: cluster.id, brokers: cluster.brokers });

// %% text-lines [markdown]
// ## A line that a program can read
//
// Most programs say what they do in sentences: *Charged Ada for order 1001*.
// You can read one of them, but not forty thousand, and a program can't easily find out which order a sentence is about.
//
// **Structured logging** writes each line as data: when it was, how bad it is, what happened, and the facts as fields.
// The line's **level** says how bad it is: `DEBUG`, `INFO`, `WARN`, `ERROR` or `CRITICAL`.

// %% predict-lines [markdown]
// **Before you run it:** the cell below logs four events, and its logger is set to the level `INFO`.
// How many lines will you see?

// %% demo-lines
const { jsonFormatter } = logs.formatters;
const cell = new logs.ConsoleHandler("DEBUG", {
  formatter: jsonFormatter,
  useColors: false,
});
logs.setup({
  handlers: { cell },
  loggers: { shop: { level: "INFO", handlers: ["cell"] } },
});
const night = logs.getLogger("shop");
night.debug("cache is warm");
night.info("order created", { order: 1001, customer: "Ada" });
night.warn("payment is slow", { order: 1001, seconds: 9 });
void night.error("payment charged twice", { order: 1001, customer: "Ada" });

// %% text-lines-notice [markdown]
// Three lines. `DEBUG` is below the logger's level, so that event never became a line at all.
// (A logger also returns its message, and a cell shows its last value: hence the `void`.)
//
// Each line is one JSON object: `datetime` counts milliseconds since 1970, `args` holds the facts.
// "Everything about order 1001" is now a filter, no longer a morning's work.

// %% text-file [markdown]
// ## Only ever add at the end
//
// A file of such lines has a property that is easy to overlook: we only add to its end.
// No line is ever changed, so each keeps its place for good. Line 0 will always be line 0.
//
// That makes it an **append-only log**. Its reader has to remember one number: the place to go on from.

// %% demo-file
const path = await Deno.makeTempFile({ prefix: "lantern-", suffix: ".log" });
const file = new logs.FileHandler("INFO", {
  filename: path,
  formatter: jsonFormatter,
});
logs.setup({
  handlers: { file },
  loggers: { shop: { level: "INFO", handlers: ["file"] } },
});
for (const event of ["order created", "order paid", "order shipped"]) {
  logs.getLogger("shop").info(event, { order: 1001 });
}
file.flush();
const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
lines.map((line, place) => ({ place, message: JSON.parse(line).message }));

// %% text-file-notice [markdown]
// If you have read places 0 and 1, you go on at place 2. The lines that you have read need no mark.
//
// And yet last night's file is gone. It was on one machine, and the machine is gone.
// The support team, the bank and the parcel service wanted to follow it too, and could not.

// %% text-topic [markdown]
// ## A topic is a log that others can reach
//
// Chapter 0's **topic** is such a log, on the **broker**: a line is a **record**, its place the **offset**, and a program that appends is a **producer**.
//
// A topic can be split into several logs, its **partitions**; ours has just one, number 0. Chapter 2 splits one.

// %% predict-append [markdown]
// **Before you run it:** the shop appends *created*, the payment service *paid*, the shop *shipped*, each with a producer of its own.
// Which offsets will the three records get?

// %% demo-append
const topic = await createTopic(cluster, "shop-log");
const producer = cluster.kafka.producer();
const payments = cluster.kafka.producer();
await Promise.all([producer.connect(), payments.connect()]);
const offsets: bigint[] = [];
for (const event of ["order created", "order paid", "order shipped"]) {
  const writer = event === "order paid" ? payments : producer;
  const [stored] = await writer.send({ topic, messages: [{ value: event }] });
  offsets.push(BigInt(stored!.baseOffset!));
}
offsets;

// %% text-append-notice [markdown]
// > **Each record appended to a partition gets the next offset, counted from 0.**
// > <small>claim: offsets-count-up · [Kafka documentation, "Log"](https://kafka.apache.org/43/implementation/log/)</small>
//
// The partition counts, not the producer. (Run the cell again, and the offsets are the same: each run makes a new topic.)
// Here is what your broker holds now:

// %% demo-picture
const stored = await readToEnd(cluster, topic);
lanes(stored, { title: "The topic after three records" });

// %% text-picture-notice [markdown]
// One lane, because there is one partition. Oldest on the left, each offset above its record.
//
// > **A partition keeps records in the order in which the broker received them.**
// > <small>claim: stored-in-order · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// The clocks of the producers play no part in it.

// %% text-readers [markdown]
// ## Two readers
//
// Bo from support wants the whole story. Cleo from the bank knows how it began and cares for what came after.
// A program that reads a topic is a **consumer**. Each of the two starts one.

// %% predict-readers [markdown]
// **Before you run it:** Bo reads from offset 0, and then Cleo from offset 1. How many records are left for her?
// And what does the broker note down about the two?

// %% demo-readers
const bo = await readToEnd(cluster, topic);
const cleo = await readToEnd(cluster, topic, { from: 1n });
({
  bo: bo.map(({ offset, value }) => `${offset} ${value}`),
  cleo: cleo.map(({ offset, value }) => `${offset} ${value}`),
});

// %% text-readers-notice [markdown]
// Two records, and Bo had read both before her. About the two of them the broker has noted nothing. It does not push records at a consumer: the consumer asks for those from an offset on. So her place was a part of her question.
//
// > **Reading a record does not remove it.**
// > <small>claim: reading-removes-nothing · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// > **A consumer may start at any offset that the partition holds.**
// > <small>claim: any-offset · [Kafka documentation, "The Consumer"](https://kafka.apache.org/43/design/design/#the-consumer)</small>
//
// In this a log differs from a queue, which forgets what it has delivered,
// and from a table, which keeps how things are but not how they came to be.

// %% text-ship [markdown]
// ## Ship the log
//
// Now both halves meet: a log *handler*, where the logger drops its lines, and a topic.
//
// There is a catch. `logger.info()` returns at once, so it cannot wait for a broker.
// So our handler collects the lines, and `flush()` sends them together, in one request.

// %% demo-handler
class TopicHandler extends logs.BaseHandler {
  #lines: string[] = [];
  override log(line: string): void {
    this.#lines.push(line);
  }
  async flush(): Promise<void> {
    const messages = this.#lines.splice(0).map((value) => ({ value }));
    if (messages.length > 0) await producer.send({ topic, messages });
  }
}
const shipping = new TopicHandler("INFO", { formatter: jsonFormatter });

// %% text-shipped [markdown]
// Two events, one flush. We note first where the topic ends, and then read from there.

// %% demo-shipped
logs.setup({
  handlers: { shipping },
  loggers: { shop: { level: "INFO", handlers: ["shipping"] } },
});
const [before] = await offsetRanges(cluster, topic);
logs.getLogger("shop").warn("payment is slow", { order: 1002, seconds: 9 });
logs.getLogger("shop").error("payment charged twice", { order: 1002 });
await shipping.flush();
const shipped = await readToEnd(cluster, topic, { from: before!.end });
shipped.map(({ offset, value }) => `${offset} ${value}`);

// %% text-shipped-notice [markdown]
// The broker keeps the lines now, and the machine that wrote them may fail.
//
// Two questions are left. What if the machine goes *before* `flush()`? The second exercise is about that.
// And what if the send itself fails? The lines have left the list by then.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-fields [markdown]
// ### 1. One line, flat
//
// `args` in the lines above is a nuisance: to ask for order 1001 you have to look inside it.
// Write a formatter that puts `time` (as ISO 8601), `level` and `message` beside the fields, in one flat object.
//
// It is given the logger's own record, which is not the JSON above.
// Its parts are `datetime` (a `Date`), `levelName`, `msg`, and `args`, a list of objects.
// A field that is named `time`, `level` or `message` itself must not take the place of yours.

// %% exercise-fields
/** Writes a log record as one line of JSON, its fields beside `time`, `level` and `message`. */
function asFields(record: logs.LogRecord): string {
  // BEGIN SOLUTION
  // The record knows when it happened; by the time we format it, the clock has moved on.
  const time = record.datetime.toISOString();
  const fields = Object.assign({}, ...record.args);
  const { levelName: level, msg: message } = record;
  // The log's own come last, so that a field of the same name can't take their place.
  return JSON.stringify({ ...fields, time, level, message });
  // END SOLUTION
}

// %% hint-fields [markdown]
// <details><summary>A nudge</summary>
//
// Four parts go in, and three of them change their name.
// Which is the moment of logging: the record's own, or the one at which you format it?
//
// </details>
// <details><summary>More</summary>
//
// `record.args` is a list of objects. `{ ...a, ...b }` lays the fields of two objects side by side.
//
// </details>

// %% check-fields
await checkFields(asFields);

// %% text-ship-early [markdown]
// ### 2. Don't wait for the flush
//
// Build a shipper whose `log(line)` sends each line as soon as it can, without making its caller wait.
// The lines must be stored in the order in which they were logged.
// `flush()` resolves when all of them are stored, and rejects when a line can't be. Until it is called, a failed send must not end the program.
//
// `send(line)` sends one line, and resolves when the broker has answered.

// %% exercise-ship
/** Sends lines one by one, in their order, while the caller goes on. */
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  // BEGIN SOLUTION
  // Each send starts when the one before has its answer, so none can overtake another.
  // After a failure nothing more is sent, and flush() rejects.
  let last = Promise.resolve();
  return {
    // A send may fail before flush(), which reports it, is called.
    log: (line) => void (last = last.then(() => send(line))).catch(() => {}),
    flush: () => last,
  };
  // END SOLUTION
}

// %% hint-ship [markdown]
// <details><summary>A nudge</summary>
//
// Two requests that are on their way at the same time: who says that the first to leave is the first to arrive?
//
// </details>
// <details><summary>More</summary>
//
// `promise.then(next)` starts `next` when `promise` is done, and gives you a promise for both.
// Keep that one. What comes next can wait for it.
//
// </details>

// %% check-ship
await checkShip(cluster, shipper);

// %% text-catch-up [markdown]
// ### 3. Only what is new
//
// Bo looks at the log every morning and wants to see only what has come since.
// Each reader has a place of its own, `reader.next`: the offset from which it goes on. (Offsets can have gaps, as chapter 5 shows.)
// Read from there to the end, move the place, and return the values, `null` where a record has none.

// %% exercise-catch-up
/** Reads what has come since the reader was here last, and moves its place. */
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  // BEGIN SOLUTION
  const records = await readToEnd(cluster, topic, { from: reader.next });
  // The place to go on from is the one after the last record read; counting would fail, for offsets can have gaps.
  const last = records.at(-1);
  if (last) reader.next = last.offset + 1n;
  return records.map(({ value }) => value);
  // END SOLUTION
}

// %% hint-catch-up [markdown]
// <details><summary>A nudge</summary>
//
// You have read the record with offset 2. Which offset do you want to see first tomorrow?
//
// </details>
// <details><summary>More</summary>
//
// `readToEnd(cluster, topic, { from })` starts *at* `from`. And some mornings there is nothing new at all.
//
// </details>

// %% check-catch-up
import { checkCatchUp } from "chapters/01_logging/mod.ts";
await checkCatchUp(cluster, catchUp);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>If reading removes nothing, when does a record go?</summary>
//
// When it is old enough, or the log big enough. Both limits belong to the topic (<code>retention.ms</code>, seven days
// unless you say otherwise, and <code>retention.bytes</code>). Whether the record has been read plays no part. Chapter 10 shows it happen.
//
// </details>
// <details><summary>Two shops append to the same partition at the same time. Whose record comes first?</summary>
//
// The one that the broker receives first. Each shop's own records keep their order among themselves, as long as
// it waits for each answer; between the two there is no order before the broker makes one.
//
// </details>
// <details><summary>Our handler loses the lines that are not flushed. Does the one from exercise 2 lose nothing?</summary>
//
// It loses less: whatever has its answer is safe, but a line whose answer has not come when the machine goes may or may not be stored.
// Its outcome is *unknown*, as chapter 4 shows.
//
// </details>
// <details><summary>In exercise 2 one send fails for good. What becomes of the lines after it?</summary>
//
// In our solution none of them is sent, and <code>flush()</code> rejects from then on. The empty <code>catch</code> is there because
// an unhandled rejection ends the program. A shipper that must go on keeps what failed, and tries it again before any later line.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - A topic's partition is an append-only log: records in the order of arrival, each with an offset of its own.
// - The reader remembers its place. The broker does not have to, and reading removes nothing.
// - The place to go on from is the last offset **plus one**.
// - Logging is not what Kafka's log is *for*: orders, payments and parcels go into it just as well.
//   Log lines are only the easiest thing to start with.

// %% teardown
file.destroy();
await Deno.remove(path);
await cluster.close();
