import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { runKafka } from "broker/command_line.ts";
import { connect } from "workbook/cluster.ts";
import {
  decodeSegment,
  segmentFiles,
} from "chapters/10_operations/segments.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

/** What Kafka 4.3.1 wrote for three records of an idempotent producer, and one compressed with gzip. */
const PLAIN = "0000000000000000000000650000000002f99776e2000000000002" +
  "0000019ca72ca1b00000019ca72ca69200000000000003e8000000000000" +
  "000000033600d00f0006416461086c616d70020873686f700e4c616e7465726e" +
  "1200c4130204426f01001a000004010e6772c3b6c39f6500";
const GZIPPED = "0000000000000003000000530000000002e2fcbb3d000100000000" +
  "0000019ca72ca9800000019ca72ca98000000000000003e8000000000003" +
  "000000011f8b0800000000000003dbc5c4c0c0c0b886a92ab36010220600" +
  "e5fb437f9f000000";

Deno.test("decodeSegment() reads the batches of a broker's file", () => {
  const [plain, gzipped, ...more] = decodeSegment(
    Uint8Array.fromHex(PLAIN + GZIPPED),
  );
  assertEquals(more, []);
  assertEquals(plain!.records, [
    {
      offset: 0n,
      timestamp: new Date(1772331247000),
      key: "Ada",
      value: "lamp",
      headers: { shop: "Lantern" },
    },
    {
      offset: 1n,
      timestamp: new Date(1772331247250),
      key: "Bo",
      value: null,
      headers: {},
    },
    {
      offset: 2n,
      timestamp: new Date(1772331246000),
      key: null,
      value: "größe",
      headers: {},
    },
  ]);
  assertEquals([plain!.compression, plain!.isIntact], ["none", true]);
  assertEquals([gzipped!.compression, gzipped!.isIntact], ["gzip", true]);
  assertEquals(gzipped!.records, null);
});

Deno.test("decodeSegment() gives each field its place, its bytes and its value", () => {
  const [, gzipped] = decodeSegment(Uint8Array.fromHex(PLAIN + GZIPPED));
  assertEquals(
    gzipped!.fields.map(({ at, field, value }) => [at, field, Number(value)]),
    [
      [0, "baseOffset", 3],
      [8, "batchLength", 83],
      [12, "partitionLeaderEpoch", 0],
      [16, "magic", 2],
      [17, "crc", 3808213821],
      [21, "attributes", 1],
      [23, "lastOffsetDelta", 0],
      [27, "baseTimestamp", 1772331248000],
      [35, "maxTimestamp", 1772331248000],
      [43, "producerId", 1000],
      [51, "producerEpoch", 0],
      [53, "baseSequence", 3],
      [57, "recordsCount", 1],
    ],
  );
  assertEquals(gzipped!.fields[4]!.bytes, "e2 fc bb 3d");
});

Deno.test("decodeSegment() tells when the checksum does not fit", () => {
  const bytes = Uint8Array.fromHex(PLAIN);
  bytes[bytes.length - 1]! ^= 1;
  assertEquals(decodeSegment(bytes)[0]!.isIntact, false);
});

Deno.test("decodeSegment() leaves out a batch that is cut off", () => {
  const whole = Uint8Array.fromHex(PLAIN + GZIPPED);
  for (const length of [0, 1, 60, PLAIN.length / 2 - 1]) {
    assertEquals(decodeSegment(whole.subarray(0, length)), []);
  }
  assertEquals(decodeSegment(whole.subarray(0, whole.length - 1)).length, 1);
});

Deno.test("decodeSegment() says what it can't read", () => {
  const text = new TextEncoder().encode("created 1001, paid 1001 ".repeat(5));
  const { message } = assertThrows(() => decodeSegment(text), Trouble);
  assertStringIncludes(message, "expected format 2");
});

Deno.test("segmentFiles() finds what a broker on this machine has written, and Kafka's own program agrees", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = [{ key: "Ada", value: "lamp", partition: 1 }];
  await producer.send({ topic, messages });
  const stamped = await createTopic(cluster, "stamped", {
    configs: { "message.timestamp.type": "LogAppendTime" },
  });
  await producer.send({
    topic: stamped,
    messages: [1, 2].map((day) => ({
      value: `${day}`,
      timestamp: String(Date.UTC(2024, 0, day)),
    })),
  });
  const files = [
    ...await segmentFiles(cluster, topic, 1),
    ...await segmentFiles(cluster, stamped),
  ];
  if (!cluster.brokers[0]!.startsWith("127.0.0.1") || files.length === 0) {
    assert(Deno.env.has("KAFKA_BROKERS"), "our own broker's disk is this one");
    return;
  }
  const [batch] = decodeSegment(Deno.readFileSync(files[0]!));
  assertEquals(batch!.records!.map(({ key, value }) => [key, value]), [
    ["Ada", "lamp"],
  ]);
  const flags = ["--print-data-log", "--files", files.join(",")];
  const dumped = await runKafka(["dump-log", ...flags], brokers);
  const crc = batch!.fields.find(({ field }) => field === "crc")!.value;
  assertStringIncludes(dumped, `crc: ${crc} isvalid: true`);
  // Per record: "| offset: 0 LogAppendTime: 1796080092000 …".
  const times = dumped.matchAll(/\| offset: \d+ (\w+): (\d+)/g);
  const decoded = files.flatMap((file) =>
    decodeSegment(Deno.readFileSync(file)).flatMap(({ records }) =>
      records!.map(({ timestamp }) => String(timestamp.getTime()))
    )
  );
  assertEquals([...times].map(([, , ms]) => ms), decoded);
  assert(Number(decoded[1]) > Date.UTC(2025, 0), "the broker's own clock");
});

Deno.test("segmentFiles() finds nothing of a topic that is not there", async () => {
  await using cluster = await connect(undefined, { brokers });
  assertEquals(await segmentFiles(cluster, "no-such-topic"), []);
});
