import { assert, assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { followLag } from "chapters/05_commits/lag_samples.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("followLag() looks at every partition, at once and whenever asked to", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const { samples, measure } = await followLag(
    cluster,
    newGroup(cluster, "mailer"),
    topic,
  );
  const messages = [{ value: "1001", partition: 1 }];
  await producer.send({ topic, messages });
  await measure();
  const lags = samples.map(({ partition, lag }) => [partition, lag]);
  assertEquals(lags, [[0, 0n], [1, 0n], [0, 0n], [1, 1n]]);
  const [first, , second] = samples.map(({ at }) => Number(at));
  assert(second! >= first!);
});
