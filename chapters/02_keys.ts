// %% title [markdown]
// # 2. Keys and partitions
//
// *Three lamps, three parcels*
//
// On Monday Ada ordered three lamps before lunch. She got three parcels, and Lantern paid the postage three times.
//
// Lantern packs at three desks now. Each desk did its job. None of them knew of Ada's other lamps.
//
// After this chapter you can
// - calculate which partition a record goes to, before it is sent,
// - choose a key that keeps together what belongs together, and notice one that is too hot,
// - say what becomes of keys when partitions are added.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as in chapter 1.

// %% setup
import type { PartitionerArgs } from "kafkajs";
import { connect, murmur2, partitionForKey, untilPartitions } from "workbook";
import { lanes, show, table } from "pictures";
import { checkKeyOf, checkPartitioner } from "chapters/02_keys/mod.ts";

const cluster = await connect("02_keys");

// %% text-turns [markdown]
// ## Three desks
//
// In chapter 1 the topic had one partition, and each reader read everything. One packing desk can't keep up with that.
// So the orders now go into a topic of three partitions: three logs side by side, each with offsets of its own.
// Each desk reads one of them.
//
// Who decides which partition a record goes to? Not the broker. The producer does, with a function called its **partitioner**.

// %% predict-turns [markdown]
// **Before you run it:** nine orders, and three of them are Ada's. How many orders will each desk get?
// And will a second run of the cell begin with the same desk?

// %% demo-turns
import { createTopic, readToEnd } from "workbook";
const monday = ["Ada", "Bo", "Cleo", "Eve", "Ada", "Gil", "Bo", "Cleo", "Ada"]
  .map((customer, i) => ({ customer, order: `${1001 + i}` }));
const unkeyed = await createTopic(cluster, "orders", { partitions: 3 });
const producer = cluster.kafka.producer();
await producer.connect();
const noKeys = monday.map(({ customer, order }) => ({
  value: `${order} ${customer}`,
}));
await producer.send({ topic: unkeyed, messages: noKeys });
const withoutKeys = await readToEnd(cluster, unkeyed);
lanes(withoutKeys, {
  title: "Monday's orders, without a key",
  by: { name: "Customer", of: ({ value }) => value!.split(" ")[1]! },
});

// %% text-turns-notice [markdown]
// Each desk has three orders. But Ada's three lie on three desks.
//
// > **KafkaJS gives records without a key to the partitions in turn.**
// > <small>claim: keyless-in-turn · [KafkaJS documentation, "Key"](https://kafka.js.org/docs/producing#message-key)</small>
//
// Each producer keeps a count of its own for each topic, and begins at a partition chosen at random. Run the cell again, and another desk may get the first order.

// %% text-turns-others [markdown]
// *Without a key, Kafka goes round robin*, people say. It depends on the client. (A KIP, *Kafka Improvement Proposal*, is the document that describes a change to Kafka.)
//
// | client | a record without a key goes |
// | --- | --- |
// | KafkaJS | to the next partition in turn |
// | Java | to one partition until it has got a batch of bytes (`batch.size`), then to another: it **sticks** ([KIP-480](https://cwiki.apache.org/confluence/display/KAFKA/KIP-480%3A+Sticky+Partitioner), [KIP-794](https://cwiki.apache.org/confluence/display/KAFKA/KIP-794%3A+Strictly+Uniform+Sticky+Partitioner)) |
// | librdkafka (confluent-kafka for Python, Go, .NET) | to a random one, and sticks to it for some milliseconds ([its configuration](https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md)) |
//
// In the long run each spreads the load. None of them keeps Ada together.

// %% text-keyed [markdown]
// ## A key says what belongs together
//
// A record can carry a **key** beside its value: some bytes, often a short text.
// The partitioner turns the key into a number, and the number into a partition. Equal keys give equal numbers.
//
// So a key does not identify a record. Many records share one.

// %% predict-keyed [markdown]
// **Before you run it:** the same nine orders, now with the customer as key. Ada's three will meet on one desk.
// Will the three desks still get three orders each?

// %% demo-keyed
const keyed = await createTopic(cluster, "orders", { partitions: 3 });
await producer.send({
  topic: keyed,
  messages: monday.map(({ customer, order }) => ({
    key: customer,
    value: order,
  })),
});
const byKey = await readToEnd(cluster, keyed);
lanes(byKey, {
  title: "Monday's orders, with the customer as key",
  partitions: 3,
});

// %% text-keyed-notice [markdown]
// Every customer is on one desk, and Ada gets one parcel.
//
// > **Records with equal keys go to the same partition, while the number of partitions and the partitioner stay the same.**
// > <small>claim: same-key-same-partition · [Kafka documentation, "Main Concepts and Terminology"](https://kafka.apache.org/43/getting-started/introduction/#main-concepts-and-terminology)</small>
//
// Now look at the lengths of the lanes: six, two, one. Equal keys stay together, but partitions need not get equally many records.
// With five keys the spread is a matter of chance; with five thousand it evens out.

// %% text-arithmetic [markdown]
// ### Three steps on paper
//
// How does a key become a partition?
//
// 1. A **hash function**, **murmur2**, mixes the key's bytes into a whole number of 32 bits. Equal bytes give the same number, on any machine, in any year.
// 2. Half of those numbers are negative. So the bit that holds the sign is set to zero.
// 3. What remains is divided by the number of partitions. The remainder is the partition.
//
// The broker has no part in it. `partitionForKey` does all three steps.

// %% predict-arithmetic [markdown]
// **Before you run it:** the cell calculates six desks, and only then sends. Zoë has never ordered, and her three letters are four bytes. How many of the six will be found where they were calculated?

// %% demo-arithmetic
const customers = [...new Set(monday.map(({ customer }) => customer)), "Zoë"];
const calculated = customers.map((key) => partitionForKey(key, 3));
const tested = await createTopic(cluster, "orders", { partitions: 3 });
await producer.send({
  topic: tested,
  messages: customers.map((key) => ({ key, value: "lamp" })),
});
const kept = await readToEnd(cluster, tested);
const homeOf = new Map(kept.map(({ key, partition }) => [key, partition]));
table(customers.map((customer, i) => ({
  customer,
  hash: murmur2(new TextEncoder().encode(customer)),
  calculated: calculated[i],
  found: homeOf.get(customer),
})));

// %% text-arithmetic-notice [markdown]
// The column *calculated* was filled before anything was sent, the column *found* by reading the topic. They agree, in Zoë's line too.
//
// > **KafkaJS and the Java client hash a key with murmur2, drop the sign bit, and take the remainder by the number of partitions.**
// > <small>claim: key-hash · [KafkaJS documentation, "Default Partitioners"](https://kafka.js.org/docs/producing#default-partitioners)</small>
//
// It is the *bytes* that count. `Ada` and `ada` are two keys, and so are the text `1001` and the number 1001 in four bytes.

// %% text-partition [markdown]
// ### A record that names its partition
//
// A record may also name its partition. Cleo pays for express, and the express van stands at desk 2.
//
// The record after that names partition 3, by mistake: the topic has the partitions 0, 1 and 2.

// %% predict-partition [markdown]
// **Before you run it:** Cleo's key says partition 1, as you saw. Her first record says `partition: 2`. Which of the two wins?
// And how does `send` end for the record that says `partition: 3`?

// %% demo-partition
const [express] = await producer.send({
  topic: keyed,
  messages: [{ key: "Cleo", value: "1010", partition: 2 }],
});
const mistaken = await producer.send({
  topic: keyed,
  messages: [{ key: "Cleo", value: "1011", partition: 3 }],
});
const all = (await readToEnd(cluster, keyed)).map(({ value }) => value);
({ byKey: partitionForKey("Cleo", 3), express, mistaken, all });

// %% text-partition-notice [markdown]
// > **A record that names its partition goes there, whatever its key.**
// > <small>claim: named-partition-wins · [KafkaJS documentation, "Key"](https://kafka.js.org/docs/producing#message-key)</small>
//
// The broker stores the key, and does not check whether key and partition fit. Only the producers keep equal keys together, and this one has put Cleo's orders on two desks.
//
// > **KafkaJS resolves a send to a partition that it does not know of, with an empty list, and stores nothing.**
// > <small>claim: unknown-partition-resolves · [KafkaJS source, "findLeaderForPartitions"](https://github.com/tulios/kafkajs/blob/v2.2.4/src/cluster/index.js#L316)</small>
//
// There was no error, and order 1011 is not in the list. A send is *acknowledged* only when its answer names an offset.

// %% text-clients [markdown]
// ### Two writers, two partitioners
//
// Equal keys can also be separated unnoticed. The wholesale team writes to the same topic, in Python.
//
// Its client is built on **librdkafka**, which hashes keys with another function, CRC32.
// KafkaJS accepts a partitioner of our own, so we let a producer calculate as theirs does. Chapter 11 runs the real client.

// %% predict-clients [markdown]
// **Before you run it:** six customers, equal keys, one topic, and both clients as they come out of the box.
// How many of the six stay on one desk?

// %% demo-clients
import { crc32PartitionForKey } from "workbook";
const wholesale = cluster.kafka.producer({
  createPartitioner: () => ({ message, partitionMetadata }) =>
    crc32PartitionForKey(message.key!, partitionMetadata.length),
});
await wholesale.connect();
const shared = await createTopic(cluster, "orders", { partitions: 3 });
for (const [value, writer] of Object.entries({ shop: producer, wholesale })) {
  const messages = customers.map((key) => ({ key, value }));
  await writer.send({ topic: shared, messages });
}
const fromBoth = await readToEnd(cluster, shared);
lanes(fromBoth, { title: "Two clients, equal keys", partitions: 3 });

// %% text-clients-notice [markdown]
// Two of six, Cleo and Gil, and both by chance. There was no error and no warning.
//
// So all programs that write to a topic must use the same partitioner.
// librdkafka has the Java client's as a setting, `partitioner=murmur2_random` ([its configuration](https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md)).
// KafkaJS before version 2 had yet another, and ships it as `LegacyPartitioner` for those who must stay with it.

// %% text-hot [markdown]
// ## Too hot for one desk
//
// The Grand, a hotel, renovates. It orders lamps for every room, more than all others together.
//
// Its key has become a **hot key**: one that brings so many records that its partition has far more to do than the others.

// %% predict-hot [markdown]
// **Before you run it:** 25 of 40 orders are the hotel's. What share of all orders will the fullest of three desks get?
// And what share if there were twelve desks?

// %% demo-hot
const rush = Array.from({ length: 40 }, (_, i) => ({
  key: i % 8 < 5 ? "Grand" : customers[i % 6]!,
  value: `${1011 + i}`,
}));
const busy = await createTopic(cluster, "orders", { partitions: 3 });
await producer.send({ topic: busy, messages: rush });
const load = await readToEnd(cluster, busy);
await show(lanes(load, { title: "Forty orders", partitions: 3 }));
table([0, 1, 2].map((partition) => {
  const own = load.filter((record) => record.partition === partition);
  const keys = [...new Set(own.map(({ key }) => key))].join(", ");
  const share = `${Math.round(100 * own.length / load.length)} %`;
  return { partition, records: own.length, share, keys };
}));

// %% text-hot-notice [markdown]
// Look at the last column. The hash spreads the *keys*. It can't spread one key, as equal keys must stay together.
//
// So more desks don't help. The hotel has one key and therefore one partition, of three or of three hundred, and 25 of 40 orders lie there.
// What helps is another key. Exercise 4 shows what that costs.

// %% text-grow [markdown]
// ## A fourth desk
//
// Business is good, and Lantern buys a fourth desk. `createPartitions` takes the number of partitions that there shall be in all.
//
// Every customer orders once before that and once after, the second time through a new producer. A record is flagged when it lies on another partition than that customer's first record.

// %% predict-grow [markdown]
// **Before you run it:** which records will Kafka move to the new partition?
// And how many of six customers will find their next order on another desk?

// %% demo-grow
const grown = await createTopic(cluster, "orders", { partitions: 3 });
const before = customers.map((key) => ({ key, value: "before" }));
await producer.send({ topic: grown, messages: before });
const four = { topicPartitions: [{ topic: grown, count: 4 }] };
await cluster.admin.createPartitions(four);
await untilPartitions(cluster, grown, 4);
const newcomer = cluster.kafka.producer();
await newcomer.connect();
const after = customers.map((key) => ({ key, value: "after" }));
await newcomer.send({ topic: grown, messages: after });
const inFour = await readToEnd(cluster, grown);
lanes(inFour, {
  flag: ({ key, partition }) =>
    partition === partitionForKey(key!, 3) ? null : "new home",
});

// %% text-grow-notice [markdown]
// Kafka moved nothing: each *before* is where it was. But five of six *after* lie elsewhere.
// Only Ada's is in the new partition. Four others changed places among the old ones, and only Gil's stayed.
//
// > **Adding partitions moves no record, but it changes where the next records of a key go.**
// > <small>claim: growth-splits-keys · [Kafka documentation, "Modifying topics"](https://kafka.apache.org/43/operations/basic-kafka-operations/#modifying-topics)</small>
//
// A customer now has records in two partitions, with no order between them.

// %% text-late [markdown]
// ### An old producer and a new one
//
// In the last cell a new producer sent the second half. This time the old one sends too.
//
// A client asks brokers for a topic's **metadata**: which partitions there are, and which broker leads each.

// %% predict-late [markdown]
// **Before you run it:** Ada's home is 0 of three partitions, and 3 of four. After the growth, a producer that has been running all along sends an order of hers, and one that has just started sends another.
// Where do the two orders go?

// %% demo-late
const late = await createTopic(cluster, "orders", { partitions: 3 });
const ada = { topic: late, messages: [{ key: "Ada", value: "lamp" }] };
await producer.send(ada);
await cluster.admin.createPartitions({
  topicPartitions: [{ topic: late, count: 4 }],
});
await untilPartitions(cluster, late, 4);
const [fromRunning] = await producer.send(ada);
const starting = cluster.kafka.producer();
await starting.connect();
const [fromStarted] = await starting.send(ada);
({ running: fromRunning!.partition, started: fromStarted!.partition });

// %% text-late-notice [markdown]
// > **A running producer learns of new partitions only when it asks for the topic's metadata again.**
// > <small>claim: producers-learn-late · [Kafka documentation, "Modifying topics"](https://kafka.apache.org/43/operations/basic-kafka-operations/#modifying-topics)</small>
//
// It keeps the answer for a while, and asks at least every five minutes, unless told otherwise (`metadata.max.age.ms`, in KafkaJS `metadataMaxAge`).
// Until then, two producers of the same program disagree about Ada.
//
// Consumers learn late as well. One that starts new partitions at their end misses what was written there before it learnt of them.

// %% text-share [markdown]
// ### How many keys move?
//
// Five of six may have been bad luck. Since homes are arithmetic, we can count a thousand customers without sending anything.

// %% predict-share [markdown]
// **Before you run it:** from three partitions to four. How many of a thousand keys get another home: 250, 333, more?
// And from three to six?

// %% demo-share
const thousand = Array.from({ length: 1_000 }, (_, i) => `customer ${i}`);
const growths = [[3, 4], [3, 5], [3, 6], [12, 13], [12, 24]] as const;
table(growths.map(([from, to]) => {
  const moved = thousand.filter((key) =>
    partitionForKey(key, from) !== partitionForKey(key, to)
  );
  return { from, to, moved: moved.length };
}));

// %% text-share-notice [markdown]
// One partition more, and about three quarters move. Why? Take the hashes 0 to 11. Divided by 3 and by 4, only 0, 1 and 2 leave the same remainder: three of twelve. From 12 to 13 it is one of thirteen that stays.
//
// Doubling is the mildest: half of the keys stay. From three to six, the others all go from partition *p* to *p* + 3.
//
// Better still is not to grow: begin with more partitions than you need today. A dozen cost Kafka hardly more than three.

// %% text-fewer [markdown]
// ### And back?
//
// Christmas is over, and one desk is sold again.

// %% predict-fewer [markdown]
// **Before you run it:** the topic has four partitions, and we ask for three. What would have to happen to the records in the fourth?

// %% demo-fewer
const three = { topicPartitions: [{ topic: grown, count: 3 }] };
const answer = await cluster.admin.createPartitions(three)
  .then(() => "granted", ({ type, message }) => `${type}: ${message}`);
answer;

// %% text-fewer-notice [markdown]
// > **The number of a topic's partitions can't be reduced.**
// > <small>claim: never-fewer · [Kafka documentation, "Modifying topics"](https://kafka.apache.org/43/operations/basic-kafka-operations/#modifying-topics)</small>
//
// The records of the fourth would have to be appended to the other three: after newer records, under other offsets.
// A key's older records could then come after its newer ones, and an offset that a reader has noted in the fourth would mean nothing.
// If you need fewer, make a new topic and copy the records.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-partitioner [markdown]
// ### 1. A partitioner of your own
//
// KafkaJS calls `ourPartitioner` once for each producer, and the function that it returns once for each record, with its `topic`, its `message` and the topic's `partitionMetadata`, a list with an item for each partition. Write one that does what you have seen:
//
// - a record that names its partition goes there,
// - a key, a text or a `Buffer` of bytes, goes where KafkaJS and the Java client put it; `murmur2` takes bytes and gives a number of 32 bits,
// - records with neither take turns, for each producer and each topic apart.

// %% exercise-partitioner
/** Makes the function that picks each record's partition for one producer. */
function ourPartitioner(): (record: PartitionerArgs) => number {
  // BEGIN SOLUTION
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition; // 0 is a partition too
    turns[topic] ??= Math.floor(Math.random() * count);
    if (key == null) return turns[topic]++ % count;
    const bytes = typeof key === "string" ? new TextEncoder().encode(key) : key;
    // A negative number has a negative remainder; so the sign bit goes first.
    return (murmur2(bytes) & 0x7fffffff) % count;
  };
  // END SOLUTION
}

// %% hint-partitioner [markdown]
// <details><summary>A nudge</summary>
//
// Three questions, in which order? And who remembers whose turn it is: the outer function's variables, or the inner one's?
//
// </details>
// <details><summary>More</summary>
//
// `new TextEncoder().encode(text)` gives bytes; a `Buffer` is bytes already, and need not be a text. `-809162477 % 3` is `-2` in JavaScript, and `Math.abs` gives another number than dropping the sign bit:
// `hash & 0x7fffffff` keeps all bits but that one.
//
// </details>

// %% check-partitioner
await checkPartitioner(cluster, ourPartitioner);

// %% text-key-of [markdown]
// ### 2. What belongs together?
//
// Accounting reads the events of all orders: *created*, *paid*, *shipped*.
// It asks for two things. All events of one order must be in one partition. And no partition of the three may get more than half of the events.
//
// Two of three orders are the Grand's. Which key does such an event get?

// %% exercise-key-of
/** The key for an event in the life of an order. */
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  // BEGIN SOLUTION
  // The rule asks for orders, not for customers: the smallest thing that must stay together.
  return String(event.order);
  // END SOLUTION
}

// %% hint-key-of [markdown]
// <details><summary>A nudge</summary>
//
// What do the three events of one order have in common that those of another order don't?
//
// </details>
// <details><summary>More</summary>
//
// More different keys spread better. Fewer keep more together. Take the key that keeps together what the rule names, and no more.
//
// </details>

// %% check-key-of
await checkKeyOf(cluster, keyOf);

// %% text-where-to-look [markdown]
// ### 3. Everything about Ada
//
// Ada asks which of her orders Lantern has kept. The customer is the key. The topic began with 3 partitions, grew to 4, then to 6: `counts` is `[3, 4, 6]`.
//
// Which partitions do we have to read? Name each once, and none in which no record of hers can be.

// %% exercise-where-to-look
/** The partitions that can hold records with a key, in a topic that had these numbers of partitions. */
function whereToLook(key: string, counts: number[]): number[] {
  // BEGIN SOLUTION
  // Growth moves no record, so each number of partitions has left hers where it was then.
  return [...new Set(counts.map((count) => partitionForKey(key, count)))];
  // END SOLUTION
}

// %% hint-where-to-look [markdown]
// <details><summary>A nudge</summary>
//
// Where did an order of hers go while there were three partitions? Where is it now?
//
// </details>
// <details><summary>More</summary>
//
// She had one home for each of the three numbers. Two of them may be the same partition; a `Set` keeps each value once.
//
// </details>

// %% check-where-to-look
import { checkWhereToLook } from "chapters/02_keys/mod.ts";
await checkWhereToLook(cluster, whereToLook);

// %% text-salt [markdown]
// ### 4. Cool the hotel
//
// **Salting** adds something to a hot key, so that it becomes several keys.
// Salt the hotel's key, `Grand`, until no desk of three has more than half of the records. Of the orders 1201 to 1260 it has three in five: 1201 to 1203, 1206 to 1208, and so on. The events of one order must stay on one desk, and all other customers keep their name as their only key.
//
// A program that wants everything about a customer then has to know all of its keys. So return those too.

// %% exercise-salt
/** The keys of a customer: `all` of them, and the one that the records `of` an order get. */
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  // BEGIN SOLUTION
  const isHot = customer === "Grand";
  const salts = isHot ? ["/0", "/1", "/2", "/3", "/4", "/5"] : [""];
  const all = salts.map((salt) => customer + salt);
  // The order picks the salt, so that its own events meet again.
  return { all, of: (order) => all[order % all.length]! };
  // END SOLUTION
}

// %% hint-salt [markdown]
// <details><summary>A nudge</summary>
//
// The salt must be the same for each event of an order, and differ between orders. What do you have that is like that?
//
// </details>
// <details><summary>More</summary>
//
// The remainder of the order's number gives a fixed set of salts. Different keys may still share a partition:
// `partitionForKey(key, 3)` tells you before you send anything.
//
// </details>

// %% check-salt
import { checkSalt } from "chapters/02_keys/mod.ts";
await checkSalt(cluster, keysFor);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>Which key would you choose: for states of an order, clicks of a visitor, readings of a sensor, lines of a log?</summary>
//
// Ask what must stay in sequence, and take the smallest thing of which that is true.
//
// | records | key | why |
// | --- | --- | --- |
// | states of an order | the order's number | <i>paid</i> after <i>created</i>; the customer's, if one order may depend on another |
// | clicks of a visitor | the visitor's id | a visit is read as a whole |
// | readings of a sensor | the sensor's id | the newest reading must come last |
// | lines of a log, nothing to keep in sequence | none | spread as evenly as can be |
// | a few keys, or one far larger than the others | a finer one, or a salted one | a hot key fills one partition, and no setting helps |
//
// </details>
// <details><summary>A colleague gives each record a new UUID as its key. What does that gain over no key at all?</summary>
//
// Nothing, and it costs bytes. No two records share a key, so nothing is kept together, and they are spread about as evenly as without one.
//
// </details>
// <details><summary>One partition fills up overnight, and its hottest key reads <code>undefined</code>. What happened?</summary>
//
// The code has <code>`${order.customerId}`</code> for an order that has none. The text *undefined* is a key like any other, and all those orders share it.
// Had it stayed a real <code>undefined</code>, they would carry no key and be spread instead. Kafka finds nothing wrong with either.
//
// </details>
// <details><summary>You must go from 3 partitions to 12, and each customer's records must stay together. How?</summary>
//
// Not with <code>createPartitions</code>. Make a second topic with 12 partitions, copy the old records into it with their keys, partition by partition,
// each in its order, and then let writers and readers change over. Every key gets its home by 12 from the first record on.
//
// </details>
// <details><summary>Partitions are added to a topic whose records have no keys. What breaks?</summary>
//
// Nothing in the order of records, for there was none between partitions: turns are taken among four instead of three once producers have learnt of it.
// Readers have to learn of it too. Until then the new partition's records wait, and readers that start at its end skip them. Chapter 6 shows that.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - The producer picks the partition. The broker stores the key and never checks it.
// - A key says what belongs together, and many records share one. The hash spreads keys, not load: a hot key stays on one partition.
// - *Same key, same partition* holds while the number of partitions and the partitioner stay the same. Adding partitions moves no record and most keys.
// - *Round robin without a key* is KafkaJS's way. Other clients have theirs, and their own hashes.
// - For order, records must be in one partition, and be sent in sequence. That is chapter 3.

// %% teardown
await cluster.close();
