import { assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { untilEverywhere } from "workbook/replicas/everywhere.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/trouble.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("untilEverywhere() passes over a broker that is down", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  await untilEverywhere([...brokers, "127.0.0.1:1"], topic, 2, 5_000);
});

Deno.test("untilEverywhere() names the brokers when one does not know the topic's leaders", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const missing = cluster.name("nowhere");
  for (const [name, partitions] of [[missing, 1], [topic, 3]] as const) {
    await assertRejects(
      () => untilEverywhere(brokers, name, partitions, 100),
      Trouble,
      `Cannot use topic "${name}": expected all of ${brokers.join(", ")}`,
    );
  }
});
