/** The part "The notebook" of the page When something goes wrong, made to happen in a kernel. */
import { assert, assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { Kernel } from "headless/kernel.ts";
import { dataOf } from "headless/outputs.ts";
import { brokers } from "../../support/broker.ts";
import { testTroubles } from "../../support/troubles.ts";

const start = (): Promise<Kernel> =>
  Kernel.start({
    cwd: `${import.meta.dirname}/../../../notebooks`,
    env: { KAFKA_BROKERS: brokers.join(",") },
  });

testTroubles(["not-defined"], async (seen) => {
  await using kernel = await start();
  const { error } = await kernel.execute('await createTopic(cluster, "x")');
  seen(error!.evalue);
});

testTroubles(["shows-nothing"], async () => {
  await using kernel = await start();
  await kernel.execute('import "workbook/kernel.ts"; const offset = 7n;');
  assertEquals((await kernel.execute("offset")).outputs, []);
  const { outputs } = await kernel.execute("String(offset)");
  assertEquals(dataOf(outputs, "text/plain").length, 1);
  const typing = await kernel.execute('const names = ["ada", "bo"]];');
  assertEquals([typing.status, typing.outputs], ["error", []]);
});

testTroubles(["stop-does-nothing"], async () => {
  await using kernel = await start();
  await kernel.execute(`
    import { stopSignal } from "workbook/kernel.ts";
    const pressed = Promise.withResolvers();
    stopSignal().addEventListener("abort", () => pressed.resolve());
    const goOn = Promise.withResolvers();
    console.log("ready");
  `);
  // A wait of one's own, which outlives Stop and ends by itself afterwards.
  const waiting = kernel.execute(`
    await pressed.promise;
    setTimeout(goOn.resolve, 0);
    await goOn.promise;
    "it went on to its own end";
  `);
  kernel.interrupt();
  const { status, outputs } = await waiting;
  assertEquals(status, "ok");
  assert(JSON.stringify(outputs).includes("it went on to its own end"));
});

testTroubles(["kernel-left-open"], async () => {
  await using cluster = await connect(undefined, { brokers });
  let topic = "";
  {
    await using kernel = await start();
    await kernel.execute(`
      import { connect, createTopic } from "workbook";
      const cluster = await connect();
      const orders = await createTopic(cluster, "orders");
    `);
    topic = await kernel.evaluate<string>("orders");
  }
  const topics = await cluster.admin.listTopics();
  await cluster.admin.deleteTopics({ topics: [topic] });
  assert(topics.includes(topic), topic);
});
