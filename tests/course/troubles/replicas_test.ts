/** What the page When something goes wrong says of brokers that are gone, made to happen on three of them. */
import { connect } from "workbook/cluster.ts";
import { describeReplicas } from "workbook/replicas.ts";
import { createTopic } from "workbook/topics.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { startNodes } from "../../support/nodes.ts";
import { failureOf, testTroubles } from "../../support/troubles.ts";

testTroubles(["no-leader", "too-few-replicas"], async (seen) => {
  await using nodes = await startNodes("troubles");
  await using cluster = await connect(undefined, nodes, { disposable: true });
  const onTwo = await createTopic(cluster, "orders", { replicas: [2] });
  const onBoth = await createTopic(cluster, "orders", { replicas: [1, 2] });
  // One each: KafkaJS asks about all topics that a producer has used at once.
  const send = async (topic: string, value: string): Promise<void> => {
    const producer = cluster.kafka.producer({ retry: { retries: 1 } });
    await producer.connect();
    await producer.send({ topic, messages: [{ value }] });
  };
  await send(onBoth, "1001");
  await nodes.node(2).kill();
  await untilAnswered(
    async () => {
      const [one, both] = await describeReplicas(cluster, [onTwo, onBoth]);
      return one!.leader === null && both!.isr.join() === "1";
    },
    30_000,
    () => new Error("the lost broker still counts"),
  );
  seen(await failureOf(send(onTwo, "1001")));
  seen(await failureOf(send(onBoth, "1002")));
});
