// %% title [markdown]
// # 6. Consumer groups
//
// *A second pair of hands*
//
// On Friday, orders came in faster than one desk could pack. So Lantern opened a second desk and copied the packing program to it.
//
// By noon Ada had two parcels on the way, and so had Bo, Cleo and all the others. Both programs worked. Neither knew of the other.
//
// After this chapter you can
// - let several programs share a topic, and let others read all of it,
// - say how many of them are of use, and who takes over when one dies,
// - read a rebalance off a timeline, and name what it does to the work in hand.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker.
// `quick` makes our consumers look five times a second whether something has changed, so that you needn't wait for them. `short`, for a later experiment, also has the broker count one as dead after a second of silence.

// %% setup
import type { EachBatchPayload } from "kafkajs";
import { connect, createTopic, newGroup, untilShared } from "workbook";
import { rebalanceTimeline, show, table } from "pictures";
import { joinFromProcess, readAll } from "chapters/06_groups/mod.ts";

const cluster = await connect("06_groups");
const quick = { config: { heartbeatInterval: 200 } };
const short = { sessionTimeout: 1_000, heartbeatInterval: 200 };
const producer = cluster.kafka.producer();
await producer.connect();

// %% text-join [markdown]
// ## A name that is shared
//
// Every consumer states a `groupId`. In chapter 5 it was the name under which a program's place is kept.
// It is more than that: all consumers that state the same one form a **consumer group**, and share the work.
// Each of them is a **member**.
//
// One broker looks after the group, its **coordinator**. Whenever members come or go, it has the partitions dealt out anew. That is a **rebalance**.
//
// KafkaJS reports the start and the end of a rebalance by events. We listen, with one member to begin with. (`newGroup` makes a name that no group has had yet.)

// %% predict-join [markdown]
// **Before you run it:** the topic has four partitions, the group has one member. What will it be given?

// %% demo-join
const orders = await createTopic(cluster, "orders", { partitions: 4 });
const groupId = newGroup(cluster, "packing");
const consumer = cluster.kafka.consumer({ groupId });
const heard: object[] = [];
const { GROUP_JOIN, REBALANCING } = consumer.events;
consumer.on(REBALANCING, ({ type }) => void heard.push({ type }));
consumer.on(GROUP_JOIN, ({ type, payload }) => {
  const { isLeader, groupProtocol, memberAssignment } = payload;
  heard.push({ type, isLeader, groupProtocol, gets: memberAssignment[orders] });
});
await consumer.connect();
await consumer.subscribe({ topics: [orders] });
await consumer.run({ eachMessage: () => Promise.resolve() });
await consumer.disconnect();
heard;

// %% text-join-notice [markdown]
// One event only: a first member has nothing to give up, so you will meet `REBALANCING` when a second one joins.
//
// It got everything. `isLeader` says that this member did the dealing itself: the coordinator picks a **leader** among the members, and the leader works out who gets what, with an **assignor**. Here that is KafkaJS's `RoundRobinAssigner`.
//
// `joinGroup`, which the next cells use, does just these steps.
// It keeps what the member has handled in `records`, and what the two listeners hear in `events`; `until` waits for something to become true of it.
//
// KafkaJS only *tells* you. Java's `ConsumerRebalanceListener` is also waited for: what it does in `onPartitionsRevoked` is done before the partitions go.

// %% text-apart [markdown]
// ## Friday
//
// Now the two desks as they were on Friday. Each packing program had a `groupId` of its own, made from the desk's name.

// %% predict-apart [markdown]
// **Before you run it:** desk 3 is new, and its program was copied from desk 1's without a change. All three desks run one after the other, until nothing more comes.
// How many of the eight orders does each of them get?

// %% demo-apart
import { joinGroup, untilCaughtUp } from "workbook";
const friday = Array.from({ length: 8 }, (_, i) => ({ value: `${1001 + i}` }));
const apart = await createTopic(cluster, "orders", { partitions: 4 });
await producer.send({ topic: apart, messages: friday });
const [at1, at2] = [newGroup(cluster, "at-1"), newGroup(cluster, "at-2")];
const groupOf = { one: at1, two: at2, three: at1 };
const packed: Record<string, string> = {};
for (const [name, group] of Object.entries(groupOf)) {
  const desk = await joinGroup(cluster, { group, topic: apart, name });
  await untilCaughtUp(cluster, desk.consumer, apart);
  await desk.leave();
  packed[name] = desk.records.map(({ value }) => value).sort().join(" ");
}
packed;

// %% text-apart-notice [markdown]
// Sixteen parcels for eight orders, and none from desk 3: it states desk 1's `groupId`, and that group has read them all.
//
// > **Each consumer group reads every record, whatever other groups have read.**
// > <small>claim: each-group-reads-all · [Kafka documentation, "Consumer Position"](https://kafka.apache.org/43/design/design/#consumer-position)</small>
//
// For two packing desks that is a disaster. For packing *and* billing it is just right: each is a group, each gets every order, and neither has to know of the other.

// %% text-together [markdown]
// ## One group, two desks
//
// The cure is one word: both desks state the same `groupId`. We let both join first, and then send the eight orders.

// %% predict-together [markdown]
// **Before you run it:** could both desks get records from the same partition?

// %% demo-together
import { lanes } from "pictures";
const together = await createTopic(cluster, "orders", { partitions: 4 });
const both = { group: newGroup(cluster, "packing"), topic: together, ...quick };
const desk1 = await joinGroup(cluster, { ...both, name: "desk 1" });
const desk2 = await joinGroup(cluster, { ...both, name: "desk 2" });
await untilShared([desk1, desk2], 4);
await producer.send({ topic: together, messages: friday });
await desk1.until(() => desk1.records.length === 4, "four orders");
await desk2.until(() => desk2.records.length === 4, "four orders");
lanes([...desk1.records, ...desk2.records], {
  by: {
    name: "Packed at",
    of: (record) => desk1.records.includes(record) ? "desk 1" : "desk 2",
  },
});

// %% text-together-notice [markdown]
// Eight orders, eight parcels. Now look at the colours: no lane has two.
//
// > **Within a consumer group, each partition is assigned to at most one member at a time.**
// > <small>claim: one-owner-per-partition · [Kafka documentation, "Consumer Position"](https://kafka.apache.org/43/design/design/#consumer-position)</small>
//
// So a group doesn't share out *records*, it shares out *partitions*. That is how it keeps their order: one partition, one reader.
// And it is why the records of one key meet not only in one partition, but at one desk.
//
// All members of a group must subscribe to the same topics. Otherwise one of them may be dealt partitions of a topic that it does not read, and KafkaJS reports no error. So `joinGroup` refuses a second topic in one group.

// %% text-scale [markdown]
// ## More desks
//
// Before Christmas, Lantern opens a third desk, a fourth, and, to be safe, a fifth.
// The topic still has four partitions.

// %% predict-scale [markdown]
// **Before you run it:** how much faster are three desks than two? And what will the fifth get?

// %% demo-scale
import type { Member } from "workbook";
const growing = { ...quick, group: newGroup(cluster, "packing") };
const crew: Member[] = [];
const hands: Record<string, string>[] = [];
for (const name of ["desk 1", "desk 2", "desk 3", "desk 4", "desk 5"]) {
  crew.push(await joinGroup(cluster, { ...growing, topic: orders, name }));
  await untilShared(crew, 4);
  hands.push(Object.fromEntries(
    crew.map(({ name, partitions }) => [name, partitions.join(" ") || "idle"]),
  ));
}
table(hands, { title: "Which partitions each desk reads" });

// %% text-scale-notice [markdown]
// Read it line by line. With three desks, one of them still has two partitions, and the day ends when that one is done. If all partitions bring equally many orders, three are no faster than two. And of five, one is idle.
//
// > **At most as many members of a consumer group have work as there are partitions to read.**
// > <small>claim: idle-beyond-partitions · [Kafka documentation, "Adding and removing topics"](https://kafka.apache.org/43/operations/basic-kafka-operations/#adding-and-removing-topics)</small>
//
// Now read a column. A desk that keeps two partitions need not keep *the same* two: KafkaJS deals in the order of the members' ids, and those are random.
//
// (Kafka's newer **share groups** can have more members than partitions, and give up the order for it. KafkaJS can't join one.)

// %% text-how-many [markdown]
// ### How many partitions should a topic have?
//
// At least as many as you will ever want members at work: the orders of the busiest hour, divided by what a desk packs in an hour, and some to spare. A number with many divisors, such as 12, is dealt evenly to 2, 3, 4 or 6 desks.
//
// More can be added later, but [the records that are there stay where they are](https://kafka.apache.org/43/operations/basic-kafka-operations/#modifying-topics), and a key may go to another partition from then on. Partitions can't be taken away.
//
// Too many cost as well. [Each is a log of its own, which must fit on one broker](https://kafka.apache.org/43/operations/basic-kafka-operations/#adding-and-removing-topics), with files, replicas and a leader, and spreads the same records over smaller batches.

// %% text-batch [markdown]
// ### More hands at one desk
//
// So far a desk takes one record after the other, of whichever partition. With `partitionsConsumedConcurrently` KafkaJS calls our function for several partitions at a time.
//
// And `eachBatch` gives us what one fetch has brought from a partition. We go through it ourselves, and `resolveOffset` tells KafkaJS how far we have come. If our function throws, KafkaJS hands over again what comes after that.
//
// Here, to pack an order is to send a record to `parcels`, so it takes a moment. The diary notes when an order is taken and when its parcel is sent.

// %% predict-batch [markdown]
// **Before you run it:** eight orders in four partitions. How many can be in hand at the same time, with 1 and with 4? And could two of them be of the same partition?

// %% demo-batch
const parcels = await createTopic(cluster, "parcels");
const shift = async (partitionsConsumedConcurrently: number) => {
  const diary: string[] = [];
  const eachBatch = async ({ batch, resolveOffset }: EachBatchPayload) => {
    for (const { offset, value } of batch.messages) {
      diary.push(`${batch.partition} takes ${value}`);
      await producer.send({ topic: parcels, messages: [{ value }] });
      diary.push(`${batch.partition} has sent ${value}`);
      resolveOffset(offset);
    }
  };
  await readAll(cluster, apart, { partitionsConsumedConcurrently, eachBatch });
  return diary;
};
({ one: await shift(1), four: await shift(4) });

// %% text-batch-notice [markdown]
// With 1, each parcel is sent before the next order is taken. With 4, up to four orders are in hand, but never two of a partition: [KafkaJS keeps their order](https://kafka.js.org/docs/consuming#partition-aware-concurrency). That helps where the work is mostly waiting, and needs no further member.
//
// [`eachBatch`](https://kafka.js.org/docs/consuming#each-batch) is for work that is cheaper for many records at once. What `eachMessage` does for us is then up to us:
//
// - `resolveOffset` after each record, or an error brings the whole batch again;
// - `heartbeat()` in between, or a long batch costs the membership;
// - to stop when `isRunning()` is false or `isStale()` is true.
//
// When the function returns, KafkaJS takes the whole batch for done, unless `eachBatchAutoResolve` is `false`.

// %% text-timeline [markdown]
// ## What a rebalance costs
//
// The desks noted when they were given partitions and when they had to give them up. Now all but the first close again, one after the other, and we draw the whole day.
//
// In the picture a desk joins (●), gives up its partitions (◇) and leaves (○). The last row, *nobody*, shows when a partition had no reader.

// %% predict-timeline [markdown]
// **Before you run it:** when desk 5 joined, four desks had one partition each, and there was nothing to give it. How many of them had to stop for it?

// %% demo-timeline
for (const desk of crew.slice(1)) {
  await desk.leave();
  await untilShared(crew, 4);
}
rebalanceTimeline(crew.flatMap(({ events }) => events), {
  title: "Five desks come and four go",
});

// %% text-timeline-notice [markdown]
// All four. The ◇ stand in columns, and below each column *nobody* has all the partitions, if only for a moment.
//
// That is an **eager** rebalance: every member gives up everything, asks to join again, and is dealt a new hand, even if it is the old one.
// It is the only way that KafkaJS knows.
//
// A member learns of it from the answer to its next **heartbeat**, the *I am alive* that it sends to the coordinator.
//
// The stops are so short because these desks have nothing to do. No desk goes on before the last one has asked to join, and one in the middle of its work asks late.

// %% text-heartbeat [markdown]
// KafkaJS sends a heartbeat between two records or when a fetch comes back, at most once per `heartbeatInterval`: ours every 200 ms, for this course's fetches wait 100 ms at most (`maxWaitTimeInMs`).
//
// By default the interval is three seconds and a fetch waits for five, so an idle consumer learns of a rebalance up to five seconds late. In a program of your own, set both.

// %% text-assignors [markdown]
// ### Other ways to deal
//
// | who deals | how | what stops |
// | --- | --- | --- |
// | round robin: all that KafkaJS brings along | in turn | everything |
// | range (Java) | neighbours, topic by topic | everything |
// | sticky (Java) | as before, as far as it is fair | everything |
// | cooperative sticky (Java) | likewise | what moves ([KIP-429](https://cwiki.apache.org/confluence/display/KAFKA/KIP-429%3A+Kafka+Consumer+Incremental+Rebalance+Protocol)) |
// | the coordinator itself (since Kafka 4.0) | step by step, on the broker | what moves ([KIP-848](https://cwiki.apache.org/confluence/display/KAFKA/KIP-848%3A+The+Next+Generation+of+the+Consumer+Rebalance+Protocol)) |
//
// In the first four a member deals: the **classic** protocol, the only one that KafkaJS speaks. Java's consumer speaks the last one too, with `group.protocol=consumer`. Chapter 11 looks at other clients.

// %% text-exits [markdown]
// ## Leave, or die
//
// A desk can go in two ways. It can say that it leaves: that was `leave()`. Or its power fails.
//
// In the next cell desk 1 stays. Desk 2 joins, and leaves. Desk 3 is a program of its own, and `kill()` ends it as `kill -9` does: it has no time to say that it leaves. Right after that we ask the coordinator how many members it sees.
//
// Note desk 3's **session timeout**: a member from which no heartbeat has come for that long counts as dead.

// %% predict-exits [markdown]
// **Before you run it:** for how long will desk 2's partitions have no reader? And desk 3's?

// %% demo-exits
const day = { ...quick, group: newGroup(cluster, "packing"), topic: orders };
const stays = await joinGroup(cluster, { ...day, name: "desk 1" });
const leaves = await joinGroup(cluster, { ...day, name: "desk 2" });
await untilShared([stays, leaves], 4);
await leaves.leave();
await untilShared([stays], 4);
const config = { ...quick.config, sessionTimeout: 1_500 };
const dies = await joinFromProcess(cluster, { ...day, name: "desk 3", config });
await untilShared([stays, dies], 4);
await dies.kill();
const { groups: [left] } = await cluster.admin.describeGroups([day.group]);
await untilShared([stays], 4);
rebalanceTimeline([stays, leaves, dies].flatMap(({ events }) => events), {
  title: `Two exits (${left!.members.length} members right after the kill)`,
});

// %% text-exits-notice [markdown]
// After desk 2 has left (○) there is hardly a gap: desk 1 learned of it with its next heartbeat. After the crash (✗) two partitions had no reader until desk 3's session timed out. Until then the coordinator counted two members.
//
// > **A member from which no heartbeat comes within the session timeout is removed from its group, and the others get its partitions.**
// > <small>claim: silent-member-is-removed · [Kafka documentation, "Consumer Configs"](https://kafka.apache.org/43/configuration/consumer-configs/#consumerconfigs_session.timeout.ms)</small>
//
// A commit counts as a heartbeat.
//
// In the classic protocol each member sets its timeout: KafkaJS 30 seconds by default, Java 45, this course 6. In the newer one it is the group's (`consumer.session.timeout.ms`, 45 seconds).
// Meanwhile desk 3's orders wait, and no error is raised.

// %% text-terminals [markdown]
// ### In terminals of your own
//
// The course brings a desk and a shop as programs, in plain KafkaJS. **File → New → Terminal** opens a terminal in the workbook's folder, with the `deno` that runs this course. Open three, and start in this order:
//
// ```sh
// deno run -A chapters/06_groups/shop_program.ts
// deno run -A chapters/06_groups/desk_program.ts
// deno run -A chapters/06_groups/desk_program.ts
// ```
//
// Type orders into the shop: `Ada lamp`, `Bo lamp`. Their keys go to different partitions. Close one desk with Ctrl-C, and see when the other gets its partition. Then start it again, and end it with `kill -9` and its process id. Read both: each fits on a page.
//
// (KafkaJS's `TimeoutNegativeWarning` is harmless; question 2 below explains it. A broker elsewhere is named in `KAFKA_BROKERS`.)

// %% text-advertised [markdown]
// ### The address that the broker gives out
//
// `brokers` in `new Kafka({ brokers })` says only where a client asks first. The answer lists all brokers, each by the address that it gives out itself: [`advertised.listeners`](https://kafka.apache.org/43/configuration/broker-configs/#brokerconfigs_advertised.listeners). From then on the client connects to those.
//
// So a client may reach the first address and fail all the same, with `ENOTFOUND` or `ECONNREFUSED`. A broker in a container that gives out `kafka:9092` or `localhost:9092` sends a program on another machine to a name that it doesn't know, or to itself.
//
// What yours gives out is in `(await cluster.admin.describeCluster()).brokers`. Where clients come from two networks, the broker needs a listener for each, with an address that is right there.

// %% text-inhand [markdown]
// ## The order in hand
//
// A rebalance may begin at any moment, also while a desk is in the middle of an order. What becomes of that order, and of those that came in the same fetch?
//
// Desk 1 reads two partitions with four orders each. It takes one, and finishes it only when the group has begun to rebalance. The next cell prepares that; `diary` is what both desks write down.

// %% demo-diary
import { type ConsumerRecord, untilRebalancing } from "workbook";
const eightInTwo = async () => {
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  await producer.send({ topic, messages: friday });
  return { topic, group: newGroup(cluster, "packing") };
};
const inHand = await eightInTwo();
const diary: string[] = [];
const begun = Promise.withResolvers<void>();
const handle = async ({ value }: ConsumerRecord, { name }: Member) => {
  if (diary.push(`${name} takes ${value}`) > 1) return;
  begun.resolve();
  await untilRebalancing(cluster, inHand.group);
  diary.push("the group rebalances");
};

// %% text-gives-up [markdown]
// Now desk 1 opens, and desk 2 joins when desk 1 has an order in hand. A heartbeat is due every 10 ms, so that desk 1 learns of the rebalance as soon as it can.

// %% predict-inhand [markdown]
// **Before you run it:** will desk 2 get a partition before desk 1 has finished? And how many more orders does desk 1 take before it gives up its partitions?

// %% demo-inhand
const often = { ...inHand, handle, config: { heartbeatInterval: 10 } };
const first = await joinGroup(cluster, { ...often, name: "desk 1" });
first.consumer.on(REBALANCING, () => void diary.push("desk 1 gives up"));
await begun.promise;
const second = await joinGroup(cluster, { ...often, name: "desk 2" });
diary.push(`desk 2 gets partition ${second.partitions}`);
for (const { consumer } of [first, second]) {
  await untilCaughtUp(cluster, consumer, inHand.topic);
}
diary;

// %% text-inhand-notice [markdown]
// Desk 2 had to wait, and no order was taken twice. But between *the group rebalances* and *gives up*, desk 1 took one more order, from its other partition.
//
// KafkaJS works on with what it has fetched. It learns of a rebalance from a heartbeat. When one is due and fails, it commits what is done and drops the rest of that partition's records, but it still takes one record of every other partition in the fetch.
// While no heartbeat is due, nothing fails: with 1000 in place of 10, desk 1 takes all eight.
//
// All others wait for it, for up to a minute (`rebalanceTimeout`). And what if its session ends before that?

// %% text-late [markdown]
// ### A slow desk
//
// Java's consumer sends its heartbeats from a thread of their own, and has another limit for slow work (`max.poll.interval.ms`). KafkaJS sends them *between* two records. While your function works on one, the coordinator hears nothing.
//
// Desk 1 has the settings `short`: its session timeout is one second. When it has its first order in hand, `helpOut` has a desk 2 join, and resolves when the group has committed all eight orders. Only then does desk 1 go on. After each order it tries to commit, and writes down the answer.

// %% predict-zombie [markdown]
// **Before you run it:** desk 1 is slow, but it isn't dead. How many parcels will there be for the eight orders?
// And what will the coordinator say to desk 1's commits?

// %% demo-zombie
import { helpOut } from "chapters/06_groups/mod.ts";
const packers = { ...await eightInTwo(), config: short, name: "desk 1" };
const done: string[] = [];
const helpers: Member[] = [];
const slow = await joinGroup(cluster, {
  ...packers,
  handle: async (order, desk) => {
    helpers[0] ??= await helpOut(cluster, packers, done);
    const answer = desk.commit(order).then(() => "accepted", String);
    done.push(`desk 1 packs ${order.value}`, await answer);
  },
});
await slow.until(() => slow.records.length === 2, "desk 1 to finish");
await show(rebalanceTimeline([...slow.events, ...helpers[0]!.events]));
done;

// %% text-zombie-notice [markdown]
// Ten parcels. Desk 2 packed all eight orders, also the one in desk 1's hand. Then desk 1 packed that one, and took another: one that desk 2 had packed *and committed*.
// In the picture, both desks believe that they own the partitions. Only one of them is right. The other's commits are refused: *The coordinator is not aware of this member* stands for the error `UNKNOWN_MEMBER_ID`.
//
// > **What was not committed when a partition changed hands is read again by its next owner, unless that one starts at the latest offset.**
// > <small>claim: uncommitted-comes-again · [Kafka documentation, "Message Delivery Semantics"](https://kafka.apache.org/43/design/design/#message-delivery-semantics)</small>
//
// > **A member that was removed can't commit.**
// > <small>claim: removed-member-cannot-commit · [Kafka protocol guide, "Error Codes"](https://kafka.apache.org/43/design/protocol/#error-codes)</small>

// %% text-ask [markdown]
// ### Ask first
//
// Kafka protects the group's *offsets* from a desk that is late. It can't take back a parcel. But a desk can ask whether it still belongs to the group.
//
// For that, KafkaJS hands a function `heartbeat` to `eachMessage`. The next desk is plain KafkaJS, and asks before it takes an order. All else is as before: desk 2 helps, and desk 1 is late.

// %% predict-ask [markdown]
// **Before you run it:** which orders will desk 1 take now?

// %% demo-ask
const again = await eightInTwo();
const careful = cluster.kafka.consumer({ groupId: again.group, ...short });
await careful.connect();
await careful.subscribe({ topics: [again.topic], fromBeginning: true });
const taken: string[] = [];
await careful.run({
  eachMessage: async ({ message, heartbeat }) => {
    await heartbeat(); // throws when the coordinator has removed this desk
    taken.push(`desk 1 takes ${message.value}`);
    await helpOut(cluster, again);
  },
});
await new Promise((rejoined) => careful.on(GROUP_JOIN, rejoined));
await untilCaughtUp(cluster, careful, again.topic);
taken;

// %% text-ask-notice [markdown]
// One order: the one in hand. For that one the question came too early, and it still has two parcels. The other one was not taken again.
//
// > **A KafkaJS member goes on with what it has fetched until a heartbeat fails, even when the next owner has committed it.**
// > <small>claim: removed-member-goes-on · [kafkajs#1197](https://github.com/tulios/kafkajs/issues/1197)</small>
//
// `heartbeat()` asks only when `heartbeatInterval` has passed since the last answer. Between, it says nothing, so records that are handled faster than that are not stopped by it.
//
// Against being late: a longer `sessionTimeout`, smaller steps, or a `heartbeat()` between the steps of one record.

// %% text-grow [markdown]
// ## A third partition at run time
//
// A desk reads two partitions. Lantern adds a third, and order 1011 goes into it at once. Then a second desk joins.
//
// For a new partition no group has committed anything. This group's setting for that case is `latest`: *begin at the end* (chapter 5).

// %% predict-grow [markdown]
// **Before you run it:** when will desk 1 hear of the new partition? And who will pack order 1011?

// %% demo-grow
import { measureLag, untilPartitions } from "workbook";
const grown = await createTopic(cluster, "orders", { partitions: 2 });
const group = newGroup(cluster, "packing");
const tail = { ...quick, group, topic: grown, start: "latest" as const };
const desks = [await joinGroup(cluster, { ...tail, name: "desk 1" })];
const three = { topicPartitions: [{ topic: grown, count: 3 }] };
await cluster.admin.createPartitions(three);
await untilPartitions(cluster, grown, 3);
const inThird = [{ value: "1011", partition: 2 }];
await producer.send({ topic: grown, messages: inThird });
desks.push(await joinGroup(cluster, { ...tail, name: "desk 2" }));
await untilShared(desks, 3);
for (const { consumer } of desks) await untilCaughtUp(cluster, consumer, grown);
await show(rebalanceTimeline(desks.flatMap(({ events }) => events)));
await measureLag(cluster, group, grown);

// %% text-grow-notice [markdown]
// When order 1011 was sent, desk 1 knew of two partitions. When the third was found, the group began at its *end*, as it was told. Both desks have asked since, and got nothing. The lag of 1 is order 1011, and it will never be packed.
//
// > **A group that starts at the latest offset misses what was written to a new partition before it found it.**
// > <small>claim: latest-misses-new-partition · [Kafka documentation, "Modifying topics"](https://kafka.apache.org/43/operations/basic-kafka-operations/#modifying-topics)</small>
//
// With `earliest` it would have been packed, late.
// A desk looks for new partitions every five minutes (`metadata.max.age.ms`, in KafkaJS `metadataMaxAge`), and at a rebalance. That is why the second desk brought it to light.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-desks [markdown]
// ### 1. How many desks?
//
// Orders come evenly over all partitions, `perHour` in all. A desk packs at most `perDesk` an hour. The group deals as evenly as it can.
//
// What is the smallest number of desks with which *every* desk keeps up with its partitions? If no number will do, the answer is `null`.

// %% exercise-desks
/** The fewest desks that keep up, or `null` if no number does. */
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  // BEGIN SOLUTION
  for (let desks = 1; desks <= partitions; desks++) {
    // The busiest desk sets the pace. Nothing is divided here: a quotient may be rounded.
    const most = Math.ceil(partitions / desks);
    if (most * perHour <= perDesk * partitions) return desks;
  }
  return null;
  // END SOLUTION
}

// %% hint-desks [markdown]
// <details><summary>A nudge</summary>
//
// Look at three desks and four partitions again. Which of the desks decides when the day ends?
//
// </details>
// <details><summary>More</summary>
//
// How many partitions has the desk with the most? How many orders an hour is that? And is there a number of desks that can no longer help?
//
// </details>

// %% check-desks
import { checkDesksNeeded } from "chapters/06_groups/mod.ts";
await checkDesksNeeded(cluster, desksNeeded);

// %% text-group-for [markdown]
// ### 2. Who shares with whom?
//
// Three services read the orders. `packing` and `billing` run twice each, `screen` three times:
//
// - `packing` and `billing`: each order is packed once and billed once, whichever instance does it;
// - `screen`: a screen hangs at each of three doors, `front`, `back` and `rack`, and each shows every order.
//
// Which `groupId` does an instance state? It may be restarted at any time, and must then go on where it was. (The check asks in a new process, too: your function sees only its arguments there.)

// %% exercise-group-for
/** The group that an instance of a service joins. */
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  // BEGIN SOLUTION
  // The instances of a group share its records. Two screens share nothing, so each is a group by itself.
  return service === "screen" ? `screen-${instance}` : service;
  // END SOLUTION
}

// %% hint-group-for [markdown]
// <details><summary>A nudge</summary>
//
// For any two of the seven instances: should an order that one of them gets still go to the other?
//
// </details>
// <details><summary>More</summary>
//
// Same name: they share. Different names: each gets everything. And an instance that comes back under another name has no place to go on from.
//
// </details>

// %% check-group-for
import { checkGroupFor } from "chapters/06_groups/mod.ts";
await checkGroupFor(cluster, groupFor);

// %% text-charge [markdown]
// ### 3. Charge once, and close in time
//
// Write a desk in plain KafkaJS. `consumer` is connected; it reads `topic` from the earliest record.
// A record's value is the order's number. `bank.charge(id, order)` resolves when the bank has charged it; an `id` that it has seen before is not charged again (an *idempotency key*).
//
// - Each order is charged once, even if a desk is killed meanwhile. One order stands in the topic twice.
// - If `charge` rejects, the order must come again.
// - At SIGTERM the desk finishes the order in hand, commits, leaves, and the function ends.
// - If the desk can't subscribe or run, the function fails.
//
// It runs in a program of its own and sees only its arguments.

// %% exercise-charge
import type { RunDesk } from "chapters/06_groups/mod.ts";
/** Charges each order of a topic once, until SIGTERM comes. */
const runDesk: RunDesk = async (consumer, topic, bank) => {
  // BEGIN SOLUTION
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const order = String(message.value);
      await bank.charge(order, order); // one order, one id
    },
  });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect(); // waits for the order in hand, commits, leaves
  // END SOLUTION
};

// %% hint-charge [markdown]
// <details><summary>A nudge</summary>
//
// Charging and committing are two steps, and a desk can die between them. Which must come first, so that a second try can still mend it? And what can that second try, in another program, read from the record that the first one read there too?
//
// </details>
// <details><summary>More</summary>
//
// `run()` resolves at once and works on in the background, so after it your function can wait: `Deno.addSignalListener("SIGTERM", …)` calls a function when the signal comes. `consumer.disconnect()` waits for the record in hand and leaves. But once it is called, `consumer.commitOffsets()` resolves and commits nothing. What KafkaJS commits by itself (chapter 5) is still committed.
//
// </details>

// %% check-charge
import { checkChargeOnce } from "chapters/06_groups/mod.ts";
await checkChargeOnce(cluster, runDesk);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>A desk is a program of your own. It gets Ctrl-C in a terminal, or SIGTERM in a container. What should it do?</summary>
//
// Leave the group, as <code>desk_program.ts</code> does. Then the others get its partitions at once, and not only after the session timeout.
// With commits of your own, wait for the record in hand first: once <code>disconnect()</code> is called, KafkaJS's <code>commitOffsets()</code> does nothing and reports nothing.
//
// </details>
// <details><summary>Which defects of KafkaJS does this workbook mend, and what do you do without it?</summary>
//
// Two, by replacing a method of KafkaJS 2.2.4 each (<code>lib/README.md</code>).
// Consumers of one group that are made by the same <code>Kafka</code> instance share a cache of committed offsets, and a rebalance empties it for all: one of them may crash for good,
// with <i>Cannot read properties of undefined</i> (<a href="https://github.com/tulios/kafkajs/issues/558">kafkajs#558</a>). At work, give each consumer a <code>Kafka</code> instance or a program of its own.
// And an idle connection sets a timer about a thousand times a second, which Deno and Node 24 report as <code>TimeoutNegativeWarning</code>
// (<a href="https://github.com/tulios/kafkajs/issues/1751">kafkajs#1751</a>): you have seen it if you ran <code>desk_program.ts</code>. It costs a few percent of a processor, and no record.
//
// </details>
// <details><summary>Four partitions, six desks. Is that ever sensible?</summary>
//
// Yes, as spares: two desks stand by, and when one of the others dies, a spare is at hand at the next rebalance.
// They make nothing faster, though.
//
// </details>
// <details><summary>A new version is rolled out to four desks, one after the other. How many rebalances is that?</summary>
//
// Up to eight: each desk leaves and joins. With an eager assignor all of them stop each time. The Java client can soften that by cooperative
// rebalancing, or by <b>static membership</b> (<code>group.instance.id</code>, KIP-345): a member that is back within its session timeout
// gets its partitions back without a rebalance. KafkaJS has neither. To restart all four together would be one rebalance, and an outage:
// until the first is back, nothing is packed. One after the other, each after a <code>disconnect()</code>, costs eight short stops.
//
// </details>
// <details><summary>Why not a session timeout of one second everywhere?</summary>
//
// Because a silent member need not be dead. A pause of the garbage collector, a slow network or one slow record then costs a rebalance, and work that is done twice.
// A short timeout finds dead members sooner, and removes more that are only slow. (By default a broker accepts no less than six seconds; the course's broker is set to one.)
//
// </details>
// <details><summary>Two topics with one partition each, two members, range. Who gets what?</summary>
//
// Range deals topic by topic, and the first member is luckier each time: it gets both partitions, the second none.
// Round robin deals all partitions in one go, so each gets one.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - Same `groupId`: they share. Different `groupId`: each gets everything.
// - A group shares out partitions, not records. Members beyond those idle, and the busiest sets the pace.
// - A member that leaves is replaced at once. One that dies, or is only slow, is replaced when its session timeout is over.
// - A rebalance in KafkaJS stops all members. Work that isn't committed when a partition changes hands is done again.
// - A late member goes on with what it has fetched. `await heartbeat()` before each record stops it once a heartbeat is due.
// - All members of a group subscribe to the same topics.
// - Make the second time harmless: an id of the work, not of the try.

// %% teardown
await cluster.close();
