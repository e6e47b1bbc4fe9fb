import { assert, assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { raceProducers } from "chapters/11_clients/races.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("raceProducers() has all clients write the same number of records, in turns", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "clicks");
  const value = "x".repeat(20);
  const producer = cluster.kafka.producer();
  await producer.connect();
  const sizes: number[] = [];
  const rates = await raceProducers(
    cluster,
    {
      KafkaJS(size): Promise<unknown> {
        sizes.push(size);
        const messages = Array<{ value: string }>(size).fill({ value });
        return producer.send({ topic, messages });
      },
    },
    { topic, value, records: 25, batch: 10, rounds: 1 },
    { brokers },
  );
  assertEquals(Object.keys(rates), ["KafkaJS", "librdkafka"]);
  assert(Object.values(rates).every((rate) => rate > 0));
  assertEquals(sizes, [10, 10, 5, 10, 10, 5]);
  const [{ end } = { end: 0n }] = await offsetRanges(cluster, topic);
  assertEquals(end, 100n);
});

Deno.test("raceProducers() refuses a race in which librdkafka's records were not taken", async () => {
  await using cluster = await connect(undefined, { brokers });
  const configs = { "max.message.bytes": "100" };
  const topic = await createTopic(cluster, "clicks", { configs });
  const race = { topic, value: "x".repeat(500), records: 2, batch: 1 };
  await assertRejects(
    () => raceProducers(cluster, {}, race, { brokers }),
    Trouble,
    "the broker acknowledged 0 of 2 records",
  );
});
