import { assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { openDetour } from "workbook/detours.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../support/broker.ts";

Deno.test("openDetour() loses answers on the detour, and none on the straight way", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const detour = await openDetour(cluster, {
    dropResponse: { api: "Produce", nth: 1 },
  });
  for (const [kafka, value] of [[cluster.kafka, "A"], [detour.kafka, "B"]]) {
    const producer = (kafka as typeof cluster.kafka).producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ value: String(value) }] });
  }
  const values = (await readToEnd(cluster, topic)).map(({ value }) => value);
  assertEquals(values, ["A", "B", "B"]);
});
