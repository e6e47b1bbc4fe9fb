// %% title [markdown]
// # 10. Running Kafka
//
// *Who tidies up?*
//
// Sunday, 03:10. The disk of Lantern's broker is full, and Bo is on call.
// He finds a topic called `ordres`, which is in no plan. He finds two years of orders.
// And he finds the address that Ada had asked Lantern to delete in March.
//
// After this chapter you can
// - create, describe, alter and delete topics, by program and by Kafka's own command line,
// - say where a setting comes from, and what a change to it takes away,
// - read what lies on a broker's disk, and say when it goes: by age, or because something newer came.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as in all chapters. Keep a terminal at hand, too: Kafka's own programs run there.

// %% setup
import { ConfigResourceTypes } from "kafkajs";
import { connect, type ConsumerRecord, readToEnd } from "workbook";
import { displayable, lanes, show, table } from "pictures";
import { checkKept, checkRetention } from "chapters/10_operations/mod.ts";

const cluster = await connect("10_operations");

// %% text-create [markdown]
// ## Made by hand
//
// Until now `createTopic` of this workbook made our topics. It uses KafkaJS's **admin client**, which asks brokers for everything that is not sending or reading.
//
// A new topic needs a name, a number of partitions, and a **replication factor**: how many brokers keep a copy. It may bring **configs**, settings of its own. Ours keeps records for one hour (`retention.ms`, in milliseconds).

// %% predict-create [markdown]
// **Before you run it:** the cell asks for the same topic twice. Will the second call fail, make a second topic, or do nothing?

// %% demo-create
import { untilPartitions } from "workbook";
const { admin } = cluster;
const orders = cluster.name("orders");
const wish = {
  topic: orders,
  numPartitions: 2,
  replicationFactor: 1,
  configEntries: [{ name: "retention.ms", value: "3600000" }],
};
const make = { topics: [wish], waitForLeaders: false };
const first = await admin.createTopics(make);
cluster.onClose(() => admin.deleteTopics({ topics: [orders] }));
await untilPartitions(cluster, orders, 2);
const second = await admin.createTopics(make);
({ first, second });

// %% text-create-notice [markdown]
// `true`: it was made. `false`: there is one of that name already. It was not compared with our wish, so *false* does not mean that it has two partitions. (Run the cell again, and both are `false`.)
//
// That is why we describe a topic before we rely on it.

// %% text-describe [markdown]
// ### Two ways to ask
//
// Kafka brings its own programs: `kafka-topics.sh`, `kafka-configs.sh` and many more. Every how-to on the web uses them.
// They are in the jars that your broker runs from. In a terminal (**File → New → Terminal**):
//
// `deno task kafka topics --list`
//
// The next cell runs one of them from here, and then asks for the same by the admin client (`describeConfigs`). Each start of Java takes about a second.

// %% predict-describe [markdown]
// **Before you run it:** we have set one config. How many other opinions about this topic are there, and whose?

// %% demo-describe
import { topicConfigs } from "workbook";
import { runKafka } from "broker/command_line.ts";
const kafka = async (...line: string[]) => {
  const said = await runKafka(line, cluster.brokers);
  return displayable({}, `$ deno task kafka ${line.join(" ")}\n${said}`);
};
await show(await kafka("topics", "--describe", "--topic", orders));
const names = ["retention.ms", "retention.bytes", "cleanup.policy"];
const settings = await topicConfigs(cluster, orders, names);
table(settings);

// %% text-describe-notice [markdown]
// The command line lists what has been set. One of these settings is ours; the others are the broker's, or the whole cluster's (`min.insync.replicas`).
//
// Look at the column *from*, nearest first:
//
// - `DYNAMIC_TOPIC_CONFIG`: the topic itself. That is our hour.
// - `STATIC_BROKER_CONFIG`: the file that the broker was started with. This workbook's broker deletes the oldest records of a partition, file by file, as long as 64 MiB are left without them, so that no partition fills your disk.
// - `DEFAULT_CONFIG`: nothing is set, so Kafka's own default holds.
//
// *otherwise* is what would hold without that place; a dash means that the broker does not say.

// %% text-nearest [markdown]
// > **A topic's own config wins over its broker's setting, and that over Kafka's default.**
// > <small>claim: nearest-config-wins · [Kafka documentation, "Topic Configs"](https://kafka.apache.org/43/configuration/topic-configs/)</small>
//
// *Retention is one hour* was half the truth: whichever limit is reached first counts, and the second one was set for the whole broker.

// %% text-alter [markdown]
// ### One more setting
//
// Bo wants smaller files on disk, and sets `segment.ms` to ten minutes. He uses the admin client's `alterConfigs`.

// %% predict-alter [markdown]
// **Before you run it:** retention is set to an hour. Bo touches `segment.ms` only. What is the retention afterwards?

// %% demo-alter
async function alter(
  topic: string,
  configs: Record<string, string>,
): Promise<void> {
  const configEntries = Object.entries(configs)
    .map(([name, value]) => ({ name, value }));
  const { TOPIC } = ConfigResourceTypes;
  const resources = [{ type: TOPIC, name: topic, configEntries }];
  await admin.alterConfigs({ validateOnly: false, resources });
}
await alter(orders, { "segment.ms": "600000" });
const altered = await topicConfigs(cluster, orders, [...names, "segment.ms"]);
table(altered);

// %% text-alter-notice [markdown]
// Seven days. The hour is gone, and no error said so.
//
// > **`alterConfigs` replaces all configs of a topic: what it does not name is reset.**
// > <small>claim: alter-replaces · [KIP-339](https://cwiki.apache.org/confluence/display/KAFKA/KIP-339%3A+Create+a+new+IncrementalAlterConfigs+API)</small>
//
// Kafka has a later request that changes only what is named (`IncrementalAlterConfigs`). KafkaJS 2.2.4 does not have it; other clients do, such as Platformatic's (chapter 11), and so does the command line:
//
// `deno task kafka configs --alter --topic NAME --add-config retention.ms=3600000`
//
// With KafkaJS: describe first, then send everything that is to stay, too.

// %% text-typo [markdown]
// ## A topic that was not made
//
// Where did `ordres` come from? Kafka's own default for `auto.create.topics.enable` is *true*: a client that names a topic that does not exist gets one.
// This workbook turns that off at the broker and in its clients. KafkaJS by itself would ask for it.
//
// For a moment we start a second broker, one that creates topics. Its records go when it stops. The cell takes ten to twenty seconds, most of them for the start of the broker.

// %% predict-typo [markdown]
// **Before you run it:** one producer, one typing error, two brokers. What does the send report in each case? And how many partitions will the topic `ordres` have, for which we state no number?

// %% demo-typo
import type { Cluster } from "workbook";
import { carefreeBroker } from "chapters/10_operations/mod.ts";
const mistype = async ({ kafka, admin }: Cluster) => {
  const producer = kafka.producer({ allowAutoTopicCreation: true });
  await producer.connect();
  const messages = [{ value: "1011" }];
  const sent = producer.send({ topic: "ordres", messages });
  const answer = await sent.then(() => "stored", ({ message }) => message);
  const { topics } = await admin.fetchTopicMetadata();
  const found = topics.find(({ name }) => name === "ordres");
  return { answer, partitions: found?.partitions.length ?? 0 };
};
const carefree = await carefreeBroker(cluster, { "num.partitions": 5 });
const made = await mistype(carefree);
({ carefree: made, yours: await mistype(cluster) });

// %% text-typo-notice [markdown]
// > **With `auto.create.topics.enable`, a broker makes the topic that a producer asks for, with the broker's own defaults.**
// > <small>claim: created-by-asking · [Kafka documentation, "Broker Configs"](https://kafka.apache.org/43/configuration/broker-configs/#brokerconfigs_auto.create.topics.enable)</small>
//
// The carefree broker reported no error. The record is stored and acknowledged, and no consumer will look there. Five partitions, the copies, the retention: all by default. Yours said that it has no such topic (KafkaJS asks a few times before it believes that), and the error came to light where it was made.
//
// So switch it off, and create topics where they can be reviewed: in a script, by name, with their configs.

// %% text-delete [markdown]
// The other way round, `deleteTopics` removes a topic with all its records, and does not ask whether you are sure. The last cell of each chapter does that.
// From a terminal: `deno task kafka topics --delete --topic NAME`.

// %% text-decode [markdown]
// ## What lies on the disk
//
// A partition is a folder on the broker's disk. In it lie **segments**: files that hold a stretch of the log each, named after the first offset in them. The broker writes to the last one, the **active** segment. When that is old or large enough (`segment.ms`, `segment.bytes`), it is closed, and a new one begins.
//
// In a segment lie **batches**: the records that a producer sent together, behind a header. We send one record and read the very file.

// %% predict-decode [markdown]
// **Before you run it:** key `Ada`, value `lamp`: seven bytes. How many will the file have?

// %% demo-decode
import { createTopic } from "workbook";
import { decodeSegment, segmentFiles } from "chapters/10_operations/mod.ts";
const shelf = await createTopic(cluster, "shelf");
const producer = cluster.kafka.producer({ idempotent: true });
await producer.connect();
const messages = [{ key: "Ada", value: "lamp" }];
await producer.send({ topic: shelf, messages });
const [file] = await segmentFiles(cluster, shelf);
const bytes = file ? await Deno.readFile(file) : new Uint8Array();
const [batch] = decodeSegment(bytes);
await show(table(batch?.fields ?? [], { title: `${bytes.length} bytes` }));
file
  ? { payload: batch!.payload.toHex(), records: batch!.records }
  : "The disk of your broker is not on this machine: read on.";

// %% text-decode-notice [markdown]
// 61 bytes of header, for one record as for a thousand. That is why batches pay off. Then comes the record; find `416461`, which is *Ada*.
//
// `producerId`, `producerEpoch` and `baseSequence` are how a broker knows a repeated batch of an idempotent producer (chapter 4). `crc` is a checksum of all that follows it; `baseOffset` stands before it, because the broker writes the offset without having to compute the rest again.
//
// The record itself counts from the header: its offset and its time are small differences, and small numbers take a single byte.

// %% text-dump [markdown]
// ### Kafka's own reading
//
// Did we decode it right? Kafka has a program that reads the same file, without any broker.

// %% predict-dump [markdown]
// **Before you run it:** which number above must come out the same, or one of the two is wrong?

// %% demo-dump
file && await kafka("dump-log", "--files", file, "--print-data-log");

// %% text-dump-notice [markdown]
// Compare `crc`: it covers every bit from the attributes to the end of the record.
//
// One thing the file can't show. It was written before the broker answered, but *written* means handed to the operating system. Kafka does not wait for the disk itself: it relies on copies on other brokers. Chapter 9 puts that to the test.

// %% text-week [markdown]
// ## Too old
//
// **Retention** is how long records are kept: `retention.ms` and `retention.bytes`. Whether they have been read plays no part.
//
// To see days pass in seconds, we send ten orders with timestamps of the past ten days, and close a segment after two and a half days. The broker goes by the records' timestamps.

// %% demo-week
const DAY = 24 * 60 * 60_000;
const segments = { "segment.ms": String(2.5 * DAY) };
const forever = { ...segments, "retention.ms": "-1" };
const week = await createTopic(cluster, "week", { configs: forever });
for (let days = 9; days >= 0; days--) {
  const timestamp = String(Date.now() - days * DAY);
  const messages = [{ value: `${days} days`, timestamp }];
  await producer.send({ topic: week, messages });
}
const stored = await readToEnd(cluster, week);
const bases = (await segmentFiles(cluster, week))
  .map((path) => BigInt(path.slice(-24, -4)));
const segmentOf = ({ offset }: ConsumerRecord) =>
  `from ${bases.findLast((base) => base <= offset) ?? 0n}`;
lanes(stored, { by: { name: "Segment", of: segmentOf } });

// %% text-retention [markdown]
// Your broker looks for old segments once a second; as Kafka comes, it is every five minutes (`log.retention.check.interval.ms`). The cell waits until the first order is gone.

// %% predict-retention [markdown]
// **Before you run it:** the lane shows which records share a segment. Now we set retention to four and a half days. Which is the oldest order that will be left?

// %% demo-retention
import { untilDeleted } from "chapters/10_operations/mod.ts";
const limit = 4.5 * DAY;
await alter(week, { ...segments, "retention.ms": String(limit) });
await untilDeleted(cluster, stored[0]!);
const kept = await readToEnd(cluster, week);
lanes(kept, {
  title: "What is left at a retention of 4.5 days",
  by: { name: "Segment", of: segmentOf },
  flag: ({ timestamp }) =>
    Date.now() - timestamp.getTime() > limit ? "past retention" : null,
});

// %% text-retention-notice [markdown]
// Two orders are past retention and still there. Their segment holds a younger one, and retention throws away whole files.
//
// > **Retention by age deletes whole segments: a record stays until the newest record of its segment is too old.**
// > <small>claim: retention-by-segment · [Kafka documentation, "Deletes"](https://kafka.apache.org/43/implementation/log/#deletes)</small>
//
// So `retention.ms` says how long a record stays *at least*, unless a limit by size comes first. At most, it is about `segment.ms` longer, and a few minutes: until the broker looks, and until the file goes (`file.delete.delay.ms`, one minute). With Kafka's defaults that is seven days and seven days more.
//
// The offsets have not moved: the partition now begins at another one, and order 3 of it is what it was.

// %% text-compaction [markdown]
// ## Out of date
//
// Age is the wrong measure for addresses. Lantern wants each customer's latest, however old, and no earlier ones.
//
// A topic with `cleanup.policy=compact` does that by key: in the background, the broker's **cleaner** drops a record when a later one has the same key. So each record needs one: the broker refuses a record without a key (`INVALID_RECORD`). A record without a value says that the key itself is to go; it is called a **tombstone**.
//
// The cell fills two segments: six records of three hours ago, and Ada's latest move, of now.

// %% demo-addresses
const rolling = { "segment.ms": "600000", "retention.ms": "-1" };
const addresses = await createTopic(cluster, "addresses", { configs: rolling });
const early = "Cleo Hill|Ada Elm|Bo Canal|Ada Dock|Bo|Ada Mill".split("|");
const move = async (line: string, timestamp: number) => {
  const [key, value = null] = line.split(" ") as [string, string?];
  const messages = [{ key, value, timestamp: String(timestamp) }];
  await producer.send({ topic: addresses, messages });
};
for (const line of early) await move(line, Date.now() - DAY / 8);
await move("Ada Oak", Date.now());
const moved = await readToEnd(cluster, addresses);
lanes(moved, { title: "Every move" });

// %% text-cleaner [markdown]
// The cell turns compaction on. `min.cleanable.dirty.ratio` is how much of the log must be new before the cleaner thinks it worth the work: half of it by default, here almost nothing.

// %% predict-compaction [markdown]
// **Before you run it:** Ada has moved three times, Bo has had his address deleted, Cleo has stayed where she is.
// Which of the seven records will be left?

// %% demo-compaction
import { untilCompacted } from "chapters/10_operations/mod.ts";
const compact = {
  ...rolling,
  "cleanup.policy": "compact",
  "min.cleanable.dirty.ratio": "0.01",
};
await alter(addresses, compact);
await untilCompacted(cluster, moved[1]!);
const compacted = await readToEnd(cluster, addresses);
lanes(compacted, { title: "What compaction has left" });

// %% text-compaction-notice [markdown]
// Four are left, and two of them are Ada's. The dashed box stands for offsets without a record: the others keep theirs.
//
// > **Compaction keeps at least the last record of each key (a tombstone only for a time), in order and at its offset.**
// > <small>claim: compaction-keeps-last · [Kafka documentation, "What guarantees does log compaction provide?"](https://kafka.apache.org/43/design/design/#what-guarantees-does-log-compaction-provide)</small>
//
// *Mill* is out of date, and is still there. Why?
//
// > **The cleaner leaves the active segment alone, and takes no notice of what is in it.**
// > <small>claim: active-not-compacted · [Kafka documentation, "Configuring The Log Cleaner"](https://kafka.apache.org/43/design/design/#configuring-the-log-cleaner)</small>
//
// So *one value a key* is where compaction is heading, never where it is. A reader must let the later value win.

// %% text-tombstone [markdown]
// Bo's address is gone, but his tombstone is there.
//
// > **A tombstone stays in a compacted topic for at least `delete.retention.ms`, a day by default, after the cleaner has first come by, unless a later record has its key.**
// > <small>claim: tombstones-stay · [Kafka documentation, "Topic Configs"](https://kafka.apache.org/43/configuration/topic-configs/#topicconfigs_delete.retention.ms)</small>
//
// It has readers to tell. A copy of this topic in a database would keep Bo for ever if the tombstone went together with what it deletes.
//
// And what Ada asked for in March? A tombstone alone deletes nothing. Her address is gone when the cleaner has been through, in this topic and in all others that hold it. `max.compaction.lag.ms` says by when a record must be up for cleaning.

// %% text-lag [markdown]
// ## Who is behind?
//
// Chapter 5 measured a group's lag. Operators do it by command line, and the columns are the same. The group `labels` prints address labels; it is about to begin at the oldest record.

// %% predict-lag [markdown]
// **Before you run it:** four records are left in the topic. What lag will the group have?

// %% demo-lag
import { measureLag, newGroup, resetGroup } from "workbook";
const labels = newGroup(cluster, "labels");
await resetGroup(cluster, labels, addresses, "earliest");
const [behind] = await measureLag(cluster, labels, addresses);
await show(table([{ ...behind, "records to read": compacted.length }]));
await kafka("consumer-groups", "--describe", "--group", labels);

// %% text-lag-notice [markdown]
// A lag of seven, and four records to read: lag counts offsets, and compaction has left gaps. Chapter 5 met the same with transactions.
//
// Lag 0 has its trap, too. It says that the group has *committed* up to the end. Whether it has done the work, only the work can tell.
//
// The useful question is another: does the committed offset move while there is something to read? Exercise 3 asks it.

// %% text-quorum [markdown]
// ## Who keeps all this?
//
// Which topics exist, their configs, who leads which partition: this **metadata** is a log as well, a topic of one partition called `__cluster_metadata`. Nodes with the role **controller** keep it; together they are the **quorum**, and one of them leads. Your broker is its own controller, and thus a quorum of one. This is **KRaft** (chapter 9). Up to Kafka 3 the metadata could lie with another program, ZooKeeper; Kafka 4 has done away with it.

// %% predict-quorum [markdown]
// **Before you run it:** run it twice, and do nothing in between. Which of the numbers will differ?

// %% demo-quorum
await kafka("metadata-quorum", "describe", "--status");

// %% text-quorum-notice [markdown]
// `HighWatermark` is how far that log has come. It grows even when nothing is asked: the leader adds an empty record now and then, to show that the quorum still takes records.
//
// `CurrentVoters` lists the quorum. With one voter, the cluster's memory has one copy. Three go on when one of them is lost.

// %% text-side-by-side [markdown]
// ### Side by side
//
// | to | by program (`admin.`) | by `deno task kafka` |
// | --- | --- | --- |
// | create | `createTopics` | `topics --create --topic T --partitions 2` |
// | describe | `fetchTopicMetadata` | `topics --describe --topic T` |
// | see configs | `describeConfigs` | `configs --describe --all --topic T` |
// | alter configs | `alterConfigs` (replaces) | `configs --alter --topic T --add-config K=V` |
// | add partitions | `createPartitions` | `topics --alter --topic T --partitions 4` |
// | delete | `deleteTopics` | `topics --delete --topic T` |
// | see groups | `describeGroups`, `fetchOffsets` | `consumer-groups --describe --group G` |
// | reset a group | `setOffsets` | `consumer-groups --reset-offsets …` |
// | read a topic | `consumer.run` | `console-consumer --topic T --from-beginning`, until Ctrl-C |
// | write to one | `producer.send` | `console-producer --topic T`, a record a line |
// | read a segment | – | `dump-log --files F --print-data-log` |

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-kept [markdown]
// ### 1. Be the cleaner
//
// Say what is left of a compacted topic when the cleaner has just been through for the first time.
//
// A record has a `partition`, an `offset`, a `key` and a `value`, which is `null` for a tombstone. `active` gives the first offset of the active segment, by partition number.
//
// The check lets your broker do the same, and compares.

// %% exercise-kept
/** What compaction leaves of these records, each partition's in the order of offsets. */
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  // BEGIN SOLUTION
  // A key lives in a partition, and what the active segment says does not count yet.
  const place = (r: ConsumerRecord) => `${r.partition} ${r.key}`;
  const old = records.filter((r) => r.offset < active[r.partition]!);
  // The last of a key may be a tombstone: it stays like any other.
  const last = new Map(old.map((r) => [place(r), r]));
  return records.filter((r) => !old.includes(r) || last.get(place(r)) === r);
  // END SOLUTION
}

// %% hint-kept [markdown]
// <details><summary>A nudge</summary>
//
// For which records can you say at once that they stay? And of the others: which later record makes one superfluous?
//
// </details>
// <details><summary>More</summary>
//
// Note the last offset of each key in the closed segments, in a `Map`. Two partitions share nothing, so the key alone is not enough as the map's key.
// Then filter the records, which keeps their order.
//
// </details>

// %% check-kept
await checkKept(cluster, whatIsLeft);

// %% text-retention-exercise [markdown]
// ### 2. At least two days, at most three
//
// The parcel service may ask for a delivery until two days after it, on the busiest day of the year, too. After three days the address must be gone.
//
// Return the configs for the topic `deliveries`. It gets an order every few hours at night, and gigabytes at Christmas.

// %% exercise-retention
/** Configs of a topic whose records stay for at least two days, and at most three. */
function configsForDeliveries(): Record<string, string> {
  // BEGIN SOLUTION
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(48 * hours),
    // The oldest record of a segment waits for its newest: up to this much longer.
    "segment.ms": String(12 * hours),
    // Two days are two days: the broker's own limit by size must not come first.
    "retention.bytes": "-1",
  };
  // END SOLUTION
}

// %% hint-retention [markdown]
// <details><summary>A nudge</summary>
//
// `retention.ms` is a lower limit. What adds to it, and how much is that if you say nothing? Is there a limit besides that of time?
//
// </details>
// <details><summary>More</summary>
//
// All values are texts, times are in milliseconds. Look once more at the table of settings above: one of them is set by the broker's file, and `-1` means *no limit*.
//
// </details>

// %% check-retention
await checkRetention(cluster, configsForDeliveries);

// %% text-stuck [markdown]
// ### 3. Which one is stuck?
//
// A group was looked at three times, a minute apart. Each look is what `measureLag` returns: by partition, the committed offset (`null`: nothing committed yet), the end and the lag.
//
// Name the partitions where nothing is being done although there was something to do the whole time. Slow is not stuck. Neither is a partition whose first record came only a moment ago.

// %% exercise-stuck
type Look = Awaited<ReturnType<typeof measureLag>>;
/** The partitions that are stuck; `looks` are in the order of time, each with all partitions. */
function stuckPartitions(looks: Look[]): number[] {
  // BEGIN SOLUTION
  const [earliest = []] = looks;
  // Work moves the committed offset; the lag also depends on who sends.
  const isStuck = (partition: number) =>
    looks.map((look) => look[partition]!).every(({ committed, lag }) =>
      lag > 0n && committed === earliest[partition]!.committed
    );
  return [...earliest.keys()].filter(isStuck);
  // END SOLUTION
}

// %% hint-stuck [markdown]
// <details><summary>A nudge</summary>
//
// Two things change the lag: the group commits, and producers send. Which of the three numbers shows the group's work alone?
//
// </details>
// <details><summary>More</summary>
//
// Compare `committed` over all looks of a partition; `null` equals `null`. Then rule out those that had nothing to do in one of the looks.
//
// </details>

// %% check-stuck
import { checkStuck } from "chapters/10_operations/mod.ts";
await checkStuck(cluster, stuckPartitions);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>A topic has had no new record for a year, and retention is seven days. Is its last segment, the active one, still there?</summary>
//
// No. For compaction the active segment is untouchable, for retention it is not: when its newest record is too old, the broker begins an empty segment and deletes that one, too.
//
// </details>
// <details><summary>Retention deleted a segment a moment ago, and <code>df</code> shows no more free space. Why?</summary>
//
// The files are renamed first, to <code>.deleted</code>, and removed a minute later (<code>file.delete.delay.ms</code>), so that no read under way fails.
// If you look into the folder of the topic <i>week</i> soon enough, you see them.
//
// </details>
// <details><summary>Someone writes old orders, of last year, into a topic with seven days of retention. What becomes of them?</summary>
//
// They are acknowledged, and soon gone, unless they share a segment with newer ones: the broker goes by the records' own timestamps. The topic config <code>message.timestamp.type=LogAppendTime</code> makes it go by its own clock.
//
// </details>
// <details><summary>Can a topic be compacted and have a retention, too?</summary>
//
// Yes, <code>cleanup.policy=compact,delete</code>: the last value of each key, but none older than the retention. Kafka Streams keeps its windows like that.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - A setting holds from the nearest place that has it: topic, broker, Kafka's default. Ask where it comes from before you trust it.
// - KafkaJS's `alterConfigs` replaces. What you don't name, you reset.
// - Topics should be made on purpose. Auto-creation turns a typing error into a topic.
// - Kafka deletes nothing because it was read. Retention deletes whole segments: `retention.ms` is the least a record stays, not the most.
// - Compaction keeps the last value of a key, and for a while more than that. Tombstones stay for a time, offsets for ever.
// - Lag counts offsets. A group is stuck when its committed offset stands still while there is work.

// %% teardown
await cluster.close();
