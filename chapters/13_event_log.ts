// %% title [markdown]
// # 13. Capstone: an event log
//
// *Five lists of one order*
//
// Ada asks where order 1001 is. The shop's list says *paid*. Billing's says *open*. Packing's says *shipped*, and the help desk has never heard of it.
//
// Each list was right when it was written. They say how things stood, and none says what happened.
//
// This time you write the code. In five phases you build Lantern one **event log**: what happened, once, in a place where everybody can read it.
//
// After this chapter you can
// - build a producer, a consumer and a group of workers with KafkaJS,
// - report on each event what you know, and no more than that,
// - defend your choices: partitions, acks, commits, and Kafka itself.

// %% text-setup [markdown]
// ## Connect
//
// There are few explanations in this chapter; each task names the chapter that has them.
// Each check tries your function on a topic of its own, so you can stop after any phase. Later functions call earlier ones.
//
// An event says what happened (`created`, `paid` or `shipped`), to which order, and whose it is. `quick` makes workers look for a rebalance five times a second.

// %% setup
import type { Consumer } from "kafkajs";
import { connect, createTopic, readToEnd, untilPartitions } from "workbook";
import { lanes } from "pictures";
import type { Job, Stage, Work } from "chapters/13_event_log/mod.ts";

const cluster = await connect("13_event_log");
const quick = { heartbeatInterval: 200 };
({ cluster: cluster.id, brokers: cluster.brokers });

// %% text-topics [markdown]
// ## Phase 1: the topics
//
// Lantern needs `events` with 3 partitions and `orders` with 4. The check passes both, by their full names, as `{ "events-1-k3f9": 3, "orders-1-k3f9": 4 }`.
//
// Create what the layout says, with `cluster.admin` (chapter 10). When your function is done, each new partition has a leader, so that records can be sent. A program is started more than once: what is missing is created, and what exists stays as it is. Where it has another number of partitions, your function may throw.
//
// KafkaJS would ask for the new partitions' leaders before each broker has heard of them. `waitForLeaders: false` keeps it from that; `await untilPartitions(cluster, topic, count)`, a helper of this workbook, waits better.

// %% exercise-topics
/** Creates topics, each with so many partitions; what exists stays as it is. */
async function createTopics(layout: Record<string, number>): Promise<void> {
  // BEGIN SOLUTION
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  // It resolves with `false`, and throws nothing, when a topic is there already.
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, numPartitions);
  }
  // END SOLUTION
}

// %% hint-topics [markdown]
// <details><summary>A nudge</summary>
//
// One request can create several topics. What does each of them need to say about itself?
//
// </details>
// <details><summary>More</summary>
//
// `createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: false })`. `Object.entries(layout)` gives you the pairs.
// Look at what it resolves with on the second call, before you write anything against an error.
//
// </details>

// %% check-topics
import { checkCreateTopics } from "chapters/13_event_log/mod.ts";
await checkCreateTopics(cluster, createTopics);

// %% answer-topics [markdown]
// **Key questions.** Answer each in a sentence before you unfold it.
//
// <details><summary>Why partitions, instead of one log for each topic?</summary>
//
// One log has one leader, on one broker: its disk and its network are the limit for all writers, and one member of a group is the limit for the readers.
// Several logs can lie on several brokers, and several members can share them. The price is order: Kafka keeps it within a partition only.
// So the right unit is what must stay in sequence, here the order, and its id is the key (chapters 2, 3 and 6).
//
// </details>
// <details><summary><code>orders</code> exists already, with one partition, because some producer wrote to it first. What does your function do?</summary>
//
// The broker leaves the topic as it is, and KafkaJS resolves with `false`. The solution above then waits for four partitions, and in the end throws.
// That is better than going on. To add partitions silently would be worse: keys would move, and with them the sequence of every order (chapter 2).
// Switch automatic creation off, and it does not come to this.
//
// </details>

// %% text-event [markdown]
// ## Phase 2: the producer
//
// First, one event. Send it as JSON (`order`, `customer`, `event`), where it stays in sequence with the others of its order (chapter 2), so that an acknowledged event survives its leader (chapters 4 and 9).
//
// Then report: its place, `{ partition, offset }`, with the offset as a `bigint`. If the send fails, report what you know: `{ unknown: error }`. Other clients call this a **delivery report**, and hand it to a callback; with KafkaJS you make it from the answer.
//
// `to.topic` is the topic's full name; others write to it too. `to.producer` is connected, and set not to retry; the check loses an answer.

// %% exercise-event
import type { OrderEvent, Outlet, Report } from "chapters/13_event_log/mod.ts";
/** Sends one event, and reports where it is, or that it is unknown. */
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  // BEGIN SOLUTION
  const { producer, topic } = to;
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await producer.send({ topic, acks: -1, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    // Perhaps only the answer was lost: not "not stored", and no reason to send again.
    return { unknown: error };
  }
  // END SOLUTION
}

// %% hint-event [markdown]
// <details><summary>A nudge</summary>
//
// Which field is the same in all events of an order, and differs between orders? And what do you know when no answer came?
//
// </details>
// <details><summary>More</summary>
//
// `send` resolves with a list; its only element has `partition` and `baseOffset`. It rejects when the answer is lost. One `try` around it has room for both reports.
//
// </details>

// %% check-event
import { checkProduceEvent } from "chapters/13_event_log/mod.ts";
await checkProduceEvent(cluster, produceEvent);

// %% text-answers [markdown]
// ### What an answer says
//
// Why `baseOffset`, and not simply `offset`? Below, two sends of five records each. We look at the answer to the second.

// %% predict-answers [markdown]
// **Before you run it:** how many offsets will the answer name?

// %% demo-answers
import { show, table } from "pictures";
const log = await createTopic(cluster, "events", { partitions: 3 });
const producer = cluster.kafka.producer();
await producer.connect();
const five = (event: string) =>
  Array.from({ length: 5 }, (_, i) => ({ key: `${1001 + i}`, value: event }));
await producer.send({ topic: log, messages: five("created") });
const answers = await producer.send({ topic: log, messages: five("paid") });
await show(table(
  answers.map(({ partition, baseOffset }) => ({ partition, baseOffset }))
    .toSorted((a, b) => a.partition - b.partition),
  { title: "The answer to five records" },
));
lanes(await readToEnd(cluster, log), { partitions: 3 });

// %% text-answers-notice [markdown]
// One for each partition that the send reached. All that goes to a partition in one request is a **batch**, and the answer names the batch's first offset.
//
// > **The records of a batch get consecutive offsets, from its base offset on.**
// > <small>claim: batch-in-a-row · [Kafka documentation, "Record Batch"](https://kafka.apache.org/43/implementation/message-format/#record-batch)</small>
//
// So a sender that reports on single events has to know how they were divided, or sends them one by one. And a batch has one fate: if the answer is lost, all of its records are unknown.

// %% text-batch [markdown]
// ### Many events
//
// Now a whole list, with one report for each event: the first report is about the first event, and so on. The events of an order must be stored in the sequence of the list (chapter 3).
//
// One answer will be lost again. It makes one event unknown, and no other: all the rest are sent, whatever became of those before them, and reported with their places.

// %% exercise-batch
/** Sends the events, each order's in sequence, and reports on every one of them. */
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  // BEGIN SOLUTION
  const reports: Report[] = [];
  // One after the other: sends that are under way together may overtake each other.
  for (const event of events) reports.push(await produceEvent(to, event));
  return reports;
  // END SOLUTION
}

// %% hint-batch [markdown]
// <details><summary>A nudge</summary>
//
// You have a function that sends one event and never throws. When may it be called for the next one?
//
// </details>
// <details><summary>More</summary>
//
// `Promise.all(events.map(…))` calls it for all of them at once. A loop with `await` in it does not.
//
// </details>

// %% check-batch
import { checkProduceBatch } from "chapters/13_event_log/mod.ts";
await checkProduceBatch(cluster, produceBatch);

// %% answer-producer [markdown]
// **Key questions**
//
// <details><summary>What does <code>acks=all</code> guarantee that <code>acks=1</code> does not, and when would you use each?</summary>
//
// With `acks=1` the partition's leader answers once it has the record itself. If it is lost before a follower has copied it, an acknowledged record is gone.
// With `acks=all` (`-1`) it answers when all replicas that are *in sync at that moment* have the record. That may be the leader alone: only together with `min.insync.replicas=2` and three replicas does it mean that one broker may go (chapter 9).
// It does not mean that the record is on disk: replicas keep it in memory first. And with one broker, like yours perhaps, both are the same: your topics have as many copies as `default.replication.factor` says. On a real cluster, say `replicationFactor: 3` when you create them.
// Use `all` for what you can't ask for a second time: orders, payments. `1` saves the wait for the followers, where a lost record is a nuisance and no more: clicks, temperatures.
//
// </details>
// <details><summary>An event is unknown. Who may send it again?</summary>
//
// A sender whose readers can bear a copy. (Where a broker refused, you may know better, as with <code>NOT_ENOUGH_REPLICAS</code> in chapter 9. Our report calls even that unknown: careful, and not wrong.) If consumers recognise an event that they have seen, by an id in it, send it again. If not, look first whether it is there.
// An idempotent producer makes copies by its own retries harmless, but not those of your code, and with KafkaJS only under the rules of chapter 4.
//
// </details>
// <details><summary>What does your batch cost?</summary>
//
// A round trip for each event. One `send` with all of them needs one for each broker, and shares one fate. In between: one chain of sends for each order, and the orders side by side, as in chapter 3. Chapter 4 has the numbers.
// There is nothing to flush: KafkaJS has no buffer, and an awaited <code>send</code> is over when it resolves. (Chapter 11 has a client that needs a <code>flush</code>.)
//
// </details>

// %% text-consume [markdown]
// ## Phase 3: the consumer
//
// `job.consumer` is connected, in a group that is new. Have it read *all* that the topic holds, hand each message to `handle`, and commit after it by hand, before the next is taken. KafkaJS must not commit by itself (chapter 5).
//
// When `handle` rejects, that record is not done: nothing past it may be committed, and it must come again before later ones of its partition. KafkaJS sees to that if `eachMessage` throws.
//
// You write no polling loop: KafkaJS calls you. Your function ends when the consumer runs, and rejects if `subscribe` or `run` does.
//
// The check holds one record in hand, has another fail once, and looks at the commits. Then a second consumer starts.

// %% predict-consume [markdown]
// **Before you run the check:** how many of the nine records will the second consumer be handed?

// %% exercise-consume
/** Handles each message, and commits after it before the next is taken. */
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  // BEGIN SOLUTION
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message); // when it rejects, nothing is committed
      // After the work, and plus one: where to go on, not what was done last.
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  // END SOLUTION
}

// %% hint-consume [markdown]
// <details><summary>A nudge</summary>
//
// Three questions decide it. Where does a group begin that has committed nothing? What is done first, the work or the commit? And which offset says *go on after this one*?
//
// </details>
// <details><summary>More</summary>
//
// `subscribe` takes `fromBeginning`, `run` takes `autoCommit` and `eachMessage`, and `consumer.commitOffsets([{ topic, partition, offset }])` takes the offset as text. Two of the four calls are inside `eachMessage`, and both have something to wait for.
//
// </details>

// %% check-consume
import { checkConsumeEvents } from "chapters/13_event_log/mod.ts";
await checkConsumeEvents(cluster, consumeEvents);

// %% answer-consume [markdown]
// **Key questions**
//
// <details><summary><code>auto.offset.reset</code>: what do <code>earliest</code> and <code>latest</code> do for a new group?</summary>
//
// With `earliest` it begins at the oldest record that is still kept. With `latest`, which is the default, it begins after the newest: what was written before it came it will not see, and until its first commit each new start skips again.
// Java clients also know `none`, which throws, and since Kafka 4.0 `by_duration:PT24H`, which begins a day back ([consumer configs](https://kafka.apache.org/43/configuration/consumer-configs/#consumerconfigs_auto.offset.reset)). KafkaJS has the first two, as `fromBeginning`.
// The setting is asked only where the group has no valid committed offset. So it does not make an old group read everything again: the second consumer of the check was told `earliest` too, and got nothing.
// It is asked again when that offset is lost: retention has removed the records there, or the group was away for longer than `offsets.retention.minutes`, seven days by default. Then `latest` skips, and `earliest` begins at what is left.
//
// </details>
// <details><summary>The work for one record fails each time. What does your consumer do?</summary>
//
// It tries again and again, and its partition stands still: nothing is lost, and nothing moves. When KafkaJS has used up its retries it stops the consumer, tells so by `CRASH`, and with its defaults starts it again.
// You have to decide. A record that can never be handled goes to a topic of its own, and is then done (chapter 7). Where only the bank is away, waiting is right.
//
// </details>
// <details><summary>The service gets SIGTERM and calls <code>consumer.disconnect()</code>. What becomes of the record in hand?</summary>
//
// KafkaJS waits until your `eachMessage` has ended, and then leaves the group. But from the call of `disconnect()` on, `commitOffsets()` does nothing and says nothing. So the work is done and not committed, and the next consumer is handed that record once more.
// To stop without that, `pause` the topic first. When the record in hand is committed, and no other was begun, call `disconnect()` (chapter 6).
//
// </details>
// <details><summary>What has committing by hand bought you?</summary>
//
// The choice of the moment. After the work: a crash repeats the record in hand. Before it: a crash loses that record. No commit makes it neither: a commit and your work are two steps.
// It costs a round trip for each record; every hundredth record, or once a second, is cheaper and repeats more.
//
// </details>

// %% text-worker [markdown]
// ## Phase 4: the group
//
// One worker is not enough before Christmas. A worker is a consumer that also notes what happens to it: `note("assign", partitions)` with all that it reads from now on, and `note("revoke")` as soon as a rebalance begins and it gives everything up (chapter 6).
//
// `groupId` and `note` are given to you by name; `work` holds the rest, `topic` and `handle`. Make the consumer with `groupId` and `quick`, have it note both, connect it, let `consumeEvents` do the rest, and return it. `handle` may reject here, too. If it can't start, disconnect it and reject.
//
// The check lets a second worker join while the first has an order in hand. Then comes a third, for two partitions.

// %% exercise-worker
/** Joins a group, notes what each rebalance takes and gives, and handles messages. */
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  // BEGIN SOLUTION
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    note("assign", payload.memberAssignment[work.topic] ?? []);
  });
  consumer.on(consumer.events.REBALANCING, () => note("revoke"));
  await consumer.connect(); // the first assignment comes while it starts
  await consumeEvents({ ...work, consumer }).catch((error) =>
    consumer.disconnect().then(() => Promise.reject(error))
  );
  return consumer;
  // END SOLUTION
}

// %% hint-worker [markdown]
// <details><summary>A nudge</summary>
//
// KafkaJS emits an event at both ends of a rebalance. When must you begin to listen, so as not to miss the first?
//
// </details>
// <details><summary>More</summary>
//
// `consumer.on(consumer.events.REBALANCING, …)` and `consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => …)`. `payload.memberAssignment` has the partitions by topic. What does it have for a worker that gets none? A `catch` around `consumeEvents` can disconnect and then throw again.
//
// </details>

// %% check-worker
import { checkRunWorker } from "chapters/13_event_log/mod.ts";
await checkRunWorker(cluster, runWorker);

// %% text-rebalance [markdown]
// ### Forty orders, three workers
//
// Now everything at once. The stage has a connected `producer`, a `topic` that does not exist yet and needs 4 partitions, and 40 `events`. Create the topic, send the events, then start desk 1, desk 2 and desk 3, each when the group has settled around those before. Return their consumers. All of it with your own functions.
//
// `stage.workOf("desk 1")` gives you the first desk's work; `await stage.settled(1)` waits until the group has one member and is at rest. To pack an order takes 25 ms, and some orders are left when desk 3 comes.

// %% predict-rebalance [markdown]
// **Before you run the check:** how many times will desk 1 have to give up its partitions? Who will have packed the most?

// %% exercise-rebalance
/** Sends the stage's events, and has three workers join, one after the other. */
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  // BEGIN SOLUTION
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(await runWorker(stage.workOf(name)));
    // Workers that come together share one rebalance, and nothing is to be seen.
    await stage.settled(workers.length);
  }
  return workers;
  // END SOLUTION
}

// %% hint-rebalance [markdown]
// <details><summary>A nudge</summary>
//
// Three of your functions are called here, one of them three times. What has to be true before the next worker comes?
//
// </details>
// <details><summary>More</summary>
//
// `createTopics`, `produceBatch` with the stage as its outlet, and in a loop `runWorker` and `stage.settled`. The list of consumers knows how many there are.
//
// </details>

// %% check-rebalance
import { checkDemonstrateRebalancing } from "chapters/13_event_log/mod.ts";
await checkDemonstrateRebalancing(cluster, demonstrateRebalancing);

// %% text-rebalance-notice [markdown]
// Look at the ◇. Each time a worker joins, *all* that are there give up everything, and the row *nobody* shows what stands still until the last of them has asked to join again. At the end, four partitions are shared by three: one worker has two. A fourth worker would help, a fifth would not.
//
// The next cell draws the topic, each order in the colour of the desk that packed it.

// %% predict-packed [markdown]
// **Before you run it:** how often will the colour of a lane change? And will an order be missing where it does?

// %% demo-packed
import { packedOrders } from "chapters/13_event_log/mod.ts";
packedOrders();

// %% text-packed-notice [markdown]
// Follow one lane. Where its colour changes, the partition had changed hands. The next owner began at the committed offset, so between two colours no order is missing. The verdict above says whether any was packed twice.

// %% answer-group [markdown]
// **Key questions**
//
// <details><summary>What happens to messages in flight when a rebalance occurs?</summary>
//
// The one in hand is finished first: KafkaJS lets your function end, and your commit after it is accepted, so the next owner begins after it. That is what you saw with desk 1's order.
// It does not stop there. A member learns of a rebalance by a heartbeat, and sends one after a record only if `heartbeatInterval` has passed. Until then it goes on with what it has fetched, and after that it still takes one record of each other partition of that fetch (chapter 6). The rest is dropped; the next owner fetches it again, from the committed offset. Nothing is lost by that.
// If it takes longer than the rebalance may (`rebalanceTimeout`), or than the session lasts without a heartbeat, the group goes on without that member. Its commit is refused, and the record is handled a second time (chapter 6).
//
// </details>
// <details><summary>Why are partitions revoked before they are assigned anew?</summary>
//
// So that no partition is given to the next reader while the last is still at it. The members can't see each other. If desk 2 began while desk 1 still had a record of the same partition in hand, both would handle records of one order at once, and each would commit over the other.
// So the old owner lets go first, and only when all have said so are the partitions dealt. That pause is the price.
// *Eager* groups, such as KafkaJS's, revoke everything. Cooperative ones, in the Java client and in Kafka 4's new protocol, revoke only what moves, but that too before anyone else gets it.
//
// </details>

// %% text-reflection [markdown]
// ## Phase 5: look back
//
// One experiment is left, for the last questions. Cleo's consumer is running, in a group, and we `pause` it: it stays a member, but asks for nothing. Then three events are sent, and Bo reads the topic. At the end Cleo's resumes.

// %% predict-pull [markdown]
// **Before you run it:** Bo will have read all three events when Cleo's consumer resumes. How many will it still be given? And where are they until then: on their way to it, or with the broker?

// %% demo-pull
import { joinGroup, newGroup } from "workbook";
const [topic, group] = [
  await createTopic(cluster, "events"),
  newGroup(cluster, "bank"),
];
const cleo = await joinGroup(cluster, { group, topic, name: "Cleo" });
cleo.consumer.pause([{ topic }]);
for (const value of ["created", "paid", "shipped"]) {
  await producer.send({ topic, messages: [{ key: "1001", value }] });
}
const bo = (await readToEnd(cluster, topic)).length;
const whilePaused = cleo.records.length;
cleo.consumer.resume([{ topic }]);
await cleo.until(() => cleo.records.length === 3, "three events");
({ bo, cleo: { whilePaused, afterwards: cleo.records.length } });

// %% text-pull-notice [markdown]
// > **A broker sends a consumer nothing that it has not asked for.**
// > <small>claim: nothing-unasked · [Kafka documentation, "Push vs. pull"](https://kafka.apache.org/43/design/design/#push-vs-pull)</small>
//
// The events were not held back for Cleo. They lay in the log, as they would have without her, and Bo took nothing from her. Most of what sets Kafka apart follows from that.

// %% text-questions [markdown]
// ## Questions to close with
//
// Say your answer aloud, as to a colleague who wants to know why Lantern runs Kafka at all. Then unfold.

// %% answer-questions [markdown]
// <details><summary>Kafka or Google Pub/Sub: who pushes, who keeps, who can replay?</summary>
//
// | | Kafka | Google Pub/Sub |
// | --- | --- | --- |
// | delivery | consumers pull; the pace is theirs | a subscription pulls, over a stream if you like, or the service pushes to a web address |
// | progress | one committed offset for each group and partition | an acknowledgement for each message; what is not acknowledged in time is sent again |
// | retention | by age and size, read or not; seven days by default, for ever if you like | by default until acknowledged, for seven days unless set otherwise (31 at most); a topic can be set to keep everything for up to 31 days |
// | replay | always: set the offset back, as far as the log goes | yes, by *seek* to a time or a snapshot, if retention was switched on before |
// | order | within a partition | for each ordering key, if switched on |
// | parallelism | in a consumer group, one member for each partition at most | no partitions to be seen; subscribers share messages freely |
// | who runs it | you, or a provider | Google |
//
// That Pub/Sub can't replay is often said and not true: [it can](https://cloud.google.com/pubsub/docs/replay-overview), if you asked for it beforehand.
// The deeper difference: in Kafka the log is the thing, and reading is a place in it. In Pub/Sub the message is the thing, and reading is to be done with it.
//
// </details>
// <details><summary>Why is group coordination harder than it looks?</summary>
//
// Because it is an agreement between programs that may die, and from outside a dead one looks like a slow one.
//
// - The coordinator knows a member by its heartbeats alone. Wait long, and the dead keep their partitions; wait briefly, and the living lose theirs.
// - A member that was removed does not know it yet. It goes on working on a partition that has a new owner. The coordinator can refuse its commit, by the number of the group's **generation** that each commit carries, but not its parcel.
// - The work and the commit are two steps, and the rebalance may come between them. Commit first, and work is lost; work first, and it is repeated: at most once, or at least once.
// - *Exactly once* needs both to take effect together. Within Kafka a transaction does that (chapter 8), if a late member's transaction is refused too. With the world outside it takes work that can be repeated without harm.
// - And all this while everyone stands still: the wider the agreement, the longer the pause.
//
// </details>
// <details><summary>An event log, or a table of orders: which is the truth now?</summary>
//
// The log, if Lantern decides so: each of the five lists is then what some consumer has made of the events, and can be made again from the start.
// That works as far back as the log goes. So give `events` a retention to match, or compact a topic that keeps the last state of each order (chapter 10).
//
// </details>

// %% summary [markdown]
// ## What you have built
//
// - Topics by the admin client, with partitions chosen, not inherited.
// - A producer whose reports are true: stored, with the place, or unknown. (A broker's refusal may be certain too, chapter 9; ours says *unknown*.)
// - A consumer that commits by hand, after the work, plus one.
// - A worker that says what a rebalance takes and gives, and a group that shares.
//
// And fewer misconceptions: a batch is not answered record by record. A failed send is not a missing record. `earliest` does not mean *again*. More workers than partitions are not faster. A commit protects the group's place, not the customer.
//
// Next: find a list at work that exists in three versions, and write down its events.

// %% teardown
await cluster.close();
