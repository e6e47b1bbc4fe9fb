// %% title [markdown]
// # 9. Replication
//
// *The wrong plug*
//
// On Saturday a cleaner pulled the wrong plug. One of Lantern's three brokers was gone, and seconds later the other two went on without it.
//
// On Monday Bo asked for his lamp. The shop had written *confirmed* beside his order, because Kafka had said so. Neither of the two had ever heard of it.
//
// After this chapter you can
// - kill a broker under load, and say beforehand what will be lost,
// - choose replicas, `min.insync.replicas` and `acks` for a promise,
// - tell from a topic's description which broker you may switch off.

// %% text-setup [markdown]
// ## Three brokers
//
// This chapter breaks brokers, so it starts some of its own: three, and a **controller**. Yours is left alone.
//
// Together they are a **cluster**. They take about 600 MB of memory and half a minute to start, and end with this notebook. While a cell waits, a line below it says for what.
//
// If you stop a cell while it breaks something, brokers stay dead or frozen. Run the next cell again for new ones, and go on from there.

// %% setup
import { startOwnCluster } from "broker/own_cluster.ts";
import { describeReplicas, readToEnd, watchReplicas } from "workbook";
import { type BrokerEvent, replicaTimeline, show, table } from "pictures";
import { type Send, WatchedSends } from "lab";
import { checkNeeds, type Choice } from "chapters/09_replication/mod.ts";

const { nodes, cluster } = await startOwnCluster("09_replication");

// %% text-replicas [markdown]
// Each partition can have several copies, its **replicas**, on as many brokers. How many is the topic's **replication factor**.
//
// One of them is the **leader**. It takes all writes. The others are **followers**: they fetch from the leader, as consumers do, and write what they get at the same offsets.
//
// A follower that keeps up is an **in-sync replica**. The leader counts as one too. All of them are the **ISR**.

// %% predict-replicas [markdown]
// **Before you run it:** a topic of three partitions, with replication factor 3. How many copies are there on each broker, and how many partitions does each lead?

// %% demo-replicas
import { createTopic } from "workbook";
const shop = await createTopic(cluster, "orders", {
  partitions: 3,
  replicationFactor: 3,
});
table((await describeReplicas(cluster, [shop])).map((state) => ({
  partition: state.partition,
  leader: state.leader,
  replicas: state.replicas.join(", "),
  "in sync": state.isr.join(", "),
})));

// %% text-replicas-notice [markdown]
// Every broker has a copy of every partition. Kafka spreads the leaders, and with them the work.
//
// The leader stands first among its replicas: it is the **preferred** one. A producer asks any broker who leads, and then sends to that leader only.
//
// For the experiments we need to know whom to kill. So the next topics have one partition each, and the preferred leader that we choose.

// %% text-senders [markdown]
// ## The leader is killed
//
// Numbered orders are sent to topics of their own, a hundred in a request, one request after the other. The senders differ in `acks`: which replicas they wait for.
//
// A producer that is to outlast its leader needs patience: 100 retries instead of KafkaJS's five. (The idempotent one, `safe`, is for later.)

// %% demo-senders
import { openProducer } from "workbook";
const orders = Array.from({ length: 20_000 }, (_, i) => `order ${1001 + i}`);
const safe = openProducer(cluster);
cluster.onClose(() => safe.close());
const open = async (topic: string, acks: number, retries = 100) => {
  const retry = { retries, initialRetryTime: 50, maxRetryTime: 200 };
  const producer = cluster.kafka.producer({ retry });
  await producer.connect();
  const sendAll = (values: string[]) => {
    const messages = values.map((value) => ({ value }));
    return producer.send({ topic, acks, messages });
  };
  await sendAll([]); // asks who leads
  return new WatchedSends(sendAll);
};

// %% text-judge [markdown]
// `WatchedSends` keeps a history of what each sender was told (chapter 4). `judge` compares it with the log: what was acknowledged and is nowhere, what is there twice, and what stands in the wrong order.

// %% demo-judge
const inBatches = async (send: Send, values: string[]) => {
  for (let n = 0; n < values.length; n += 100) {
    await send(...values.slice(n, n + 100));
  }
};
const judge = async (topic: string, { history }: WatchedSends) => {
  history.found(await readToEnd(cluster, topic));
  const { totals, counts } = history.verdict();
  return {
    acknowledged: totals.acknowledged,
    lost: counts.lost,
    duplicated: counts.duplicated,
    "out of order": counts.reorderedInPartition,
  };
};

// %% text-certain [markdown]
// ### Slow followers
//
// Say the followers are slow for a moment, because their machines are busy. Our freeze does that: the processes stand still and then go on.
//
// Six topics, led by broker 2: `acks` 0, 1 and all, each with `min.insync.replicas` 1 and 2. That setting of the topic says how many replicas must be in sync for a write with `acks: -1`. Each sender begins with 1,000 orders, while all is well.

// %% demo-bets
const atLeast = (min: number) => ({ "min.insync.replicas": `${min}` });
const settings = [0, 1, -1].flatMap((acks) =>
  [1, 2].map((min) => ({ acks, min }))
);
const bets = await Promise.all(settings.map(async ({ acks, min }) => {
  const layout = { replicas: [2, 3, 1], configs: atLeast(min) };
  const topic = await createTopic(cluster, "orders", layout);
  const sends = await open(topic, acks);
  await sends.run(inBatches, orders.slice(0, 1_000));
  return { acks, min, topic, sends };
}));

// %% text-frozen [markdown]
// The followers freeze. Each sender sends another 1,000 orders. When those that do not wait for followers have all their answers, the leader gets `kill -9`, and the followers go on. Last, the dead broker is started again.
//
// Until the kill, all this takes a fraction of a second. For the controller, nothing has happened to brokers 1 and 3. The whole cell takes about ten seconds.

// %% predict-frozen [markdown]
// **Before you run it:** fill in the six fields yourself: how many of the 2,000 orders are lost? Where does `min.insync.replicas` make a difference?

// %% demo-frozen
const followers = [1, 3].map((id) => nodes.node(id));
await Promise.all(followers.map((node) => node.freeze()));
const more = orders.slice(1_000, 2_000);
const runs = bets.map(({ sends }) => sends.run(inBatches, more));
await Promise.all(runs.slice(0, 4)); // acks 0 and 1 have all their answers
await nodes.node(2).kill();
await Promise.all(followers.map((node) => node.thaw()));
await Promise.all(runs);
await nodes.node(2).restart();
const outcomes = await Promise.all(bets.map(async (bet) => ({
  ...{ acks: bet.acks, min: bet.min },
  ...await judge(bet.topic, bet.sends),
})));
table(outcomes);

// %% text-frozen-notice [markdown]
// > **With `acks: 1`, a record that was acknowledged can be lost: it is, when another replica takes over that did not have it.**
// > <small>claim: acks-1-dies-with-leader · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_acks)</small>
//
// If some were saved after all: the leader had just sent them to a follower that was freezing, and they waited in its socket buffer.
//
// When broker 2 came back, it had all 2,000 on its disk. It is a follower now, and a follower takes over the leader's log. So it cut its own.
//
// With `acks: -1` the answers took seconds, and were true. And `min.insync.replicas`? It made no difference: all three were in sync the whole time, and *all* means all of those.

// %% text-ready [markdown]
// ## And when all is well?
//
// Now nobody is slow. Four senders, with 20,000 orders and a topic each: three with `acks` 0, 1 and all. The fourth is `openProducer` from chapter 4, which waits for all and is idempotent.
//
// All four topics are led by broker 1. Each sender begins with 5,000 orders.

// %% demo-ready
const layout = { replicas: [1, 2, 3], configs: atLeast(2) };
const topics = await Promise.all(
  Array.from({ length: 4 }, () => createTopic(cluster, "orders", layout)),
);
const senders = [
  ...await Promise.all([0, 1, -1].map((acks, i) => open(topics[i]!, acks))),
  new WatchedSends((values) =>
    safe.send(topics[3]!, values.map((value) => ({ value })))
  ),
];
const allSend = (values: string[]) =>
  Promise.all(senders.map((sends) => sends.run(inBatches, values)));
await allSend(orders.slice(0, 5_000));
senders.map(({ history }) => history.verdict().totals.acknowledged);

// %% text-kill [markdown]
// While they send the other 15,000, broker 1 gets `kill -9`. When all are done, it is started again. That takes ten to twenty seconds.
//
// Meanwhile we ask the brokers, again and again, who leads the fourth topic and who is in sync.

// %% predict-kill [markdown]
// **Before you run it:** how long will it take until another broker leads? Which of the four will have lost orders that were acknowledged?

// %% demo-kill
const watch = await watchReplicas(cluster, topics[3]!);
const killing = nodes.node(1).kill();
const rest = allSend(orders.slice(5_000));
await killing;
const events: BrokerEvent[] = [{ at: new Date(), broker: 1, kind: "crash" }];
await rest;
await nodes.node(1).restart();
events.push({ at: new Date(), broker: 1, kind: "start" });
await watch.until(({ isr }) => isr.length === 3, "three replicas in sync");
await show(replicaTimeline(watch.states, { events }));
const tallies = await Promise.all(
  senders.map((sends, i) => judge(topics[i]!, sends)),
);
const names = ["acks 0", "acks 1", "acks all", "acks all, idempotent"];
table(tallies.map((tally, i) => ({ sender: names[i], ...tally })));

// %% text-kill-notice [markdown]
// Look at the picture first. For a while the dead broker still counts as the leader. Brokers send heartbeats to the controller. After two seconds without one, a broker is taken for dead here; Kafka's default is nine. Then the controller chooses a new leader among those in sync.
//
// The producers got no message about it. Their requests failed, they asked the other brokers who leads, and tried again until there was a leader.
//
// > **A record that all in-sync replicas have is not lost as long as at least one in-sync replica is alive at all times.**
// > <small>claim: committed-survives · [Kafka documentation, "Replication"](https://kafka.apache.org/43/design/design/#replication)</small>
//
// Such a record is called **committed**. (A committed *offset* is something else.)

// %% text-luck [markdown]
// ### Luck
//
// Now the rows. Both senders with `acks: -1` have lost nothing. If the third shows duplicates or disorder: its request was written, the answer died with the broker, and it sent again (chapter 4). The fourth numbers its requests.
//
// `acks: 0` asks for no answer: *acknowledged* only means that KafkaJS has passed the bytes on. What was on its way to the dying broker, or came to the new leader too early, is gone. Perhaps that was nothing.
//
// And `acks: 1`? Perhaps yours has lost nothing this time. Then you were lucky: the followers fetch within milliseconds, so few records are on the leader only. Above, they were a second behind. One run without a loss proves little.

// %% text-few [markdown]
// ## Too few are left
//
// Now *fewer* are in sync. Four topics, led by broker 3. This time we want to see the refusal, so the senders don't try again.
//
// The first one has something to be explained later: `unclean.leader.election.enable`.

// %% demo-cases
import { kafkaErrorName, offsetRanges } from "workbook";
await watch.stop();
const uncleanElection = "unclean.leader.election.enable";
const cases = await Promise.all([
  { min: 1, acks: -1, unclean: true },
  { min: 1, acks: -1, unclean: false },
  { min: 2, acks: 1, unclean: false },
  { min: 2, acks: -1, unclean: false },
].map(async (one) => {
  const configs = { ...atLeast(one.min), [uncleanElection]: `${one.unclean}` };
  const layout = { replicas: [3, 1, 2], configs };
  const topic = await createTopic(cluster, "orders", layout);
  const watch = await watchReplicas(cluster, topic);
  return { ...one, topic, watch, sends: await open(topic, one.acks, 0) };
}));

// %% text-down [markdown]
// Each topic gets order 1001. Then brokers 1 and 2 are killed. When broker 3 is the only one in sync, each topic is sent order 1002.
//
// Broker 3 reports a shorter ISR a moment before it acts on it. It takes changes one by one, so we create one more topic: when broker 3 knows that one, the change before it is in force.

// %% predict-down [markdown]
// **Before you run it:** who is told *acknowledged*? And how many records can a consumer read in each topic then?

// %% demo-down
await Promise.all(cases.map(({ sends }) => sends.send("order 1001")));
await Promise.all([1, 2].map((id) => nodes.node(id).kill()));
for (const { watch } of cases) {
  await watch.until(({ isr }) => isr.length === 1, "one replica in sync");
}
await createTopic(cluster, "next", { replicas: [3] });
const alone = [];
for (const { min, acks, topic, watch, sends } of cases) {
  const answer = await sends.send("order 1002")
    .then(() => "acknowledged", kafkaErrorName);
  const [range] = await offsetRanges(cluster, topic);
  const [isr, elr] = [watch.now.isr.join(), watch.now.elr.join() || null];
  alone.push({ min, acks, isr, elr, answer, readable: Number(range!.end) });
}
table(alone);

// %% text-down-notice [markdown]
// > **A write with `acks: -1` is refused while fewer replicas are in sync than `min.insync.replicas`.**
// > <small>claim: too-few-refused · [Kafka documentation, "Topic Configs"](https://kafka.apache.org/43/configuration/topic-configs/#topicconfigs_min.insync.replicas)</small>
//
// `NOT_ENOUGH_REPLICAS` is the honest answer, and nothing was written. A producer with patience would wait here until a broker is back.
//
// > **`acks: -1` waits for the replicas that are in sync at that moment, and that may be the leader alone.**
// > <small>claim: all-means-in-sync · [Kafka documentation, "Availability and Durability Guarantees"](https://kafka.apache.org/43/design/design/#availability-and-durability-guarantees)</small>
//
// So *all* is as strong as the setting beside it. With `min.insync.replicas` 1, which is Kafka's default, one disk will do.

// %% text-readable [markdown]
// Now the third row: acknowledged, and not readable.
//
// > **A consumer is only ever given records that are committed.**
// > <small>claim: committed-only-read · [Kafka documentation, "Replication"](https://kafka.apache.org/43/design/design/#replication)</small>
//
// Committed is what all in-sync replicas have. The place up to which a partition is committed is its **high watermark**. While fewer are in sync than the topic asks for, it stays where it is, whatever the producer's `acks`.
//
// That is why the column `elr` is filled there: the **eligible leader replicas** (new clusters keep them since Kafka 4.1).
//
// > **A replica that leaves the ISR when too few stay in it still has everything committed, and counts as eligible to lead, unless it comes back from a kill.**
// > <small>claim: eligible-leader · [Kafka documentation, "Eligible Leader Replicas"](https://kafka.apache.org/43/operations/eligible-leader-replicas/)</small>

// %% text-last [markdown]
// ### The last one goes
//
// Now broker 3 is killed as well, and brokers 1 and 2 are started again, which takes about ten seconds. They have order 1001, and never got 1002:
//
// | | broker 1 | broker 2 | broker 3 |
// | --- | --- | --- | --- |
// | order 1001 | ✓ | ✓ | ✓ |
// | order 1002, where it was taken | | | ✓ |

// %% predict-last [markdown]
// **Before you run it:** which of the four topics will have a leader then?

// %% demo-last
await nodes.node(3).kill();
await Promise.all([1, 2].map((id) => nodes.node(id).restart()));
const without: object[] = [];
for (const { min, acks, unclean, watch } of cases) {
  const isSettled = unclean
    ? (leader: number | null) => leader !== 3 && leader !== null
    : (leader: number | null) => leader !== 3;
  const { leader } = await watch.until(
    (now) => isSettled(now.leader),
    "broker 3 to lead no more",
  );
  without.push({ min, acks, unclean, leader });
}
table(without, { title: "Without broker 3" });

// %% text-back [markdown]
// Two brokers run, and three topics have no leader: they can be neither written nor read. What broker 3 has alone may have been acknowledged, so no other broker may lead without it. (Eligible replicas do not help here: a broker that was killed, and not shut down, might have lost the end of its log.)
//
// The first topic went on. At what price? Broker 3 comes back, in about ten seconds.

// %% predict-back [markdown]
// **Before you run it:** which topics still have order 1002?

// %% demo-back
await nodes.node(3).restart();
const recovered = await Promise.all(cases.map(async (one) => {
  const { min, acks, unclean, topic, watch, sends } = one;
  await watch.until(({ isr }) => isr.length >= 2, "two replicas in sync");
  await watch.stop();
  const { acknowledged, lost } = await judge(topic, sends);
  return { min, acks, unclean, acknowledged, lost };
}));
table(recovered, { title: "With broker 3 again" });

// %% text-back-notice [markdown]
// > **With unclean leader election, a replica that is not in sync may lead, and what it lacks is lost.**
// > <small>claim: unclean-loses · [Kafka documentation, "Topic Configs"](https://kafka.apache.org/43/configuration/topic-configs/#topicconfigs_unclean.leader.election.enable)</small>
//
// The sender had asked for *all*, and had been answered. Broker 3 still had the order, and had to cut it off to follow the new leader.
//
// **Unclean leader election** is off by default. To switch it on is a choice: rather lose records than wait.
//
// Look at the second row, too. Nothing is lost, because broker 3 came back *with its disk*. Until then, order 1002 was on that one disk.

// %% text-choice [markdown]
// ### The usual choice
//
// Replication factor 3, `min.insync.replicas` 2, `acks` all. One broker may be lost at any moment: nothing acknowledged is lost with it, and all goes on. With two lost, writes stop until one is back.
//
// It is not *on the disk of two machines*, by the way. Kafka counts a record as written when the operating system has it. Copies on machines with a plug each are its answer to power cuts, so put them behind different fuses.

// %% text-controller [markdown]
// ## Who chooses the leaders?
//
// All this time one node was never touched: the controller. Brokers report to it. It notices who is missing, chooses leaders, writes down who is in sync, and tells all others. Topics are created by it.
//
// In the next cell it is killed, as soon as an old topic has all its replicas in sync. Then we ask for a new topic, and 1,000 orders are sent to the old one. Later it is started again. All that takes about ten seconds.

// %% predict-controller [markdown]
// **Before you run it:** are the orders acknowledged without a controller? And what becomes of the new topic?

// %% demo-controller
const old = await watchReplicas(cluster, topics[2]!);
await old.until(({ isr }) => isr.length === 3, "three replicas in sync");
await old.stop();
await nodes.node(9).kill();
let isCreated = false;
const ask = () =>
  createTopic(cluster, "returns").then(() => isCreated = true, () => false);
const asking = ask();
const usual = await open(topics[2]!, -1);
await usual.run(inBatches, orders.slice(0, 1_000));
const { acknowledged } = usual.history.verdict().totals;
const meanwhile = { acknowledged, "topic created": isCreated };
await nodes.node(9).restart();
if (!await asking) await ask(); // the first may have lost patience
({ meanwhile, afterwards: { "topic created": isCreated } });

// %% text-controller-notice [markdown]
// A partition that has a leader goes on: producer, leader and followers do not need the controller for each record. But nothing can *change*. Had a leader died in these seconds, its partitions would have had none until the controller was back; and a replica that was out of sync would have stayed out. That is why we waited first.

// %% text-majority [markdown]
// So real clusters have three controllers or five. They keep the cluster's metadata as a log, by **KRaft**: one of them leads, and a change counts when a majority has it. Three can lose one, five can lose two. Chapter 10 looks at this **quorum**.
//
// Why a majority, and not *all that are in sync*? The controllers keep the list of who is in sync with a leader. For the controllers themselves nothing keeps such a list, so they count votes.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-needs [markdown]
// ### 1. Three promises
//
// Choose `replicas` (1 to 3), `min` (`min.insync.replicas`) and `acks` for each. Brokers may go at any moment, any of the three.
//
// - `orders`: with any one broker gone, nothing acknowledged is lost, and orders are still taken.
// - `clicks`: taken, and readable at once, as long as one broker that is in sync is left. A lost click does no harm.
// - `ledger`: with any two gone at once, nothing acknowledged is lost. Rather no entry than a lost one.
//
// The check creates your topics, lets brokers fall out of sync, and sends.

// %% exercise-needs
/** Settings for each of Lantern's promises. */
function chooseSettings(): Choice {
  // BEGIN SOLUTION
  return {
    // Two copies when it is acknowledged; and two are left when one of three goes.
    orders: { replicas: 3, min: 2, acks: -1 },
    // A copy everywhere, so that the last one in sync can lead; it may commit alone, and no click waits.
    clicks: { replicas: 3, min: 1, acks: 1 },
    // Three copies when it is acknowledged, so no entries while one is gone.
    ledger: { replicas: 3, min: 3, acks: -1 },
  };
  // END SOLUTION
}

// %% hint-needs [markdown]
// <details><summary>A nudge</summary>
//
// Ask two questions of each: how many copies must there be at the moment of the answer? And how many replicas are left to answer when brokers are gone?
//
// </details>
// <details><summary>More</summary>
//
// To lose one broker and no record takes two copies at the answer, to lose two takes three. `acks: 1` promises one copy, whatever `min` says. To stay writable with one of them gone, have one replica more than `min`. And `min` says, too, how many must be in sync before a record can be read.
//
// </details>

// %% check-needs
await checkNeeds({ nodes, cluster }, chooseSettings);

// %% text-may-stop [markdown]
// ### 2. May I switch it off?
//
// Broker 2 needs a new disk. May it be stopped now, so that every partition still takes writes with `acks: -1` afterwards?
//
// A partition is described as `{ leader, replicas, isr, min }`: the leader's id or `null`, lists of broker ids, and `min.insync.replicas`.

// %% exercise-may-stop
import type { Described } from "chapters/09_replication/mod.ts";
/** Whether all partitions take writes with `acks: -1` when this broker is stopped. */
function mayStop(broker: number, partitions: Described[]): boolean {
  // BEGIN SOLUTION
  // What counts is who is left in sync: a replica that lags behind can neither lead nor be counted.
  // Without a leader no write is taken, however many are in sync.
  return partitions.every(({ leader, isr, min }) =>
    leader !== null && isr.filter((id) => id !== broker).length >= min
  );
  // END SOLUTION
}

// %% hint-may-stop [markdown]
// <details><summary>A nudge</summary>
//
// Which of the lists tells who can take over: `replicas` or `isr`? And does it matter who leads now, or only whether any broker does?
//
// </details>
// <details><summary>More</summary>
//
// Take the broker out of each `isr` and count. One partition that falls below its `min` is one too many, and so is one without a leader.
//
// </details>

// %% check-may-stop
import { checkMayStop } from "chapters/09_replication/mod.ts";
await checkMayStop(mayStop);

// %% text-take [markdown]
// ### 3. Through the failure
//
// Brokers fail while Lantern takes orders. `send(order)` sends one, without any retries of its own. It rejects with KafkaJS's error, and `kafkaErrorName(error)` tells the broker's name for it, or `null` if no broker answered.
//
// Of the failures that you will meet here, one says for certain that nothing was written. Then `await pause()` and send again, as often as it takes. Treat any other as unknown. Such an order must not be sent again, because the warehouse might pack two lamps.
//
// When Lantern closes, `pause` rejects, and your function rejects too.

// %% exercise-take
import type { Take } from "chapters/09_replication/mod.ts";
/** Sends an order until its outcome is known, or can't be: "acknowledged" or "unknown". */
const take: Take = async (order, send, pause) => {
  // BEGIN SOLUTION
  for (;;) {
    const answer = await send(order).then(() => "acknowledged", kafkaErrorName);
    if (answer === "acknowledged") return answer;
    // The broker counts before it writes, so this refusal is certain. Silence is not.
    if (answer !== "NOT_ENOUGH_REPLICAS") return "unknown";
    await pause();
  }
  // END SOLUTION
};

// %% hint-take [markdown]
// <details><summary>A nudge</summary>
//
// For each failure ask: how do you know that the order is not written? Did a broker refuse it, or did the line go dead?
//
// </details>
// <details><summary>More</summary>
//
// One answer here is certain, and you have met it above: `NOT_ENOUGH_REPLICAS`. (Its sister `NOT_ENOUGH_REPLICAS_AFTER_APPEND` is not.) Loop on that one, and on nothing else.
//
// </details>

// %% check-take
import { checkTake } from "chapters/09_replication/mod.ts";
await checkTake({ nodes, cluster }, take);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>Replication factor 3, and two brokers are lost. Is Kafka still there?</summary>
//
// What was committed is still there, if the replica that is left was in sync: it leads. Writers with <code>acks</code> all are refused, unless <code>min.insync.replicas</code> is 1.
// Consumer groups stand still as well where their own topic, <code>__consumer_offsets</code>, asks for two, as it does here: <code>GROUP_COORDINATOR_NOT_AVAILABLE</code>.
// So <i>three copies survive two losses</i> is true of the data, and not of the service.
//
// </details>
// <details><summary>A follower is slow, but alive. Why doesn't every write wait for it for ever?</summary>
//
// A follower that has not caught up for <code>replica.lag.time.max.ms</code>, 30 seconds, is taken out of the in-sync replicas. From then on, <i>all</i> is one fewer.
//
// </details>
// <details><summary>What does a consumer notice when its leader dies?</summary>
//
// A pause. It asks who leads now, and goes on at its offset: the new leader has the same records at the same offsets.
// If the dead broker was also its group's coordinator, another one takes that over as well, and the pause is longer.
//
// </details>
// <details><summary>Order 1002 got <code>NOT_ENOUGH_REPLICAS_AFTER_APPEND</code>. Is it in the log?</summary>
//
// Yes, on the leader, and it is not acknowledged: replicas went between the write and the answer. It may stay or be cut off. Unknown.
// Often not even that is said. The leader waits for replicas that are gone, until the producer's patience ends.
//
// </details>
// <details><summary>Two brokers and <code>min.insync.replicas</code> 2: is that safe?</summary>
//
// Safe, and brittle: each restart of a broker stops all writers with <code>acks</code> all. The third replica is not for safety, it is for going on.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - The leader takes the writes, followers copy, and the controller chooses a follower that is in sync when the leader dies. That takes seconds, so producers need patience.
// - *Acknowledged means safe*: it means what `acks` says. With 1, the record can die with the leader.
// - *All means all replicas*: it means those in sync now. `min.insync.replicas` says how few that may be.
// - *It survived my test*: what survives by luck needs the bad luck to be made.
// - *More copies, less waiting*: safe and always writable is a choice, made by `min` and by unclean election.
// - A refusal *before* the write is certain; silence, and `…_AFTER_APPEND`, are not. Send again after the first, report the others.

// %% teardown
await cluster.close();
