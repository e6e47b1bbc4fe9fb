/**
 * Lantern's shop, in plain KafkaJS: a program of its own, for a terminal.
 *
 * ```sh
 * deno run -A chapters/06_groups/shop_program.ts
 * ```
 *
 * Type a customer's name and a thing, such as `Ada lamp`, and Enter. Ctrl-D ends it. The topic is `parcels`, or the one
 * that is named after the program.
 */
import { Kafka, logLevel, Partitioners } from "kafkajs";

const [topic = "parcels"] = Deno.args;
const brokers = Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:19092";
const kafka = new Kafka({
  brokers: brokers.split(","),
  logLevel: logLevel.ERROR,
});

const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
await admin.disconnect();

const producer = kafka.producer({
  createPartitioner: Partitioners.DefaultPartitioner,
});
await producer.connect();
console.log(`Who orders what? It goes to the topic "${topic}".`);
let typed = "";
for await (
  const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())
) {
  const lines = (typed + text).split("\n");
  typed = lines.pop()!;
  for (const line of lines) {
    const [key = "", ...words] = line.trim().split(" ");
    const messages = [{ key, value: words.join(" ") }];
    const [stored] = await producer.send({ topic, messages });
    const { partition, baseOffset } = stored!;
    console.log(`stored in partition ${partition} at offset ${baseOffset}`);
  }
}
await producer.disconnect();
