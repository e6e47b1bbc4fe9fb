// %% title [markdown]
// # 7. Validated records
//
// *A lamp for 495 euros*
//
// On Thursday Bo was charged 495 euros for a lamp that costs 49.
//
// Lantern had opened a second web shop the day before, and that shop wrote prices as text. Postage is 5 euros, and in JavaScript `"49" + 5` is `"495"`.
// Nothing failed. Kafka delivered just what it had been given.
//
// After this chapter you can
// - say what a record must look like, and hold both ends of a topic to it,
// - get past a record that can't be read, without losing it, and bring it back later,
// - change what records look like while old and new programs run side by side.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker.
// **zod** is new: a library in which you say what data must look like. It is one of many; the helpers in `workbook/schemas.ts` take any that offers [Standard Schema](https://standardschema.dev).

// %% setup
import type { EachMessagePayload, KafkaMessage, Message } from "kafkajs";
import { connect, type ConsumerRecord, createTopic, readToEnd } from "workbook";
import { table } from "pictures";
import { type Billing, checkModel, v1 } from "chapters/07_schemas/mod.ts";

const cluster = await connect("07_schemas");
const producer = cluster.kafka.producer();
await producer.connect();

// %% text-bytes [markdown]
// ## Five orders reach the broker
//
// Five orders. The first and the last are as they should be.
// Bo's price is text. Cleo's order has no price. And Zoë's comes from an old till that writes her *ë* in Latin-1, in one byte, where UTF-8 has two.
//
// Then we bill them as Lantern did on Thursday: the amount, plus 5 for postage.

// %% predict-bytes [markdown]
// **Before you run it:** what will the bill say for Cleo, whose order has no price? And what will a reader find in place of Zoë's *ë*?

// %% demo-bytes
import { Buffer } from "node:buffer";
const orders = await createTopic(cluster, "orders");
const written = [
  '{"order":1001,"customer":"Ada","amount":49}',
  '{"order":1002,"customer":"Bo","amount":"49"}',
  '{"order":1003,"customer":"Cleo"}',
  Buffer.from('{"order":1004,"customer":"Zoë","amount":49}', "latin1"),
  '{"order":1005,"customer":"Eve","amount":120}',
].map((value, i) => ({ key: `${1001 + i}`, value }));
await producer.send({ topic: orders, messages: written });
const kept = await readToEnd(cluster, orders);
table(kept.map(({ value }) => ({
  value,
  bill: Deno.inspect(JSON.parse(value!).amount + 5),
})));

// %% text-bytes-notice [markdown]
// The broker has taken all five, and the billing failed on none. Bo gets a bill of `"495"`, Cleo one of `NaN`, and Zoë has a � in her name.
//
// > **To the broker, a record's key and value are bytes; it keeps them as they come.**
// > <small>claim: broker-keeps-bytes · [Kafka documentation, "Messages"](https://kafka.apache.org/43/implementation/messages/)</small>
//
// That is deliberate: a broker that does not look into records can pass them on fast, whatever they hold.
// So what a record must look like is an agreement between its writers and its readers, and they have to see to it themselves.

// %% text-model [markdown]
// ## Say what you expect
//
// A **schema** says what data must look like: which fields, of what type, and which may be missing. Programs can check data against it.
//
// A TypeScript type does not help here. It is gone when the program runs, and `JSON.parse` returns `any`, which fits every type. A zod schema is both: it checks at run time, and `z.infer` makes the type of it.

// %% predict-model [markdown]
// **Before you run it:** the same five values, checked against the schema. Which will pass?

// %% demo-model
import * as z from "zod";
import { joinGroup, measureLag, newGroup } from "workbook";
const Order = z.object({
  order: z.int().positive(),
  customer: z.string().min(1),
  amount: z.number().positive(),
});
const told = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
table(kept.map(({ value }) => {
  const { error } = Order.safeParse(JSON.parse(value!));
  return { value, zod: error ? told(error) : "passes" };
}));

// %% text-model-notice [markdown]
// Bo and Cleo are caught, each with a sentence that names the field.
//
// Zoë passes, and should not. The damage was done earlier, when bytes became text: a decoder that meets a byte it doesn't know puts � in its place and goes on.
// So reading takes three steps, and each can fail: bytes to text, text to JSON, JSON to an order.

// %% text-deliver [markdown]
// ### Before it is sent
//
// The best place for a check is where the mistake is made. A record that is not sent does no harm, and its author can still mend it.
//
// `deliver` sends an order only if it fits, and answers with a **delivery report**: what became of it, and where it is. We give it three orders, one after the other: Bo's as it was, the same with a price that is a number, and one for a customer whose name has two million letters. The schema says nothing about long names.

// %% predict-deliver [markdown]
// **Before you run it:** which reports will you get? And what becomes of the order with the long name?

// %% demo-deliver
async function deliver(topic: string, given: unknown): Promise<string> {
  const { data, error } = Order.safeParse(given);
  if (error) return `not sent: ${told(error)}`;
  const message = { key: `${data.order}`, value: JSON.stringify(data) };
  return await producer.send({ topic, messages: [message] }).then(
    ([stored]) => `stored at offset ${stored!.baseOffset}`,
    ({ type }) => `not acknowledged: ${type}`,
  );
}
const checked = await createTopic(cluster, "orders");
const bo = { order: 1002, customer: "Bo", amount: "49" };
const long = { ...bo, customer: "B".repeat(2_000_000), amount: 49 };
const all = [bo, { ...bo, amount: 49 }, long];
const reports = await Array.fromAsync(all, (each) => deliver(checked, each));
reports;

// %% text-deliver-notice [markdown]
// zod stopped the first. The third was sent, and the broker refused it: it does not read values, but it counts their bytes.
//
// > **The broker refuses a batch of records that is larger than the topic's `max.message.bytes`.**
// > <small>claim: too-large-is-refused · [Kafka documentation, "Topic Configs"](https://kafka.apache.org/43/configuration/topic-configs/#topicconfigs_max.message.bytes)</small>
//
// By default that is about 1 MB. Little else is refused: a record without a key in a compacted topic (chapter 10), and one that is dated more than an hour ahead.
//
// This answer is a clear no. Other errors leave you in the dark, as chapter 4 showed, and a report should then say *unknown*.

// %% text-swallow [markdown]
// ## A record that can't be read
//
// You can't check what others send. The second shop is not yours, and its records are in the topic already.
//
// Let us watch a consumer meet them. `swallow` lets one read the orders with a function of ours and catches none of its errors. When a consumer comes to a halt, KafkaJS says so by the event `consumer.crash`, and adds whether it will `restart` it. We wait for that, and note which offsets the consumer was given, and where its group stands.

// %% demo-swallow
async function swallow(read: (text: string) => unknown): Promise<object> {
  const given: bigint[] = [];
  const handle = ({ offset, value }: ConsumerRecord) => {
    given.push(offset);
    read(value!);
  };
  const group = newGroup(cluster, "billing");
  const reader = { group, topic: orders, name: "billing", handle };
  await using desk = await joinGroup(cluster, reader);
  const crash = { restart: false };
  desk.consumer.on("consumer.crash", (e) => Object.assign(crash, e.payload));
  await desk.until(() => desk.events.at(-1)!.kind === "crash", "a crash");
  const [place] = await measureLag(cluster, group, orders);
  return { given: given.join(" "), restart: crash.restart, ...place };
}

// %% text-pill [markdown]
// One more order comes, typed by hand: `1006 Gil 49 EUR`. That is not even JSON.
//
// Then two consumers read. The first checks each record against the schema. The second only parses JSON.

// %% predict-pill [markdown]
// **Before you run it:** six records, at the offsets 0 to 5. Which will each consumer be given, and how often?

// %% demo-pill
const gil = { key: "1006", value: "1006 Gil 49 EUR" };
await producer.send({ topic: orders, messages: [gil] });
const pills = {
  schema: await swallow((text) => Order.parse(JSON.parse(text))),
  parser: await swallow((text) => JSON.parse(text)),
};
table(Object.entries(pills).map(([reader, row]) => ({ reader, ...row })));

// %% text-pill-notice [markdown]
// Two ways to come to a halt. The schema's `ZodError` is an ordinary error. KafkaJS hands the same record over again, a few times, then starts the consumer anew (`restart`), and all begins again, for weeks if need be.
//
// > **A consumer group's place in a partition is a single offset, so it can't count a record as done and leave out one before it.**
// > <small>claim: one-record-holds-all · [Kafka documentation, "Consumer Position"](https://kafka.apache.org/43/design/design/#consumer-position)</small>
//
// Look at `lag`: Eve's order is fine, and waits for Bo's. Such a record is a **poison pill**. A new start does not help: the group goes on at `committed`, and that *is* the pill. (Only *share groups*, ready since Kafka 4.2, acknowledge record by record. KafkaJS lacks them.)

// %% text-final [markdown]
// The parser's `SyntaxError` is another matter. KafkaJS takes it, like a `TypeError`, for a mistake in the program, which no second try will mend.
//
// > **After an error that KafkaJS takes for final, it ends the consumer and does not start it again.**
// > <small>claim: final-error-ends-consumer · [KafkaJS documentation, "restartOnFailure"](https://kafka.js.org/docs/configuration#restartonfailure)</small>
//
// Your process lives on, and looks healthy. Only the event tells. So a record that another program wrote can end your consumer for good.

// %% text-letters [markdown]
// ## A place for dead letters
//
// What to do with such a record?
//
// | you | gain | lose |
// | --- | --- | --- |
// | **stop** | every record, in order | time, until it is mended |
// | **skip** it | time | the record |
// | **set it aside**, and go on | time, and the record | its place in the order |
//
// The third way needs a topic for what is set aside: a **dead-letter topic**. The record goes there as it is, byte for byte.
// Where it failed, why and when goes into its **headers**: small named values that a record carries beside key and value.

// %% demo-aside
const billed: number[] = [];
const deadLetters = await createTopic(cluster, "dead-letters");
const setAside = async (failed: EachMessagePayload, reason: string) => {
  const { key, value, offset, headers } = failed.message;
  const why = {
    "failed.topic": failed.topic,
    "failed.partition": String(failed.partition),
    "failed.offset": offset,
    "failed.reason": reason,
    "failed.at": new Date().toISOString(),
  };
  const letter = { key, value, headers: { ...headers, ...why } };
  await producer.send({ topic: deadLetters, messages: [letter] });
};

// %% text-read [markdown]
// Reading takes the three steps from above. `fatal` makes the decoder throw where it would put �.
//
// Billing is only a line in a list here. `billOrSetAside` does it for what can be read, and sets aside what can't. As soon as it returns, KafkaJS counts the record as done.

// %% demo-read
function readOrder({ value }: KafkaMessage): z.infer<typeof Order> {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(value!);
  const { data, error } = Order.safeParse(JSON.parse(text));
  if (error) throw new Error(told(error));
  return data;
}
async function billOrSetAside(payload: EachMessagePayload): Promise<void> {
  try {
    billed.push(readOrder(payload.message).order);
  } catch (error) {
    await setAside(payload, `${error}`);
  }
}

// %% predict-letters [markdown]
// **Before you run it:** which orders will be billed? And how many letters will lie in the dead-letter topic?

// %% demo-letters
import { deserialise, sendToDeadLetters, untilCaughtUp } from "workbook";
import { show } from "pictures";
const groupId = newGroup(cluster, "billing");
const billing = cluster.kafka.consumer({ groupId });
await billing.connect();
await billing.subscribe({ topics: [orders], fromBeginning: true });
await billing.run({ eachMessage: billOrSetAside });
await untilCaughtUp(cluster, billing, orders);
await billing.disconnect();
const letters = await readToEnd(cluster, deadLetters);
await show(table(billed.map((order) => ({ billed: order }))));
table(letters.map(({ key, headers }) => ({ key, ...headers })));

// %% text-letters-notice [markdown]
// Ada and Eve are billed. Four letters, and each says by itself what is wrong. There is no log file to search.
//
// > **Headers are stored with their record, and every reader of it gets them.**
// > <small>claim: headers-travel · [KIP-82, "Add Record Headers"](https://cwiki.apache.org/confluence/display/KAFKA/KIP-82+-+Add+Record+Headers)</small>
//
// From here on both halves come from the library; the cell above has imported them. `deserialise` does the three steps, with one kind of error, `Malformed`, and a sentence for each case. `sendToDeadLetters` is `setAside`.

// %% text-replay [markdown]
// ### Bring them back
//
// If dead letters are only kept, their records are skipped all the same. The other half is the **replay**: mend what can be mended, and send it back to where it came from.
//
// `replay` reads the letters, gives each to `repair`, and sends the result to the topic in `failed.topic`. It commits after each letter, sent back or not, and the next replay goes on from there.
// Our `repair` makes a number of a price that is text, and checks the order against the schema again. It leaves everything else alone.
//
// Meanwhile Bo has changed his mind, and his order, to a lamp for 59.

// %% predict-replay [markdown]
// **Before you run it:** the second record of order 1002 says 59, and then the first one is mended and sent back. What does the topic say about 1002 in the end?

// %% demo-replay
import { replay } from "workbook";
import { lanes } from "pictures";
const repair = (letter: Message): Message | null => {
  const reason = String(letter.headers!["failed.reason"]);
  if (!reason.includes("received string")) return null;
  const order = JSON.parse(String(letter.value));
  order.amount = Number(order.amount);
  const { success } = Order.safeParse(order);
  return success ? { ...letter, value: JSON.stringify(order) } : null;
};
await deliver(orders, { ...bo, amount: 59 });
await show(table(await replay(cluster, deadLetters, { repair })));
const inTheEnd = await readToEnd(cluster, orders);
const label = (r: ConsumerRecord) => r.value!.split(/amount":|}/)[1] || "?";
lanes(inTheEnd, { label });

// %% text-replay-notice [markdown]
// Four letters, and one has gone back. The other three are still in the topic, but the replay has committed past them too, so the next one passes them by: one number can't leave out a letter.
// Once you have a better `repair`, take the replay's group back first, with chapter 5's `resetGroup` (import it from `workbook/offsets.ts`): ``await resetGroup(cluster, `${deadLetters}-replay`, deadLetters, "earliest")``. And let that `repair` give `null` for what has gone back already.

// %% text-last-word [markdown]
// Now look at the records of 1002: 49 as text, 59, and then 49 once more. A reader that goes by the last record of a key bills Bo for the lamp that he doesn't want.
//
// > **A replayed record comes after everything that its partition got in the meantime.**
// > <small>claim: replay-comes-last · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// So setting aside breaks the order of a key, and so do **retry topics**, from which a record is tried again later. Where order matters, set aside *all* later records of that key too, or let readers ignore a record that is older than what they know.

// %% text-evolve [markdown]
// ## When the schema itself must change
//
// Lantern will sell to Switzerland, and an order needs a `currency`.
// There are dozens of programs that write or read orders. They will not all change in the same second, and old records stay in the topic for days. So old and new must get along, in two ways:
//
// - **backward compatible**: new readers can read old records,
// - **forward compatible**: old readers can read new records.

// %% predict-evolve [markdown]
// **Before you run it:** two ways to add a currency, and a field with a new name. Which of the three get along both ways?

// %% demo-evolve
const text = z.string();
const { order, amount } = Order.shape;
const was = { order: 1005, customer: "Eve", amount: 120 };
const is = { ...was, currency: "CHF" };
const renamed = { order: 1005, buyer: "Eve", amount: 120 };
const changes = [
  ["currency, required", Order.extend({ currency: text }), is],
  ["currency, else EUR", Order.extend({ currency: text.default("EUR") }), is],
  ["buyer for customer", z.object({ order, buyer: text, amount }), renamed],
] as const;
table(changes.map(([change, Next, now]) => ({
  change,
  "new reads old": Next.safeParse(was).success,
  "old reads new": Order.safeParse(now).success,
})));

// %% text-evolve-notice [markdown]
// One gets along. What it adds has a **default**, a value that readers put where there is none. So the new field means something for old records too: they were all in euros.
//
// A new name is the worst change. To a program, one field has vanished and an unknown one has come.
//
// And note what *true* in the last column is worth. zod drops fields that it doesn't know, so the old reader reads 120 francs and bills 120 euros. Compatible means that it can be read, not that it is right. (`z.strictObject` would refuse all fields to come, and nothing could ever be added.)

// %% text-registry [markdown]
// ### Ask before you write
//
// Who knows which schemas are out there? A **schema registry** does: a server that keeps the versions of each schema under a **subject**, and gives every schema an id.
// It is not part of Kafka. Confluent's, Karapace and Apicurio offer the same HTTP API, and the one in this notebook offers enough of it.
//
// It keeps JSON Schema, which zod can write, and **Avro**: a format whose records hold only values. The names of the fields are in the schema:
//
// ```json
// { "type": "record", "name": "Order", "fields": [
//   { "name": "order", "type": "int" },
//   { "name": "customer", "type": "string" },
//   { "name": "amount", "type": "double" } ] }
// ```

// %% predict-registry [markdown]
// **Before you run it:** as JSON, Eve's order takes 44 bytes. And in Avro?

// %% demo-registry
import { SchemaRegistry, SchemaType } from "@kafkajs/confluent-schema-registry";
import { startRegistry } from "chapters/07_schemas/mod.ts";
const registry = startRegistry(cluster);
const client = new SchemaRegistry({ host: registry.url });
const jsonSchema = z.toJSONSchema(Order, { target: "draft-7", io: "input" });
const schemas = { AVRO: v1, JSON: jsonSchema };
const wire: object[] = [];
for (const type of [SchemaType.AVRO, SchemaType.JSON] as const) {
  const schema = JSON.stringify(schemas[type]);
  const subject = { subject: `orders-${type}` };
  const { id } = await client.register({ type, schema }, subject);
  const bytes = await client.encode(id, was);
  wire.push({ type, id, size: bytes.length, hex: bytes.toString("hex", 0, 9) });
}
table(wire);

// %% text-registry-notice [markdown]
// Look at `size`. Both hold five bytes more than the order itself. Avro is so short because it writes no names.
//
// Now `hex`, the first nine bytes. The first of all, a zero, says that this is the registry's format. The next four are the schema's id. Then the order begins.
//
// So only the id travels with a record. The schema stays in the registry, and each reader fetches it once. A reader without the registry's client trips over those five bytes: it is a format of its own.
//
// `client.encode` refuses what does not fit, as `deliver` did. That takes `io: "input"`. Otherwise zod writes `additionalProperties: false`, and no field could ever be added.

// %% text-compatible [markdown]
// The registry's second task is to say no. A subject has a **compatibility mode**; the usual one is `BACKWARD`: a new version must be able to read what was written with the one before.
// We ask with plain HTTP, before anything is registered or sent.

// %% predict-compatible [markdown]
// **Before you run it:** the three changes from above. What will the registry say to each?

// %% demo-compatible
const path = "compatibility/subjects/orders-AVRO/versions/latest";
const currency = { name: "currency", type: "string" };
const candidates = {
  "currency, required": [...v1.fields, currency],
  "currency, else EUR": [...v1.fields, { ...currency, default: "EUR" }],
  "buyer for customer": v1.fields.with(1, { name: "buyer", type: "string" }),
};
const answers: object[] = [];
for (const [change, fields] of Object.entries(candidates)) {
  const schema = JSON.stringify({ ...v1, fields });
  const asked = { method: "POST", body: JSON.stringify({ schema }) };
  const answer = await fetch(`${registry.url}/${path}`, asked);
  answers.push({ change, ...await answer.json() });
}
table(answers);

// %% text-compatible-notice [markdown]
// It refuses what new readers could not read, and says why. A deployment can ask this before it goes out, and no record has to fail first.
//
// `BACKWARD` asks one of the two questions. Can *old* readers read new records? That would be `FORWARD`, and both together `FULL`. Exercise 3 is about the other one.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it. A wrong answer costs nothing: the check says what it saw.

// %% text-model-exercise [markdown]
// ### 1. What may come
//
// Lantern tells the second shop what an order must look like. Write the schema; the JSON has been parsed already.
//
// - `order`: a positive whole number
// - `amount`: a positive number, in euros, perhaps with cents
// - `at`: when it was ordered. JSON has no dates, so it comes as `"2026-11-20T09:30:00Z"`, and must leave your schema as a `Date`
// - `note`: text, and may be missing
// - The shop may add fields of its own. They must do no harm.
//
// Anything else must be refused, not bent until it fits. What fits must come out as it was, but for `at`.

// %% exercise-model
/** What an order of the second shop must look like. */
function orderModel(): z.ZodType<{ at: Date }> {
  // BEGIN SOLUTION
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    // Only what is written as a moment becomes a Date: `z.coerce` makes one of anything.
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
  // END SOLUTION
}

// %% hint-model [markdown]
// <details><summary>A nudge</summary>
//
// What do `Number("")`, `Number(true)` and `new Date(null)` give? Would you ship an order that was made of them?
//
// </details>
// <details><summary>More</summary>
//
// zod has formats for text, `z.iso.datetime()` among them. What passes a format can then go through `.transform(…)`.
//
// </details>

// %% check-model
await checkModel(cluster, orderModel);

// %% text-bill [markdown]
// ### 2. Go on, lose nothing
//
// On Friday the bank was away for an hour. `billOrSetAside`, by then with a real bank in the place of the list, set four hundred good orders aside.
//
// Write a better one. `charge(order)` asks the bank, `letters` says where dead letters go. A good order is charged once. A malformed record goes to the dead letters with all that it has and the reason, acknowledged by all in-sync replicas. The bank may be away, and so may the dead-letter topic: then nothing may be lost either.
//
// Take `deserialise(Order, payload)`, which gives an order or throws, and `sendToDeadLetters(letters, payload, reason)`.

// %% exercise-bill
/** Charges the order in a record, or sets the record aside. */
const handle: Billing = async (payload, { charge, letters }) => {
  // BEGIN SOLUTION
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    // Awaited: as soon as we return, KafkaJS may commit past this record.
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  await charge(order); // its failures say nothing about the record
  // END SOLUTION
};

// %% hint-bill [markdown]
// <details><summary>A nudge</summary>
//
// KafkaJS takes a record for done when your function returns, and hands it over again when it throws. For each thing that can fail: which of the two do you want?
//
// </details>
// <details><summary>More</summary>
//
// How much belongs inside the `try`? And what has to be true before you may return?
//
// </details>

// %% check-bill
import { checkBill } from "chapters/07_schemas/mod.ts";
await checkBill(cluster, handle);

// %% text-next [markdown]
// ### 3. Version 2
//
// The accountants ask for two things. Every order is to say its `currency`; so far all were in `EUR`. And the field `customer` is to be called `buyer`.
//
// The packing desks still read with version 1, and will until Christmas. Write version 2 of the Avro schema so that
//
// - the registry takes it,
// - a reader with version 2 finds a `currency` in every order, old and new, and the `buyer` of each new one,
// - a reader with version 1 notices nothing.

// %% exercise-next
import type { AvroRecord } from "chapters/07_schemas/mod.ts";
/** Version 2 of the Avro schema of an order. */
function nextVersion(before: AvroRecord): AvroRecord {
  // BEGIN SOLUTION
  // What is new has a default, for old records. What is old stays, for old readers.
  const currency = { name: "currency", type: "string", default: "EUR" };
  const buyer = { name: "buyer", type: "string", default: "" };
  return { ...before, fields: [...before.fields, currency, buyer] };
  // END SOLUTION
}

// %% hint-next [markdown]
// <details><summary>A nudge</summary>
//
// A desk that reads with version 1 gets an order written with version 2. Which fields does it look for, and what has it got if one is not there?
//
// </details>
// <details><summary>More</summary>
//
// Nothing says that a record may not name Cleo twice. The old name can go when the last old reader has gone.
//
// </details>

// %% check-next
import { checkNext } from "chapters/07_schemas/mod.ts";
await checkNext(cluster, nextVersion);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>The producers check every record. Must consumers still check?</summary>
//
// Yes. A topic outlives programs: it holds what last year's version wrote, and what a script wrote at two in the morning. And the broker looks at none of its fields.
//
// </details>
// <details><summary>A record in Avro comes, and the registry that knows its schema does not answer. Is the record malformed?</summary>
//
// No. Nothing is known against it, and in a minute it can be read. If the world is at fault, stop and try again; if the record is, set it aside. A reader that has met the schema before still has it, so it notices nothing.
//
// </details>
// <details><summary>A record just below the size limit goes to the dead-letter topic. What may happen?</summary>
//
// The headers make it larger, and the broker refuses it: the poison pill is back. So give the dead-letter topic a higher <code>max.message.bytes</code>, and cut reasons short.
//
// </details>
// <details><summary>Can the replay send a letter twice?</summary>
//
// It can, if it dies between the send and the commit: that is at least once, as in chapter 5. Chapter 8 puts both into one transaction.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - *Kafka checks my data*: its size, its date, and in compacted topics that it has a key. What a record means is agreed on by writers and readers.
// - *Bad records fail*: the dangerous ones don't. `"49" + 5` is a perfectly good value.
// - *An error only hurts its record*: it holds up all that come after it, or ends the consumer.
// - *Dead letters solve that*: they trade order for progress, and only if they are read.
// - *Compatible means safe*: it means readable, in one direction, compared with one version.
// - To change a field, add now and remove later.

// %% teardown
await cluster.close();
