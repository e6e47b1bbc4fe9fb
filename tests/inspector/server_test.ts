import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { joinGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import type {
  GroupDetail,
  Leftovers,
  RecordsPage,
  TailEvent,
  TopicDetail,
  TopicsPage,
} from "inspector/shapes.ts";
import { brokers } from "../support/broker.ts";
import { aSecond, openInspector } from "./open_inspector.ts";

const connection = { brokers };

Deno.test("only a browser of this machine with the token sees the page", async () => {
  await using inspector = await openInspector();
  const { origin, cookie } = inspector;
  const status = async (
    headers: Record<string, string>,
    init: RequestInit = {},
  ): Promise<number> => {
    const answer = await fetch(`${origin}/api/main/topics`, {
      ...init,
      headers,
    });
    await answer.body?.cancel();
    return answer.status;
  };
  assertEquals(await status({ cookie }), 200);
  assertEquals(await status({}), 401);
  assertEquals(await status({ cookie: `${cookie.slice(0, -1)}x` }), 401);
  assertEquals(await status({ cookie, origin: "http://evil.example" }), 403);
  const change = { method: "DELETE", body: '{"names":[]}' };
  assertEquals(await status({ cookie }, change), 403); // no origin at all
  assertEquals(
    await status({ cookie, origin: "http://127.0.0.1:1" }, change),
    403,
  );
  assertEquals(await status({ cookie, origin }, change), 200);
  assertEquals(await statusAs("evil.example", origin, cookie), 403);
});

Deno.test("the token is in no address but the first, and no script can read it", async () => {
  await using inspector = await openInspector();
  const opened = await fetch(inspector.url, { redirect: "manual" });
  await opened.body?.cancel();
  assertEquals(opened.headers.get("location"), "/");
  const cookie = opened.headers.get("set-cookie")!;
  assertStringIncludes(cookie, "HttpOnly");
  assertStringIncludes(cookie, "SameSite=Strict");
  const policy = opened.headers.get("content-security-policy")!;
  assertStringIncludes(policy, "default-src 'self';");
  assertEquals(/unsafe/.test(policy), false);
});

Deno.test("a topic is created, described with the source of its configs, and deleted", async () => {
  await using inspector = await openInspector();
  const name = `inspected-${crypto.randomUUID()}`;
  const created = await inspector.change("POST", "/topics", {
    name,
    partitions: 3,
    configs: { "retention.ms": "60000" },
  });
  assertEquals([created.status, await created.json()], [201, { name }]);
  const topic = await inspector.ask<TopicDetail>(
    `/topics/${name}?configs=yes`,
  );
  assertEquals(topic.partitions.map(({ start, end }) => [start, end]), [
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  const [first] = topic.configs as { name: string; value: string }[];
  assertEquals([first?.name, first?.value], ["retention.ms", "60000"]);
  const again = await inspector.change("POST", "/topics", { name });
  assertStringIncludes((await again.json()).error, "TOPIC_ALREADY_EXISTS");
  const deleted = await inspector.change("DELETE", "/topics", {
    names: [name],
  });
  assertEquals(await deleted.json(), { refused: [] });
  const { found } = await inspector.ask<TopicsPage>(`/topics?search=${name}`);
  assertEquals(found, 0);
});

Deno.test("records are found by offset, time, page and search", async () => {
  await using inspector = await openInspector();
  await using cluster = await connect(undefined, connection);
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const at = Date.now() - 60_000;
  await producer.send({
    topic,
    messages: Array.from({ length: 10 }, (_, i) => ({
      partition: i % 2,
      key: `k${i}`,
      value: i === 7 ? `${"-".repeat(5_000)} Grand Hotel` : null,
      headers: i === 4 ? { source: "web" } : {},
      timestamp: String(at + i),
    })),
  });
  const keys = async (query: string): Promise<string[]> => {
    const page = await inspector.ask<RecordsPage>(
      `/topics/${topic}/records?${query}`,
    );
    return page.records.map(({ key }) => key!.text!);
  };
  assertEquals(await keys("partition=1&offset=2"), ["k5", "k7", "k9"]);
  assertEquals(await keys(`since=${at + 8}`), ["k8", "k9"]);
  assertEquals(await keys("from=newest&limit=2"), ["k8", "k9"]);
  assertEquals(await keys("from=oldest&search=grand"), ["k7"]);
  assertEquals(await keys("from=oldest&search=WEB"), ["k4"]);
  const first = await inspector.ask<RecordsPage>(
    `/topics/${topic}/records?from=oldest&limit=7`,
  );
  const next = Object.entries(first.next).map((each) => each.join(":"));
  const all = [
    ...first.records.map(({ key }) => key!.text!),
    ...await keys(`next=${next}`),
  ];
  assertEquals(all.sort(), Array.from({ length: 10 }, (_, i) => `k${i}`));
  const beyond = await inspector.ask<RecordsPage>(
    `/topics/${topic}/records/1/99`,
  );
  assertStringIncludes(
    beyond.note,
    "Offset 99 of partition 1 is not written yet; the next record gets 5",
  );
});

Deno.test("a record is seen within a second of its send", async () => {
  await using inspector = await openInspector();
  await using cluster = await connect(undefined, connection);
  const topic = await createTopic(cluster, "orders");
  const tail = await fetch(
    `${inspector.origin}/api/main/topics/${topic}/tail`,
    { headers: { cookie: inspector.cookie } },
  );
  const events = tailOf(tail.body!);
  assertEquals((await events.next()).value!.records, []); // it is at the end
  const second = await aSecond(inspector);
  const sentAt = performance.now();
  const sent = await inspector.change("POST", `/topics/${topic}/records`, {
    key: "1001",
    value: "paid",
    headers: { source: "page" },
  });
  assertEquals(await sent.json(), { partition: 0, offset: 0 });
  const { records } = (await events.next()).value!;
  const ms = performance.now() - sentAt;
  assertEquals(
    records.map(({ key, value, headers }) => [
      key?.text,
      value?.text,
      headers.map(([name, each]) => [name, each?.text]),
    ]),
    [["1001", "paid", [["source", "page"]]]],
  );
  assert(ms < second, `it took ${ms} ms`);
  await events.return(undefined);
});

Deno.test("a group that has committed nothing lags by all records, and by the age of the oldest", async () => {
  await using inspector = await openInspector();
  await using cluster = await connect(undefined, connection);
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const timestamp = String(Date.now() - 90_000);
  await producer.send({
    topic,
    messages: [1, 2, 3].map((i) => ({
      partition: 0,
      value: `${i}`,
      timestamp,
    })),
  });
  const group = cluster.name("audit");
  await using member = await joinGroup(cluster, {
    group,
    topic,
    name: "ada",
    autoCommit: false,
  });
  assertEquals(member.partitions, [0, 1]);
  const { lag, members, type } = await inspector.ask<GroupDetail>(
    `/groups/${group}`,
  );
  assertEquals([type, members.length], ["classic", 1]);
  assertEquals(
    lag.map((row) => [row.partition, row.committed, row.end, row.lag]),
    [[0, null, 3, 3], [1, null, 0, 0]],
  );
  assert(lag[0]!.ageMs! >= 90_000 && lag[0]!.ageMs! < 150_000);
  assertEquals(lag[1]!.ageMs, null);
});

Deno.test("what earlier runs have left is found, unless a consumer is at work in the run", async () => {
  const user = `ada${crypto.randomUUID().slice(0, 4)}`;
  await using inspector = await openInspector({ user });
  await using cluster = await connect(undefined, connection);
  const named = async (name: string): Promise<string> => {
    await (await inspector.change("POST", "/topics", { name })).json();
    cluster.deleteOnClose({ topic: name });
    return name;
  };
  const left = await named(`${user}-check-key-of-0a1b`);
  const busy = await named(`${user}-orders-0a1c`);
  await named(`${user}-mine`); // no run has made it
  const group = `${user}-packing-0a1c-1`;
  await using member = await joinGroup(cluster, {
    group,
    topic: busy,
    name: "bo",
  });
  assertEquals(member.partitions, [0]);
  const found = await inspector.ask<Leftovers>("/leftovers");
  assertEquals(found, { topics: [left], groups: [], busy: ["0a1c"] });
  const { rows } = await inspector.ask<TopicsPage>(`/topics?search=${left}`);
  assertEquals(rows[0]?.origin, {
    noun: "check-key-of",
    run: "0a1b",
    chapters: ["02_keys"],
    check: "key-of",
  });
  const removed = await inspector.change("DELETE", "/leftovers", found);
  assertEquals(await removed.json(), { refused: [] });
  const after = await inspector.ask<TopicsPage>(`/topics?search=${user}`);
  assertEquals(after.rows.map(({ name }) => name), [`${user}-mine`, busy]);
});

/** Takes the events out of a live tail. */
async function* tailOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<TailEvent, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of body) {
    const blocks = (text + decoder.decode(part, { stream: true })).split(
      "\n\n",
    );
    text = blocks.pop()!;
    for (const block of blocks) {
      const [, data] = block.match(/^data: (.+)$/m) ?? [];
      if (data) yield JSON.parse(data);
    }
  }
}

/** Asks with a `Host` that `fetch` would not send. */
async function statusAs(
  host: string,
  origin: string,
  cookie: string,
): Promise<number> {
  const { hostname, port } = new URL(origin);
  using server = await Deno.connect({ hostname, port: Number(port) });
  const lines = [
    "GET /api/main/topics HTTP/1.1",
    `Host: ${host}`,
    `Cookie: ${cookie}`,
    "Connection: close",
  ];
  await server.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const answer = await new Response(server.readable).text();
  return Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);
}
