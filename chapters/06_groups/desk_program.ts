/**
 * A packing desk, in plain KafkaJS: a program of its own, for a terminal.
 *
 * ```sh
 * deno run -A chapters/06_groups/desk_program.ts
 * ```
 *
 * Start a second one in another terminal, and they share the work. Ctrl-C closes a desk. The topic is `parcels`, or the
 * one that is named after the program; its desks are the group `desks of <topic>`.
 */
import { Kafka, logLevel } from "kafkajs";

const [topic = "parcels"] = Deno.args;
const brokers = Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:19092";
const kafka = new Kafka({
  brokers: brokers.split(","),
  logLevel: logLevel.ERROR,
});
const desk = kafka.consumer({
  groupId: `desks of ${topic}`,
  heartbeatInterval: 500, // how soon it learns of a rebalance,
  maxWaitTimeInMs: 500, // as it asks between two fetches
});

desk.on(desk.events.GROUP_JOIN, ({ payload }) => {
  console.log(`reads partitions ${payload.memberAssignment[topic] ?? "none"}`);
});
const closed = new Promise<void>((close) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, close);
  }
});

await desk.connect();
await desk.subscribe({ topics: [topic], fromBeginning: true });
await desk.run({
  eachMessage: ({ partition, message: { key, value } }) => {
    console.log(`packs ${value} for ${key} (partition ${partition})`);
    return Promise.resolve();
  },
});
await closed;
await desk.disconnect(); // finishes the parcel in hand, commits, leaves the group
Deno.exit();
