import { assertEquals, assertThrows } from "@std/assert";
import { ANOMALIES, History } from "lab/history.ts";
import type { Anomaly } from "lab/history/anomalies.ts";
import { Trouble } from "workbook/errors.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { type Scenario, SCENARIOS } from "./history_scenarios.ts";

for (const scenario of SCENARIOS) {
  Deno.test(`History.verdict() reports exactly what happened when ${scenario.fact}`, () => {
    const verdict = play(scenario).verdict();
    const finds: Partial<Record<Anomaly, string>> = {};
    for (const [anomaly, list] of Object.entries(verdict.findings)) {
      assertEquals(verdict.counts[anomaly as Anomaly], list.length);
      if (list.length === 0) continue;
      finds[anomaly as Anomaly] = list.map(({ id }) => id).join(" ");
    }
    assertEquals(finds, scenario.finds ?? {}, verdict.summary);
  });
}

Deno.test("History.verdict() gives a record's position, its key and the client's error", () => {
  const history = new History();
  history.sent("a", { key: "k" });
  history.unknown("a", new Error("Request Produce timed out"));
  history.found(parseLog("- a | a", new Map()));

  const { findings } = history.verdict();
  const at = [
    { topic: "orders", partition: 0, offset: 1n },
    { topic: "orders", partition: 1, offset: 0n },
  ];
  const reason = "Request Produce timed out";
  assertEquals(findings.duplicated, [{ id: "a", key: "k", at, reason }]);
});

Deno.test("History.verdict() takes the key from the log when the sender did not give it", () => {
  const history = new History();
  history.sent("a");
  history.sent("b");
  history.found(parseLog("b a", new Map([["a", "k"], ["b", "k"]])));
  assertEquals(history.verdict().counts.reorderedInKey, 1);
});

Deno.test("History.verdict() says where a lost record was acknowledged", () => {
  const { lost } = play({ fact: "", sent: "a@2/7", log: "" }).verdict()
    .findings;
  assertEquals(lost[0]?.at, [{ topic: "orders", partition: 2, offset: 7n }]);
  assertEquals(lost[0]?.reason, "");
});

Deno.test("History.verdict() sums up in a line", () => {
  assertEquals(
    play({ fact: "", sent: "a b c d e f?", log: "f f" }).verdict().summary,
    "6 sent, 5 acknowledged, 1 unknown, 2 in the log: " +
      "5 lost (a, b, c, …), 1 duplicated (f), 1 of unknown outcome but present (f)",
  );
  assertEquals(
    play({ fact: "", sent: "a b!", log: "a", processed: "a" }).verdict()
      .summary,
    "2 sent, 1 acknowledged, 1 aborted, 1 in the log, 1 processed: nothing went wrong",
  );
  assertEquals(
    play({ fact: "", sent: "a b c", log: "" }).verdict().summary,
    "3 sent, 3 acknowledged, 0 in the log: 3 lost (a, b, c)",
  );
});

Deno.test("History.found() takes a record that is read twice for one", () => {
  const history = new History();
  history.sent("a");
  history.found(parseLog("a", new Map()));
  history.found(parseLog("a", new Map()));
  assertEquals(history.verdict().counts.duplicated, 0);
  assertEquals(history.verdict().totals.found, 1);
});

Deno.test("History.verdict() counts offsets that hold a record, two records at one of them once", () => {
  const history = play({ fact: "", sent: "a b", log: "a+b b" });
  assertEquals(history.verdict().totals.found, 2);
});

Deno.test("History.verdict() says where two records were", () => {
  const { findings } = play({
    fact: "",
    sent: "a@0/1 b@0/1",
    log: "- a+b",
    processed: "a@0/0",
  }).verdict();
  const at = { topic: "orders", partition: 0, offset: 1n };
  assertEquals(findings.sharedOffset.map((one) => one.at), [[at], [at]]);
  assertEquals(findings.vanished.map((one) => one.at), [[{
    ...at,
    offset: 0n,
  }]]);
});

Deno.test("History.verdict() says each offset at which a record stood with another", () => {
  const { findings } = play({
    fact: "",
    sent: "a? b?",
    log: "a+b - b+a",
  }).verdict();
  const offsets = findings.sharedOffset.map(({ id, at }) => [
    id,
    ...at.map(({ offset }) => offset),
  ]);
  assertEquals(offsets, [["a", 0n, 2n], ["b", 0n, 2n]]);
});

Deno.test("History.verdict() says where an aborted or unsent record was found, else where it was processed", () => {
  const scenarios: [Omit<Scenario, "fact">, Anomaly, bigint][] = [
    [{ sent: "a!", log: "- a", processed: "a@0/5" }, "abortedRead", 1n],
    [{ sent: "a!", log: "", processed: "a@0/5" }, "abortedRead", 5n],
    [{ sent: "", log: "- a", processed: "a@0/5" }, "phantom", 1n],
    [{ sent: "", log: "", processed: "a@0/5" }, "phantom", 5n],
  ];
  for (const [scenario, anomaly, offset] of scenarios) {
    const { findings } = play({ fact: "", ...scenario }).verdict();
    assertEquals(findings[anomaly][0]?.at, [{
      topic: "orders",
      partition: 0,
      offset,
    }]);
  }
});

Deno.test("History.verdict() takes an affected record's key from the sender, the log or the consumer", () => {
  const history = new History();
  history.sent("a", { key: "sender's" });
  history.sent("b");
  history.found([
    record("a", 0, 0, "log's"),
    record("a", 0, 1, "log's"),
    record("b", 0, 2, "log's"),
    record("b", 0, 3, "log's"),
  ]);
  history.found([record("e", 0, 6, "log's")]);
  history.processed([record("c", 0, 4, "consumer's"), record("d", 0, 5)]);
  const { duplicated, phantom } = history.verdict().findings;
  assertEquals([...duplicated, ...phantom].map(({ id, key }) => [id, key]), [
    ["a", "sender's"],
    ["b", "log's"],
    ["e", "log's"],
    ["c", "consumer's"],
    ["d", null],
  ]);
});

Deno.test("History.verdict() compares the order within a topic only", () => {
  const history = new History();
  for (const id of ["a", "b"]) history.sent(id, { key: "k" });
  const records = ["b", "a"].map((id, offset) => ({
    ...record(id, 0, offset, "k"),
    topic: `orders-of-${id}`,
  }));
  history.found(records);
  history.processed(records);
  const { reorderedInPartition, reorderedInKey, processedOutOfOrder } = history
    .verdict().counts;
  assertEquals(
    [reorderedInPartition, reorderedInKey, processedOutOfOrder],
    [0, 0, 0],
  );
});

Deno.test("History.verdict() tells topics, partitions and offsets apart that read alike side by side", () => {
  const history = new History();
  const places: [id: string, topic: string, partition: number, at: bigint][] = [
    ["a", "orders", 1, 11n],
    ["b", "orders1", 1, 1n],
    ["c", "orders", 11, 1n],
  ];
  for (const [id, topic, partition, offset] of places) {
    history.sent(id);
    history.acknowledged(id, { topic, partition, offset });
  }
  const read = { c: ["orders", 1, 11n], b: ["orders", 11, 0n] } as const;
  history.found(
    Object.entries(read).map(([id, [topic, partition, offset]]) => ({
      ...record(id, partition, 0),
      topic,
      offset,
    })),
  );
  const { counts, findings } = history.verdict();
  assertEquals(findings.misplaced.map(({ id }) => id), ["b", "c"]);
  assertEquals(counts.reorderedInPartition, 0);
});

Deno.test("History.verdict() takes no partition of a topic for one of another topic", () => {
  const history = new History();
  for (const id of ["a", "b"]) history.sent(id);
  history.found([
    { ...record("b", 11, 0), topic: "orders" },
    { ...record("a", 1, 1), topic: "orders1" },
  ]);
  assertEquals(history.verdict().counts.reorderedInPartition, 0);
});

Deno.test("History.verdict() takes a record at the same place of another topic for misplaced", () => {
  const history = new History();
  history.sent("a");
  history.acknowledged("a", { topic: "orders", partition: 0, offset: 0n });
  history.found([{ ...record("a", 0, 0), topic: "orders-of-a" }]);
  assertEquals(history.verdict().counts.misplaced, 1);
});

Deno.test("History.verdict() takes an id that begins with a digit for no other partition's or offset's", () => {
  const late = new History();
  for (const id of ["1x", "x", "b"]) late.sent(id);
  late.found([record("1x", 1, 0), record("b", 11, 0), record("x", 11, 1)]);
  const { reorderedInPartition } = late.verdict().findings;
  assertEquals(reorderedInPartition.map(({ id }) => id), ["x"]);

  const present = new History();
  for (const id of ["1x", "x"]) present.sent(id);
  present.found([record("1x", 0, 1), record("x", 0, 11)]);
  assertEquals(present.verdict().totals.found, 2);
});

Deno.test("History.verdict() goes by the sender's key where the log has none", () => {
  const history = new History();
  for (const id of ["a", "b"]) history.sent(id, { key: "k" });
  history.found([record("b", 0, 0), record("a", 0, 1)]);
  assertEquals(history.verdict().counts.reorderedInKey, 1);
});

Deno.test("History.verdict() gives no position of a record that never was in a log", () => {
  const { redelivered } = play({ fact: "", sent: "a", processed: "'a 'a" })
    .verdict().findings;
  assertEquals(redelivered[0]?.at, []);
});

Deno.test("History.unknown() keeps what the client said last", () => {
  const reasonAfter = (...errors: unknown[]): string | undefined => {
    const history = new History();
    for (const error of errors) {
      history.sent("a");
      history.unknown("a", error);
    }
    history.found([record("a", 0, 0)]);
    return history.verdict().findings.unknownPresent[0]?.reason;
  };
  assertEquals(reasonAfter("closed"), "closed");
  assertEquals(reasonAfter(undefined), "");
  assertEquals(reasonAfter(new Error("first"), new Error("second")), "second");
  assertEquals(reasonAfter(new Error("first"), null), "first");
});

Deno.test("History.acknowledged() settles the last attempt and leaves the earlier ones", () => {
  const history = new History();
  history.sent("a");
  history.unknown("a", new Error("first"));
  history.sent("a");
  history.acknowledged("a");
  history.unknown("a");
  history.found([]);
  const { lost } = history.verdict().findings;
  assertEquals(lost.map(({ id, reason }) => [id, reason]), [["a", "first"]]);
});

Deno.test("History.found() and processed() add to what was noted before", () => {
  const history = new History();
  for (const [offset, id] of ["a", "b"].entries()) {
    history.sent(id);
    history.found([record(id, 0, offset)]);
    history.processed(record(id, 0, offset));
  }
  const { totals, counts } = history.verdict();
  assertEquals([totals.found, totals.processed], [2, 2]);
  assertEquals(counts.unprocessed, 0);
});

Deno.test("History.verdict() has words of its own for each anomaly", () => {
  assertEquals(ANOMALIES, {
    lost: "lost",
    misplaced: "not where acknowledged",
    duplicated: "duplicated",
    sharedOffset: "at an offset with another",
    reorderedInPartition: "out of order in the partition",
    reorderedInKey: "out of order in the key",
    unknownPresent: "of unknown outcome but present",
    abortedRead: "aborted but read",
    phantom: "never sent",
    redelivered: "processed again",
    unprocessed: "not processed",
    vanished: "processed but not in the log",
    processedOutOfOrder: "processed out of order",
  });
});

Deno.test("History.acknowledged() stays, whatever is noted of the attempt later", () => {
  const history = new History();
  history.sent("a");
  const at = { topic: "orders", partition: 0 };
  history.acknowledged("a", { ...at, offset: 1n });
  history.acknowledged("a", { ...at, offset: 2n });
  history.unknown("a", new Error("closed"));
  history.found([]);
  assertEquals(history.verdict().findings.lost, [{
    id: "a",
    key: null,
    at: [{ ...at, offset: 1n }, { ...at, offset: 2n }],
    reason: "closed",
  }]);
});

Deno.test("History knows records by what idOf gives", () => {
  const history = new History({ idOf: (record) => record.headers.id ?? null });
  history.sent("1");
  history.sent("2");
  const [record] = parseLog("same-text", new Map());
  history.found([
    { ...record!, headers: { id: "1" } },
    { ...record!, offset: 1n, headers: { id: "2" } },
  ]);
  assertEquals(history.verdict().totals.found, 2);
  assertEquals(history.verdict().counts.duplicated, 0);
});

Deno.test("History refuses a record that has no id", () => {
  const [record] = parseLog("a", new Map());
  assertThrows(
    () => new History().found([{ ...record!, value: null }]),
    Error,
    'Cannot tell which record stands at offset 0 of "orders": expected an id but found null',
  );
});

Deno.test("History refuses an outcome for what was never sent", () => {
  const history = new History();
  for (const outcome of ["acknowledged", "unknown", "aborted"] as const) {
    assertEquals(
      assertThrows(() => history[outcome]("a"), Trouble).message,
      `Cannot note "a" as ${outcome}: expected it to be sent before but found no such record. Call sent() first, with the same id`,
    );
  }
});

Deno.test("History.sent() refuses an id that is not text", () => {
  assertEquals(
    assertThrows(() => new History().sent(7 as unknown as string), Trouble)
      .message,
    "Cannot note 7 as sent: expected an id that is text but found number. Use the id that the record has in the log: its value, or what idOf gives",
  );
});

function play({ sent, log, processed }: Scenario): History {
  const history = new History();
  const keys = new Map<string, string>();
  for (const token of words(sent)) {
    const [, id, key, mark, partition, offset] =
      /^(\w+)(?::(\w+))?([?!~])?(?:@(\d)\/(\d))?$/.exec(token)!;
    if (key) keys.set(id!, key);
    history.sent(id!, key ? { key } : {});
    if (mark === "?") history.unknown(id!);
    else if (mark === "!") history.aborted(id!);
    else if (offset) {
      history.acknowledged(id!, {
        topic: "orders",
        partition: Number(partition),
        offset: BigInt(offset),
      });
    } else if (!mark) history.acknowledged(id!);
  }
  const records = parseLog(log ?? "", keys);
  if (log !== undefined) history.found(records);
  if (processed !== undefined) {
    history.processed(
      words(processed).map((token) => parseDelivery(token, records)),
    );
  }
  return history;
}

function parseLog(log: string, keys: Map<string, string>): ConsumerRecord[] {
  return log.split("|").flatMap((partition, number) =>
    words(partition).flatMap((id, offset) =>
      id === "-"
        ? []
        : id.split("+").map((one) => record(one, number, offset, keys.get(one)))
    )
  );
}

function parseDelivery(
  token: string,
  records: ConsumerRecord[],
): ConsumerRecord | string {
  if (token.startsWith("'")) return token.slice(1);
  const [, id, partition, offset] = /^(\w+)(?:@(\d)\/(\d))?$/.exec(token)!;
  if (offset) return record(id!, Number(partition), Number(offset));
  return records.find(({ value }) => value === id)!;
}

function record(
  value: string,
  partition: number,
  offset: number,
  key: string | null = null,
): ConsumerRecord {
  return {
    topic: "orders",
    partition,
    offset: BigInt(offset),
    timestamp: new Date(0),
    key,
    value,
    headers: {},
  };
}

function words(text: string): string[] {
  return text.split(" ").filter(Boolean);
}
