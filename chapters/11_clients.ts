// %% title [markdown]
// # 11. Clients compared
//
// *Three parcels again*
//
// Every order carries its customer as key, so Ada's lamps come in one parcel. Chapter 2 had settled that.
//
// This month two teams joined. The marketplace writes its orders in Python. The new checkout uses another TypeScript client, because it is fast. Same topic, same keys. On Thursday Ada got three parcels.
//
// After this chapter you can
// - say what three clients do differently with the same record, and make them agree,
// - hand a consumer group from one client to another, and say what could get lost on the way,
// - decide whether to leave KafkaJS, and where it will hurt.

// %% text-setup [markdown]
// ## Connect
//
// The next cell connects this notebook to your broker, as in chapter 1, and imports a second client.

// %% setup
import * as plt from "@platformatic/kafka";
import { connect, type ConsumerRecord, createTopic, readToEnd } from "workbook";
import { lanes, show, table } from "pictures";
import { type Job, other, runPython } from "chapters/11_clients/mod.ts";

const cluster = await connect("11_clients");

// %% text-clients [markdown]
// ## One job, three clients
//
// - **KafkaJS**, the client of this course, is written in JavaScript.
// - So is Platformatic's client, `@platformatic/kafka`. It is years younger.
// - **librdkafka** is written in C and maintained by Confluent. Clients for Python, Go, .NET and other languages are built on it. Confluent's one for JavaScript does not load in Deno, so we meet librdkafka at the marketplace, in Python.
//
// The job: write one order of each customer, with the customer as key. The value says which client wrote it.
//
// First the two in TypeScript. `platformaticOptions` gives the address of your broker in Platformatic's words.

// %% demo-typescript
const customers = ["Ada", "Bo", "Cleo", "Eve", "Gil", "Zoë"];
const ordersBy = (client: string) =>
  customers.map((key) => ({ key, value: client }));
const orders = await createTopic(cluster, "orders", { partitions: 3 });

const shop = cluster.kafka.producer();
await shop.connect();
await shop.send({ topic: orders, messages: ordersBy("KafkaJS") });

const at = other.platformaticOptions(cluster);
const options = { ...at, serializers: plt.stringSerializers, acks: -1 };
const checkout = new plt.Producer(options);
cluster.onClose(() => checkout.close());
const theirs = ordersBy("Platformatic").map((o) => ({ ...o, topic: orders }));
await checkout.send({ messages: theirs });

// %% text-python [markdown]
// Platformatic connects by itself, wants the topic in each message, and has to be told how text becomes bytes. And `acks: -1`, *all*: by default it waits for the leader only.
//
// Below is the marketplace's program. `produce` puts a record into a queue and returns. It does not wait: threads of librdkafka's own collect records into batches and send them.
// The outcome of a record comes later, as a **delivery report**, a call of your function. It comes only while the program is inside `poll` or `flush`.
//
// `flush` waits until the queue is empty, here for ten seconds at most. A program that ends without it loses what was still queued.

// %% demo-python
const marketplace = `
import json, sys
from confluent_kafka import Producer

producer = Producer(json.loads(input()))
for line in sys.stdin:
    topic, records = json.loads(line)
    reports = []
    def report(error, record):
        reports.append(error.name() if error else record.offset())
    for record in records:
        producer.produce(topic, **record, on_delivery=report)
        producer.poll(0)
    producer.flush(10)
    print(json.dumps(reports), flush=True)`;

// %% text-homes [markdown]
// `startPython` runs it on the Python that set-up has installed. The program's first line of input is its configuration. Each further line that we `ask` it is a topic and records, and its answer is their reports: an offset, or the name of an error.
//
// In the picture, a colour is a customer and a letter is a client.

// %% predict-homes [markdown]
// **Before you run it:** three clients as they come out of the box, equal keys, three desks.
// For how many of the six customers will all orders lie on one desk?

// %% demo-homes
import { homes, startPython } from "chapters/11_clients/mod.ts";
const config = other.librdkafkaConfig(cluster);
const python = startPython(cluster, marketplace, config);
await python.ask([orders, ordersBy("librdkafka")]);

const found = await readToEnd(cluster, orders);
const client = ({ value }: ConsumerRecord) => value!;
const homesOf = homes(found, client);
await show(table(homesOf, { title: "Partitions by customer and client" }));
const label = (record: ConsumerRecord) => client(record)[0]!.toUpperCase();
lanes(found, { title: "Equal keys, three clients", label, partitions: 3 });

// %% text-homes-notice [markdown]
// Ada stands in all three lanes. Look along the rows of the table: for none of the six do all three clients agree.
//
// > **librdkafka places a key by its CRC-32, unless its `partitioner` is set to something else.**
// > <small>claim: crc32-by-default · [librdkafka, "Configuration properties"](https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md#topic-configuration-properties)</small>
//
// Chapter 2 said so. But Platformatic uses murmur2, as KafkaJS does, and still disagrees:
//
// > **Platformatic's client reads the sign bit of the murmur2 hash as one more digit; KafkaJS and the Java client drop it.**
// > <small>claim: sign-bit-kept · [platformatic/kafka, issue 121](https://github.com/platformatic/kafka/issues/121)</small>
//
// With 2, 4 or 8 partitions that makes no difference. A trial with four would never have shown it.

// %% text-cure [markdown]
// ### One partitioner for all
//
// Both newcomers can be told to do as KafkaJS and Java do: librdkafka by the setting `murmur2_random`, Platformatic by a function that it ships, `compatibilityPartitioner`.
//
// Some people order as guests. Such orders carry no key, and each client writes six of them too.

// %% predict-cure [markdown]
// **Before you run it:** will the three agree on all six customers? And on how many desks will each client's guests lie?

// %% demo-cure
const partitioner = plt.compatibilityPartitioner;
const cured = new plt.Producer({ ...options, partitioner });
cluster.onClose(() => cured.close());
const likeJava = { ...config, partitioner: "murmur2_random" };
const curedPython = startPython(cluster, marketplace, likeJava);

const all = (by: string) => [...ordersBy(by), ...Array(6).fill({ value: by })];
const again = await createTopic(cluster, "orders", { partitions: 3 });
await shop.send({ topic: again, messages: all("KafkaJS") });
const messages = all("Platformatic").map((o) => ({ ...o, topic: again }));
await cured.send({ messages });
await curedPython.ask([again, all("librdkafka")]);
const agreed = homes(await readToEnd(cluster, again), client);
table(agreed);

// %% text-cure-notice [markdown]
// > **Clients that are set to the same partitioner put equal keys on the same partition.**
// > <small>claim: same-partitioner · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_partitioner.class)</small>
//
// Ada's parcel is whole. Now look at the last line. KafkaJS's guests take turns. librdkafka draws a partition at random and, once it knows the topic, stays with it for some milliseconds, so that batches fill up. Its first records may still be scattered: your column differs from run to run.
//
// And Platformatic's guests are all on partition 0. A partitioner of one's own is asked about *every* record, and without a key this one says 0. The cure has made a hot partition; exercise 1 mends that.
//
// Agree before the first record. What lies elsewhere stays there.

// %% text-fault [markdown]
// ## The same bad luck
//
// Chapters 4 and 8 caught KafkaJS losing what it had acknowledged. Is that Kafka, or KafkaJS?
//
// The same proxy, four orders, one after the other. All answers to the second, 1002, get lost until its client gives up. Then the line works again, and each client goes on with the producer it has.
//
// All three producers are idempotent: they number what they send. And each gives up in its own words. KafkaJS and Platformatic count `retries`; librdkafka has one time for everything together, `message.timeout.ms`.

// %% demo-payers
import { billUnanswered, connectThroughProxy } from "lab";
const detour = await connectThroughProxy(cluster);
const safely = { idempotent: true, maxInFlightRequests: 1 };
const js = detour.cluster.kafka.producer({ ...safely, retry: { retries: 2 } });
await js.connect();
const way = other.platformaticOptions(detour.cluster);
const numbered = { idempotent: true, retries: 2, retryDelay: 100 };
const modern = new plt.Producer({ ...options, ...way, ...numbered });
cluster.onClose(() => modern.close());
const counted = { "enable.idempotence": true, "message.timeout.ms": 1_500 };
const viaDetour = { ...other.librdkafkaConfig(detour.cluster), ...counted };
const rdkafka = startPython(cluster, marketplace, viaDetour);

// %% text-payers [markdown]
// The next cell has all three bill the same four orders. The Python program tells of an error in its report; we turn it into a rejected promise, and a missing report too.
//
// In the table, *committed* means acknowledged, *failed* that no answer came, and `read` is how often the order is in the log.

// %% predict-fault [markdown]
// **Before you run it:** no client will know what became of 1002. But what becomes of 1003, with each of them?

// %% demo-fault
type Pay = (topic: string, value: string) => Promise<unknown>;
const payers: Record<string, Pay> = {
  KafkaJS: (topic, value) => js.send({ topic, messages: [{ value }] }),
  Platformatic: (topic, value) => modern.send({ messages: [{ topic, value }] }),
  librdkafka: async (topic, value) => {
    const [report] = await rdkafka.ask<unknown[]>([topic, [{ value }]]);
    if (typeof report !== "number") throw new Error(`${report}`);
  },
};
const friday: object[] = [];
for (const [client, pay] of Object.entries(payers)) {
  const { rows } = await billUnanswered(cluster, detour, pay);
  friday.push(...rows.map((row) => ({ client, ...row })));
}
table(friday);

// %% text-fault-notice [markdown]
// Look at the lines of 1003. KafkaJS: *committed*, and not there.
//
// > **An idempotent producer loses no acknowledged record to a send of unknown outcome, as long as its client keeps count.**
// > <small>claim: count-kept · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_enable.idempotence)</small>
//
// The broker did the same for all three. KafkaJS gives the number of the failed send to the next one. The other two go on counting, and begin a new count when the broker misses a number.
//
// So it is not Kafka. But with each of them 1002 is *failed*, and in the log: unknown stays unknown.

// %% text-twice [markdown]
// ### Twice, with nothing broken
//
// A record can be written twice without any fault. One request carries records for many partitions, and the broker answers for each of them. Some may refuse: in a topic made a moment ago those that are not set up yet, and after a leader has moved those that it led.
//
// > **When the broker takes some partitions of a request and refuses others, KafkaJS and Platformatic's client send all of it again, and records are there more than once, unless the broker knows them again by an idempotent producer's numbers.**
// > <small>claim: sent-again-whole · [Kafka documentation, "Producer Configs"](https://kafka.apache.org/43/configuration/producer-configs/#producerconfigs_enable.idempotence)</small>
//
// In a young topic both report success; librdkafka wrote each record once.

// %% answer-twice [markdown]
// <details><summary>See it: 200 orders to a topic of 50 partitions that was made a moment ago</summary>
//
// Put this into a cell of your own, and run it a few times. `createTopic` waits until all partitions are set up; this does not.
//
// ```ts
// const young = cluster.name(`young-${Date.now()}`);
// cluster.deleteOnClose({ topic: young });
// await cluster.admin.createTopics({
//   topics: [{ topic: young, numPartitions: 50 }],
//   waitForLeaders: false,
// });
// const lamps = Array.from({ length: 200 }, (_, i) => ({ key: `${i}`, value: "lamp" }));
// await shop.send({ topic: young, messages: lamps });
// (await readToEnd(cluster, young)).length;
// ```
//
// Then make the producer idempotent: `cluster.kafka.producer({ idempotent: true })`.
//
// </details>

// %% text-moved [markdown]
// ### When a leader has moved
//
// We tried it on three brokers, four times or more: 204 records in one send to six partitions, one of which had got another leader a moment ago.
//
// | | written | the send |
// | --- | --- | --- |
// | KafkaJS | 272 or more | succeeds |
// | KafkaJS, idempotent | 204; 306 in one of 14 runs | succeeds |
// | Platformatic | 306 | fails |
// | Platformatic, idempotent | 204 | has not ended after 12 seconds |
// | librdkafka, idempotent or not | 204 | succeeds |
//
// Platformatic sends all that was meant for the old leader to the new one, which refuses most of it.
//
// We do not know why an idempotent KafkaJS wrote 306 that once. Where twice matters, give records an idempotence key (chapter 8) and let readers drop copies.

// %% text-speed [markdown]
// ## How fast?
//
// The checkout team changed clients for speed. So we race, twice: 5,000 records in batches of 1,000, and 100 records one at a time, each acknowledged before the next. In both: 200 bytes, three partitions, `acks` *all*, no compression, not idempotent.
//
// `raceProducers` adds librdkafka, from Python and with its own stopwatch; it makes its batches itself. The three take turns. One round warms up, and of three more the median counts.

// %% predict-speed [markdown]
// **Before you run it:** which client is ahead in batches, and by how much? And one at a time?

// %% demo-speed
import { throughputBars } from "pictures";
import { raceProducers, type Racer } from "chapters/11_clients/mod.ts";
const topic = await createTopic(cluster, "clicks", { partitions: 3 });
const value = "x".repeat(200);
const many = <T>(click: T, count: number) => Array<T>(count).fill(click);
const racers: Record<string, Racer> = {
  KafkaJS: (n) => shop.send({ topic, messages: many({ value }, n) }),
  Platformatic: (n) => checkout.send({ messages: many({ topic, value }, n) }),
};
const crowd = { topic, value, records: 5_000, batch: 1_000 };
const alone = { ...crowd, records: 100, batch: 1 };
const inCrowd = await raceProducers(cluster, racers, crowd);
const oneByOne = await raceProducers(cluster, racers, alone);
await show(throughputBars(inCrowd, { title: "In batches of 1,000" }));
table([oneByOne], { title: "Records a second, one at a time" });

// %% text-speed-notice [markdown]
// In batches the differences are large. One at a time they are smaller, because each client waits for the broker. On one machine that trip is so short that the client's own work still shows; with a broker in another city the trip is nearly all.
//
// So ask first what your program waits for. One that awaits each record gains more from batches than from another client.
//
// And read such a picture with care. It took a second or two, on a machine that the broker shares. In so short a race set-up counts too. It says nothing of reading, of compression, of TLS. librdkafka works in threads beside Python; the other two have one thread for everything.

// %% text-group [markdown]
// ## One group, three clients
//
// And the readers? Billing is to move, from KafkaJS to Platformatic to Python. Nine orders lie in a topic, and each client bills three.
//
// Below is the Python side, a **poll loop**. `poll` hands out the next record, or nothing when none came within a second. The program switches off `enable.auto.commit` and commits record by record: after its work, and waiting for the broker (`asynchronous=False`). However the block of `with` ends, by its last line or by an error, the consumer is closed: it leaves the group.

// %% demo-worker
const worker = `
import json
from confluent_kafka import Consumer
config, topic, count = json.loads(input())
billed = []
with Consumer({**config, "enable.auto.commit": False}) as consumer:
    consumer.subscribe([topic])
    while len(billed) < count:
        record = consumer.poll(1)
        if record is None: continue
        if record.error(): raise SystemExit(record.error().str())
        billed.append(record.value().decode())
        consumer.commit(record, asynchronous=False)
print(json.dumps(billed))`;

// %% text-relay [markdown]
// KafkaJS begins. It reads all nine, but it bills three, and commits after the third.

// %% predict-relay [markdown]
// **Before you run the next two cells:** which three orders will Platformatic bill? And Python, after it?

// %% demo-relay
import { joinGroup, newGroup } from "workbook";
const bills = await createTopic(cluster, "bills");
const nine = Array.from({ length: 9 }, (_, i) => ({ value: `${1001 + i}` }));
await shop.send({ topic: bills, messages: nine });
const group = newGroup(cluster, "billing");
const mine = { group, topic: bills, name: "KafkaJS", autoCommit: false };
const first = await joinGroup(cluster, mine);
await first.until(() => first.records.length === 9, "the orders");
await first.commit(first.records[2]!);
await first.leave();
const valuesOf = (own: { value?: unknown }[]) => own.map(({ value }) => value);
const KafkaJS = valuesOf(first.records.slice(0, 3));
KafkaJS;

// %% text-rest [markdown]
// Then Platformatic takes three orders from a **stream**, commits after the last, and leaves. Python is the third. A stream must be told where to begin, and not to commit by itself; you will see why.

// %% demo-rest
const deserializers = plt.stringDeserializers;
const reading = { ...at, deserializers, maxWaitTime: 100 };
const second = new plt.Consumer({ ...reading, groupId: group });
cluster.onClose(() => second.close(true));
const start = { mode: "committed", fallbackMode: "earliest" } as const;
const manual = { topics: [bills], ...start, autocommit: false };
const taken = await other.takeFrom(await second.consume(manual), 3);
await taken[2]!.commit();
await second.close(true);

const asBilling = { ...config, "group.id": group };
const third = await runPython(cluster, worker, [asBilling, bills, 3]);
table([{ KafkaJS, Platformatic: valuesOf(taken), librdkafka: third }]);

// %% text-rest-notice [markdown]
// Three orders each, none billed twice, none left out.
//
// > **A committed offset belongs to the group, whichever client has committed it.**
// > <small>claim: offsets-outlive-clients · [Kafka documentation, "Consumer Offset Tracking"](https://kafka.apache.org/43/implementation/distribution/#consumer-offset-tracking)</small>
//
// The broker keeps it, in a topic of its own. So moving a reader is: stop the old, start the new, same group.
//
// The trap is in what we had to ask for. By default, Platformatic begins at the end of the topic, *whatever the group has committed*. And its `autocommit` commits what was fetched, handled or not. Exercise 3 looks into that.

// %% text-refused [markdown]
// ### Both at once?
//
// *Stop the old, start the new* means a gap, in which no order is billed. Most services are replaced one instance at a time instead.
//
// The warehouse's topic has four partitions. Its KafkaJS reader stays, and a Python one joins the same group.

// %% predict-refused [markdown]
// **Before you run it:** two clients in one group, four partitions. What will the Python one get?

// %% demo-refused
const stock = await createTopic(cluster, "stock", { partitions: 4 });
const warehouse = newGroup(cluster, "warehouse");
const old = await joinGroup(cluster, {
  group: warehouse,
  topic: stock,
  name: "KafkaJS",
});
const asWarehouse = { ...config, "group.id": warehouse };
const classic = await runPython(cluster, worker, [asWarehouse, stock, 1])
  .then(() => "let in", ({ message }: Error) => message);
classic;

// %% text-refused-notice [markdown]
// > **In a classic group the members must have an assignor in common, by name.**
// > <small>claim: common-assignor · [Kafka protocol guide, "Error Codes"](https://kafka.apache.org/43/design/protocol/#error-codes)</small>
//
// In the **classic protocol** members divide the partitions themselves, so they have to agree how. By default, KafkaJS calls its way `RoundRobinAssigner`, librdkafka offers `range` and `roundrobin`, Platformatic `roundrobin`. No name in common, so the newcomer is turned away. (KafkaJS takes assigners of your own, `partitionAssigners`. One that is called `roundrobin`, and deals as its own does, is the way on brokers before 4.0.)
//
// Since Kafka 4.0 there is another, the **consumer protocol** ([KIP-848](https://cwiki.apache.org/confluence/display/KAFKA/KIP-848%3A+The+Next+Generation+of+the+Consumer+Rebalance+Protocol)): the *broker* divides the partitions. librdkafka and Platformatic speak it when asked, KafkaJS never.

// %% predict-mixed [markdown]
// **Before you run it:** a Platformatic reader joins the same group and asks for the consumer protocol. KafkaJS knows only the classic one. Who will read what?
//
// The cell takes five seconds, the time from one heartbeat of the new protocol to the next.

// %% demo-mixed
const groupProtocol = "consumer";
const joining = { ...reading, groupId: warehouse, groupProtocol } as const;
const newcomer = new plt.Consumer(joining);
cluster.onClose(() => newcomer.close(true));
const arriving = await newcomer.consume({ topics: [stock], ...start });
await old.until(() => old.partitions.length === 2, "KafkaJS to give up two");
await shop.send({ topic: stock, messages: nine.slice(0, 8) });
const news = valuesOf(await other.takeFrom(arriving, 4));
await old.until(() => old.records.length === 4, "KafkaJS to read the rest");
const reader = ({ value }: ConsumerRecord) =>
  news.includes(value) ? "Platformatic" : "KafkaJS";
const readBy = await readToEnd(cluster, stock);
lanes(readBy, { by: { name: "Read by", of: reader } });

// %% text-mixed-notice [markdown]
// Two partitions each, and every order has one reader.
//
// > **A classic group goes on while members with the consumer protocol join: the broker divides the partitions among both kinds.**
// > <small>claim: online-migration · [Kafka documentation, "Consumer Rebalance Protocol"](https://kafka.apache.org/43/operations/consumer-rebalance-protocol/)</small>
//
// That is the way to move a group without a gap: new readers come one by one, old ones leave, and no member needs to know the others' assignors. The brokers must be of Kafka 4.0 or newer, and leave `group.consumer.migration.policy` at its default, `bidirectional`.

// %% text-features [markdown]
// ## Which one?
//
// As of November 2026. ✓ stands for *seen in this chapter, or measured for it*.
//
// | | KafkaJS 2.2.4 | Platformatic 2.12.1 | librdkafka 2.16.0 |
// | --- | --- | --- | --- |
// | in Deno | ✓ | ✓ | no |
// | last release | 2023 | 2026 | 2026 |
// | one partition refuses | twice ✓ | twice ✓ | once ✓ |
// | idempotence | loses ✓ | ✓ | ✓ |
// | transactions | lose ✓ | ✓ | ✓ |
// | consumer protocol | no | ✓ | ✓ |
// | share groups | no | no | preview |
// | codecs | gzip; others added | all ✓ | all ✓ |
// | batches by itself | no | as a stream | ✓ |
// | TLS, SASL | yes | yes | yes |
// | `acks` by default | all | **leader** | all |
// | begins by default | committed | **end** | committed |

// %% text-wrong [markdown]
// ### What each is wrong for
//
// - **KafkaJS**: payments through its bare idempotent or transactional producer, and all that Kafka has learned since 2023. It [looks for maintainers](https://github.com/tulios/kafkajs/issues/1603), and each new *major* Kafka may drop request versions that it needs ([KIP-896](https://cwiki.apache.org/confluence/display/KAFKA/KIP-896%3A+Remove+old+client+protocol+API+versions+in+Kafka+4.0)).
// - **Platformatic**: teams that don't read its defaults. Give `stringSerializers` a number, and it writes a record without a value and says nothing. It changes fast: pin the version.
// - **librdkafka**: Deno, and machines for which there is no binary. Its errors come as reports, not as exceptions: without a report function you hear of none.

// %% text-plain [markdown]
// ### KafkaJS as it comes
//
// You have not met it yet: `connect` changes KafkaJS for this book, and at work you have it unchanged.
//
// - Two **defects** are mended. Members of one group in one program can pull each other down in a rebalance: at work, give each its own `new Kafka`. And an idle connection keeps a processor busy.
// - **Defaults** are ours. As it comes, KafkaJS may create a topic whose name you misspelt, and a member that has died keeps its partitions for 30 seconds, not 6.
// - What you open is **closed** for you. At work, disconnect each client: a consumer that is left keeps its partitions until its session is over.
//
// The whole list is in the file `lib/README.md`.

// %% text-leave [markdown]
// ### To leave, or not
//
// Leave KafkaJS when money goes through its producers and a guard such as `openProducer` (chapter 4) is no option; when a large group suffers from rebalances; or when you need what only newer requests can do.
//
// Don't leave for speed before you have measured your own program. Don't leave because it is old: what has read clicks for years will go on reading clicks, until a major Kafka drops a request that it needs. And don't move the writers and the readers of a topic on the same day.

// %% text-list [markdown]
// If you leave, compare these eight, one by one:
//
// 1. **Partitioner**: KafkaJS's, before the first record. Look at records without a key too.
// 2. **`acks` and idempotence**: said, never inherited.
// 3. **Start**: from the committed offset, with the same group.
// 4. **Commit**: after the work. What does *auto* mean there?
// 5. **Retries**: a count or a time? When does the caller hear? (Platformatic's idempotent producer tries for ever by default.)
// 6. **Errors**: other names, other classes, reports instead of exceptions. Which of your code looks at `error.type`?
// 7. **Bytes**: the same keys and values, byte by byte. Offsets and headers have other types.
// 8. **The group**: a gap, or the consumer protocol.

// %% text-exercises [markdown]
// ## Exercises
//
// Replace the line that throws with your own code, run the cell, then run the check below it.

// %% text-guests [markdown]
// ### 1. Customers and guests
//
// Mend the cure. Write a partitioner for Platformatic's producer: customers go where KafkaJS puts them, and guests, who have no key, spread over all partitions.
//
// `ourPartitioner` makes the function that Platformatic then asks about each message. It is given the message, and its key as bytes, or `undefined` for a message without one. It answers with a whole number, which may be too large: Platformatic takes the remainder by the number of partitions.

// %% exercise-guests
import type { Choose } from "chapters/11_clients/mod.ts";
/** Makes the function that places each record for one producer. */
function ourPartitioner(): Choose {
  // BEGIN SOLUTION
  let turn = 0;
  return (message, key) => {
    // An empty key is a key, so only `undefined` makes a guest.
    if (key === undefined) return turn++;
    return plt.compatibilityPartitioner(message, key);
  };
  // END SOLUTION
}

// %% hint-guests [markdown]
// <details><summary>A nudge</summary>
//
// Two kinds of records, two rules. For one of them the function exists already. What tells the kinds apart, and is an empty text a key?
//
// </details>
// <details><summary>More</summary>
//
// `plt.compatibilityPartitioner(message, key)` for a key. For a guest, something that changes from call to call; a variable of the outer function can keep it.
//
// </details>

// %% check-guests
import { checkGuests } from "chapters/11_clients/mod.ts";
await checkGuests(cluster, ourPartitioner);

// %% text-config [markdown]
// ### 2. In other words
//
// The marketplace is to write payments into a topic to which the shop's KafkaJS writes too. Give the librdkafka settings of its producer, such as `{ "linger.ms": 5 }`, so that
//
// - each customer's payments lie where KafkaJS puts them,
// - a payment whose answer gets lost is there once, and its report is good,
// - when the broker is silent, a payment is given up after at most two seconds. (librdkafka looks once a second, so the report may come up to a second later.)
//
// The check runs the program `marketplace` with them, and adds the address. The names are in [librdkafka's list](https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md).

// %% exercise-config
/** The settings of the marketplace's producer, beside the address. */
function paymentsConfig(): Record<string, string | number | boolean> {
  // BEGIN SOLUTION
  return {
    partitioner: "murmur2_random",
    // librdkafka retries by itself; the number on each batch keeps the copies out.
    "enable.idempotence": true,
    "message.timeout.ms": 1_500,
  };
  // END SOLUTION
}

// %% hint-config [markdown]
// <details><summary>A nudge</summary>
//
// Three needs, three settings, and all three stand in cells above. Which of them did you only skim?
//
// </details>
// <details><summary>More</summary>
//
// Look for `partitioner`, `idempotence` and `timeout` in the cells that start Python programs. A time is in milliseconds, and includes all retries.
//
// </details>

// %% check-config
import { checkConfig } from "chapters/11_clients/mod.ts";
await checkConfig(cluster, paymentsConfig, marketplace);

// %% text-go-on [markdown]
// ### 3. Go on where KafkaJS stopped
//
// KafkaJS has billed some orders of a group, and committed. Go on with Platformatic's consumer, `reader`: `bill` each further order, one after the other, and return after the last, whose offset is `end - 1n`. When none is left, return at once.
//
// In the check the program dies in the middle of an order, and your function is run once more. No order may be left out, and none billed twice; so the next is begun only when the commit of the last is answered.
//
// `reader.consume({ topics: [topic], … })` gives a stream of records with `value`, `offset` and `commit()`. `reader.listCommittedOffsets({ topics: [{ topic, partitions: [0] }] })` gives a `Map` of offsets by topic. The check closes the reader.

// %% exercise-go-on
/** Bills what the group has not billed yet, up to the end of a topic of one partition. */
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  // BEGIN SOLUTION
  const topics = [{ topic, partitions: [0] }];
  const places = await reader.listCommittedOffsets({ topics });
  if (places.get(topic)![0] === end) return; // none is left, so none will come
  const mine = { mode: "committed", autocommit: false } as const;
  const orders = await reader.consume({ topics: [topic], ...mine });
  for await (const order of orders) {
    await bill(order.value!);
    await order.commit(); // after the work: a crash before it repeats the bill
    if (order.offset + 1n === end) return;
  }
  // END SOLUTION
}

// %% hint-go-on [markdown]
// <details><summary>A nudge</summary>
//
// Where does the stream begin unless told otherwise? Who commits unless told otherwise, and when?
//
// </details>
// <details><summary>More</summary>
//
// `mode: "committed"` and `autocommit: false`. Then, for each record: first `bill`, then its own `commit()`, both awaited.
//
// </details>

// %% check-go-on
import { checkGoOn } from "chapters/11_clients/mod.ts";
await checkGoOn(cluster, goOn);

// %% text-questions [markdown]
// ## Questions to take away
//
// Answer each in a sentence before you unfold it.

// %% answer-questions [markdown]
// <details><summary>A colleague tests the new client on a topic with eight partitions: every key lies where KafkaJS puts it. In production there are twelve. What do you say?</summary>
//
// That eight proves nothing here. For a power of two the sign bit of the hash makes no difference to the remainder, and for twelve it does.
// Test with the number of partitions that you have, and with many keys.
//
// </details>
// <details><summary>A Python producer runs well for weeks. After a network fault some orders are missing, and its log shows nothing. Where do you look?</summary>
//
// For a delivery report. Without one, your program is not told of a record that timed out in librdkafka's queue. And at the end of the program: is there a <code>flush</code>,
// and does the program look at the number that it returns, of records still not sent?
//
// </details>
// <details><summary>The race shows a client four times as fast. Your service handles 50 orders a second. What does the change bring?</summary>
//
// Nothing that your customers will notice. The slowest client of the race writes thousands of records a second. Change for what it does under a fault, or for what it can do, and look at your latency first.
//
// </details>
// <details><summary>You have moved a producer to another client, and keys have changed their partitions. From when on is the order of a key's events safe again?</summary>
//
// From when all records of the key on its old partition have been processed. Until then, two readers may hold two events of one order at the same time.
// No client tells you when that is. Safer is the old partitioner in the new client.
//
// </details>

// %% summary [markdown]
// ## What to take away
//
// - Clients are programs with habits: partitioner, `acks`, where reading begins, when *auto* commits. The broker hides none of that and evens out none of it.
// - *murmur2 is murmur2*: not quite. Compare homes, with your keys and your number of partitions.
// - *Kafka loses acknowledged records*: KafkaJS does. The other two came through the same fault.
// - *The faster client makes my service faster*: in batches perhaps; one at a time the less, the farther away the broker is.
// - Offsets belong to the group, so readers can change clients. Assignors belong to the clients, so KafkaJS as it comes can't share a classic group with the other two. With the consumer protocol they can come while it is there.

// %% teardown
await cluster.close();
