import { assert, assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { connectThroughProxy } from "workbook/faults/proxied.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/trouble.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("connectThroughProxy() gives clients that meet what the plan says", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const { proxy, cluster: bumpy } = await connectThroughProxy(cluster, {
    dropResponse: { api: "Produce", nth: 1 },
  });
  assertEquals(bumpy.id, cluster.id);
  const producer = bumpy.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "Ada" }] });
  const values = (await readToEnd(cluster, topic)).map(({ value }) => value);
  assertEquals(values, ["Ada", "Ada"]);
  const sizes = proxy.seen.filter(({ api }) => api === "Produce")
    .map(({ bytes }) => bytes);
  assertEquals(sizes.length, 2);
  assert(sizes[0]! > 60 && sizes[0] === sizes[1], "the same request twice");
});

Deno.test("connectThroughProxy() is closed with the cluster it belongs to", async () => {
  const cluster = await connect(undefined, { brokers });
  const { proxy } = await connectThroughProxy(cluster);
  await cluster.close();
  const [hostname, port] = proxy.brokers[0]!.split(":");
  await assertRejects(
    () => Deno.connect({ hostname: hostname!, port: Number(port) }),
    Deno.errors.ConnectionRefused,
  );
});

Deno.test("connectThroughProxy() refuses a plan that can't be carried out", async () => {
  await using cluster = await connect(undefined, { brokers });
  await assertRejects(
    () =>
      connectThroughProxy(cluster, {
        delayResponse: { api: "Produce", ms: 0 },
      }),
    Trouble,
    "at least 1",
  );
});
