import { assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { DISPLAY } from "pictures/display.ts";
import {
  BLOWS,
  tryWays,
  type Way,
  wayMatrix,
} from "chapters/12_without_kafka/handovers.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

const call: Way = {
  name: "call",
  shop: ({ pack }) => async (order) => await pack(order),
};

const request: Way = {
  name: "request",
  shop: ({ port }) => async (body) => {
    const url = `http://127.0.0.1:${port}`;
    await (await fetch(url, { method: "POST", body })).text();
  },
  warehouse: ({ port, pack }) =>
    Deno.serve({ hostname: "127.0.0.1", port }, async (request) => {
      await pack(await request.text());
      return new Response();
    }),
};

const file: Way = {
  name: "file",
  shop: ({ file }) => (order) =>
    Deno.writeTextFile(file, `${order}\n`, { append: true }),
  warehouse: async ({ file, follow, pack }) => {
    let next = 0;
    for await (const lines of follow(file)) {
      while (next < lines.length) await pack(lines[next++]!);
    }
  },
};

const topic: Way = {
  name: "topic",
  shop: async ({ kafka, topic }) => {
    const producer = kafka.producer();
    await producer.connect();
    return async (value) => {
      await producer.send({ topic, messages: [{ value }] });
    };
  },
  warehouse: async ({ kafka, topic, group, pack }) => {
    const consumer = kafka.consumer({ groupId: group, sessionTimeout: 1_500 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message: { value, offset } }) => {
        await pack(String(value));
        const next = String(BigInt(offset) + 1n);
        await consumer.commitOffsets([{ topic, partition, offset: next }]);
      },
    });
  },
};

Deno.test("tryWays() kills the same day for every way, and wayMatrix() counts what each lost", async () => {
  await using cluster = await connect(undefined, { brokers });
  const days = await tryWays(cluster, [call, request, file, topic]);
  assertEquals(
    wayMatrix(days)[DISPLAY]()["text/plain"]!.split("\n").slice(2)
      .map((line) => line.split(/ {2,}/)),
    [
      [
        "call",
        "5 turned away",
        "4 turned away, 1 unsure",
        "1 unsure",
        "0 of 4",
      ],
      [
        "request",
        "5 turned away",
        "4 turned away, 1 unsure",
        "1 unsure",
        "0 of 4",
      ],
      ["file", "4 twice", "5 twice", "1 unsure", "4 of 4"],
      ["topic", "each once", "1 twice", "1 unsure", "4 of 4"],
    ],
  );
  const [first] = days;
  assertEquals(first!.turnedAway, ["1005", "1006", "1007", "1008", "1009"]);
});

Deno.test("tryWays() leaves no file and no listener behind", async () => {
  const cluster = await connect(undefined, { brokers });
  const [day] = await tryWays(cluster, [request], [BLOWS[2]]);
  const { port, file } = day!.site;
  assertEquals((await Deno.stat(file)).size, 0);
  await cluster.close();
  await assertRejects(() => Deno.stat(file), Deno.errors.NotFound);
  await assertRejects(
    () => Deno.connect({ hostname: "127.0.0.1", port }),
    Deno.errors.ConnectionRefused,
  );
});

Deno.test("tryWays() lets a reader that begins at the end miss what came before its program, and no more", async () => {
  await using cluster = await connect(undefined, { brokers });
  const [day] = await tryWays(cluster, [{
    ...file,
    warehouse: async ({ file, follow, pack }) => {
      // As late as can be: the first order is written before it begins to follow.
      for await (const lines of follow(file)) {
        if (lines.length > 0) break;
      }
      let next = -1;
      for await (const lines of follow(file)) {
        if (next < 0) next = lines.length;
        while (next < lines.length) await pack(lines[next++]!);
      }
    },
  }], [BLOWS[0]]);
  assertEquals(
    day!.verdict.findings.lost.map(({ id }) => id),
    ["1005", "1006", "1007", "1008", "1009"],
  );
});

Deno.test("tryWays() passes on what a way's process died of", async () => {
  await using cluster = await connect(undefined, { brokers });
  const outside = "not there";
  await assertRejects(
    () =>
      tryWays(cluster, [{
        ...file,
        warehouse: () => Promise.resolve(outside),
      }]),
    Trouble,
    "outside is not defined",
  );
});
