import * as faults from "lab/faults.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Kafka, logLevel, Partitioners, type Producer } from "kafkajs";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import type { FaultPlan } from "lab/faults.ts";
import type { FaultProxy } from "lab/faults/proxy.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { commandLine, prepareRuntime } from "broker/runtime.ts";
import { brokers } from "../support/broker.ts";
import { connectThroughProxy } from "lab/faults.ts";

/** A topic, and a KafkaJS producer that writes to it through a proxy. */
interface Scene extends AsyncDisposable {
  cluster: Cluster;
  topic: string;
  proxy: FaultProxy;
  producer: Producer;
  send(value: string, acks?: number): Promise<void>;
  read(): Promise<(string | null)[]>;
}

async function setScene(plan: FaultPlan = {}): Promise<Scene> {
  const cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const proxy = await faults.between(cluster, plan);
  const producer = new Kafka({
    brokers: proxy.brokers,
    requestTimeout: 500,
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 3 },
  }).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  return {
    cluster,
    topic,
    proxy,
    producer,
    async send(value, acks = -1): Promise<void> {
      await producer.send({ topic, acks, messages: [{ value }] });
    },
    async read(): Promise<(string | null)[]> {
      return (await readToEnd(cluster, topic)).map(({ value }) => value);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await producer.disconnect();
      await proxy[Symbol.asyncDispose]();
      await cluster.close();
    },
  };
}

function fates({ seen }: FaultProxy, api: string): string[] {
  return seen.filter((one) => one.api === api).map(({ fate }) => fate);
}

Deno.test("between() lets everything pass without a plan", async () => {
  await using scene = await setScene();
  await scene.send("created");
  await scene.send("paid");
  assertEquals(await scene.read(), ["created", "paid"]);
  assertEquals(fates(scene.proxy, "Produce"), ["answered", "answered"]);
});

Deno.test("between() lets clients see no address but the proxy's", async () => {
  await using direct = await connect(undefined, { brokers });
  await using proxy = await faults.between(direct);
  await using cluster = await connect(undefined, { brokers: proxy.brokers });
  const { brokers: told } = await cluster.admin.describeCluster();
  assertEquals(
    told.map(({ host, port }) => `${host}:${port}`).includes(brokers[0]!),
    false,
  );
  const topic = await createTopic(cluster, "orders");
  assertEquals(await readToEnd(cluster, topic), []);
  assert(proxy.seen.length > 0);
});

Deno.test("between() lets Kafka's own Java client carry out its transactions", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await using proxy = await faults.between(brokers);
  const [java, ...flags] = commandLine(await prepareRuntime(), {
    mainClass: "org.apache.kafka.tools.ProducerPerformance",
    args: [
      ...["--bootstrap-server", proxy.brokers.join()],
      ...["--topic", topic, "--num-records", "20", "--record-size", "100"],
      ...["--throughput", "50", "--transaction-duration-ms", "1"],
      ...["--transactional-id", cluster.name("till")],
    ],
    heapMegabytes: 128,
    logging: "log4j2_tools.properties",
    jvmOptions: ["-Xlog:disable"],
  });
  const { success, stdout, stderr } = await new Deno.Command(java!, {
    args: flags,
  }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert(success, said.join("\n"));
  assertEquals((await readToEnd(cluster, topic)).length, 20, said.join("\n"));
  const committed = fates(proxy, "EndTxn");
  assert(committed.length >= 3, `${committed.length} transactions`);
  assertEquals(new Set(committed), new Set(["answered"]));
});

Deno.test("dropRequest keeps a request from the broker", async () => {
  await using scene = await setScene({
    dropRequest: { api: "Produce", nth: 1 },
  });
  await scene.send("created");
  assertEquals(await scene.read(), ["created"]);
  assertEquals(fates(scene.proxy, "Produce"), ["request dropped", "answered"]);
});

Deno.test("dropResponse loses the answer to a request that the broker carried out", async () => {
  await using scene = await setScene({
    dropResponse: { api: "Produce", nth: 1 },
  });
  await scene.send("created");
  assertEquals(await scene.read(), ["created", "created"]);
  assertEquals(fates(scene.proxy, "Produce"), ["response dropped", "answered"]);
});

Deno.test("keepOpen leaves it to the client's time-out to notice", async () => {
  await using scene = await setScene();
  await scene.send("created");
  scene.proxy.inject({
    dropResponse: { api: "Produce", nth: 1, keepOpen: true },
  });
  const start = performance.now();
  await scene.send("paid");
  assert(performance.now() - start >= 500, "the client's request time-out");
  assertEquals(await scene.read(), ["created", "paid", "paid"]);
});

Deno.test("delayResponse holds an answer back", async () => {
  await using scene = await setScene();
  await scene.send("created");
  scene.proxy.inject({ delayResponse: { api: "Produce", nth: 1, ms: 300 } });
  const start = performance.now();
  await scene.send("paid");
  assert(performance.now() - start >= 299);
  assertEquals(await scene.read(), ["created", "paid"]);
});

Deno.test("throttle makes a large request take its time", async () => {
  await using scene = await setScene();
  await scene.send("created");
  scene.proxy.inject({ throttle: { bytesPerSecond: 100_000 } });
  const start = performance.now();
  await scene.send("x".repeat(30_000));
  assert(performance.now() - start >= 299);
  assertEquals((await scene.read()).length, 2);
});

Deno.test("inject() counts from now, and clear() forgets what is still to come", async () => {
  await using scene = await setScene({
    dropRequest: { api: "Produce", nth: 5 },
  });
  await scene.send("created");
  scene.proxy.inject({ dropResponse: { api: "Produce", nth: 2 } });
  await scene.send("paid");
  await scene.send("shipped");
  scene.proxy.clear();
  await scene.send("delivered");
  assertEquals(await scene.read(), [
    "created",
    "paid",
    "shipped",
    "shipped",
    "delivered",
  ]);
  assertEquals(fates(scene.proxy, "Produce"), [
    "answered",
    "answered",
    "response dropped",
    "answered",
    "answered",
  ]);
});

Deno.test("freeze() holds a request until thaw()", async () => {
  await using scene = await setScene();
  await scene.send("created");
  scene.proxy.freeze();
  let isAcknowledged = false;
  const sending = scene.send("paid").then(() => void (isAcknowledged = true));
  await assertRejects(
    () => scene.proxy.when("Produce", 2, { deadlineMs: 200 }),
    Trouble,
    "found 2, the last one sent on",
  );
  assertEquals(await scene.read(), ["created"]);
  assertEquals(isAcknowledged, false);
  scene.proxy.thaw();
  await sending;
  assertEquals((await scene.read()).slice(0, 2), ["created", "paid"]);
});

Deno.test("cut() ends connections, and clients come back", async () => {
  await using scene = await setScene();
  await scene.send("created");
  scene.proxy.cut();
  await scene.send("paid");
  assertEquals(await scene.read(), ["created", "paid"]);
});

Deno.test("when() is fulfilled once the fate of a request is known", async () => {
  await using scene = await setScene({
    dropResponse: { api: "Produce", nth: 1 },
  });
  const first = scene.proxy.when("Produce");
  const second = scene.proxy.when("Produce", 2);
  await scene.send("created");
  assertEquals((await first).fate, "response dropped");
  const { api, fate, broker } = await second;
  assertEquals([api, fate, broker], ["Produce", "answered", brokers[0]]);
});

Deno.test("when() does not wait for the answer to acks 0", async () => {
  await using scene = await setScene();
  await scene.send("created", 0);
  assertEquals((await scene.proxy.when("Produce")).fate, "answered");
  assertEquals(await scene.read(), ["created"]);
});

Deno.test("when() says what it saw by its deadline", async () => {
  await using scene = await setScene();
  await assertRejects(
    () => scene.proxy.when("Produce", 1, { deadlineMs: 20 }),
    Trouble,
    "Timed out after 0.02 s waiting for Produce request 1: found none. " +
      "Does the client use the proxy's brokers?",
  );
});

Deno.test("between() refuses an impossible plan before it listens", async () => {
  await assertRejects(
    () => faults.between(brokers, { dropRequest: { api: "Produce", nth: 0 } }),
    Trouble,
    "expected nth of at least 1 but found 0",
  );
});

Deno.test("between() hangs up on every broker that it looked for", async () => {
  using first = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using second = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const listeners = [first, second];
  const asked = Promise.all(listeners.map((listener) => listener.accept()));
  await using _proxy = await faults.between(
    listeners.map(({ addr: { hostname, port } }) => `${hostname}:${port}`),
  );
  for (const connection of await asked) {
    const end = connection.read(new Uint8Array(1));
    assertEquals(await within(2_000, end, () => new Error("open")), null);
    connection.close();
  }
});

Deno.test("between() says when no broker is there", async () => {
  await assertRejects(
    () => faults.between([freeAddress()]),
    Trouble,
    "expected a broker but found none that can be reached",
  );
  await assertRejects(() => faults.between(["nowhere"]), Trouble, '"nowhere"');
});

Deno.test("the proxy hangs up when the broker behind it is gone", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { hostname, port } = listener.addr;
  const asked = listener.accept();
  await using proxy = await faults.between([`${hostname}:${port}`]);
  (await asked).close();
  listener.close();

  const client = await Deno.connect(addressOf(proxy.brokers[0]!));
  assertEquals(await client.read(new Uint8Array(1)), null);
  client.close();
});

Deno.test("the proxy hangs up on what is not Kafka's protocol", async () => {
  await using proxy = await faults.between(brokers);
  const client = await Deno.connect(addressOf(proxy.brokers[0]!));
  await client.write(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n"));
  assertEquals(await client.read(new Uint8Array(1)), null);
  client.close();
});

Deno.test("the proxy closes while it is frozen and an answer is late", async () => {
  const proxy = await faults.between(brokers, {
    delayResponse: { api: "ApiVersions", ms: 60_000 },
  });
  const producer = bareProducer(proxy.brokers);
  const connecting = producer.connect();
  await assertRejects(() => proxy.when("ApiVersions", 1, { deadlineMs: 100 }));
  proxy.freeze();
  await proxy[Symbol.asyncDispose]();
  await assertRejects(() => connecting);
  await producer.disconnect();
});

function bareProducer(brokers: string[]): Producer {
  return new Kafka({
    brokers,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  }).producer({ createPartitioner: Partitioners.DefaultPartitioner });
}

function freeAddress(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `127.0.0.1:${listener.addr.port}`;
}

function addressOf(broker: string): { hostname: string; port: number } {
  const [hostname, port] = broker.split(":") as [string, string];
  return { hostname, port: Number(port) };
}

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
