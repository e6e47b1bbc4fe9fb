import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { inspect } from "inspector/inspect.ts";
import { INSPECT } from "pictures/display.ts";
import { connect } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../support/broker.ts";

const cluster = { brokers };

Deno.test("inspect shows topics, records and groups of a cluster, with links to the inspector", async () => {
  await using own = await connect(undefined, { brokers });
  const topic = await createTopic(own, "orders", { partitions: 2 });
  const producer = own.kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    messages: [1, 2, 3].map((i) => ({
      partition: 1,
      key: "ada",
      value: `${i}`,
    })),
  });
  assertStringIncludes((await inspect.topics({ cluster }))[INSPECT](), topic);
  const records = await inspect.records(topic, {
    cluster,
    partition: 1,
    offset: 2,
  });
  const [title, zero, one, link] = records[INSPECT]().split("\n");
  assertStringIncludes(title!, `${topic}: 3 records in 2 partitions`);
  assertEquals(zero, "partition 0 │ empty");
  assertStringIncludes(one!, "2:3(ada)");
  assertStringIncludes(link!, `/#/topics/${topic}/1/2`);
  assertStringIncludes((await inspect.groups({ cluster }))[INSPECT](), "group");
});

Deno.test("inspect says when there is no such topic or group", async () => {
  await assertRejects(
    () => inspect.records("no-such-topic", { cluster }),
    Trouble,
    'Cannot show the records of "no-such-topic"',
  );
  await assertRejects(
    () => inspect.group("no-such-group", { cluster }),
    Trouble,
    'Cannot read group "no-such-group"',
  );
});
