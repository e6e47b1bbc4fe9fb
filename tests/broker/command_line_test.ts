import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  KAFKA_PROGRAMS,
  kafkaCommand,
  kafkaProgram,
  runKafka,
} from "broker/command_line.ts";
import { classPath, ensureKafka, KAFKA_VERSION } from "broker/jars.ts";
import { connect } from "workbook/cluster.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../support/broker.ts";

const HERE = (): string[] => ["127.0.0.1:19092", "127.0.0.1:19093"];
const NOBODY = (): never => {
  throw new Error("asked for the brokers");
};

Deno.test("kafkaProgram() names the class and adds the brokers in front", () => {
  assertEquals(
    kafkaProgram(["metadata-quorum", "describe", "--status"], HERE),
    {
      mainClass: "org.apache.kafka.tools.MetadataQuorumCommand",
      args: [
        "--bootstrap-server",
        "127.0.0.1:19092,127.0.0.1:19093",
        "describe",
        "--status",
      ],
    },
  );
});

Deno.test("kafkaProgram() adds the brokers at the end where a command comes first", () => {
  assertEquals(
    kafkaProgram(["cluster", "cluster-id"], HERE).args,
    ["cluster-id", "--bootstrap-server", "127.0.0.1:19092,127.0.0.1:19093"],
  );
});

Deno.test("kafkaProgram() leaves an address that was given", () => {
  for (
    const given of [["--bootstrap-server", "other:9092"], [
      "--bootstrap-server=other:9092",
    ]]
  ) {
    const line = ["topics", "--list", ...given];
    assertEquals(kafkaProgram(line, NOBODY).args, ["--list", ...given]);
  }
});

Deno.test("kafkaProgram() asks for no broker where none is needed", () => {
  assertEquals(kafkaProgram(["topics", "--help"], NOBODY).args, ["--help"]);
  assertEquals(
    kafkaProgram(["dump-log", "--files", "0.log"], NOBODY).args,
    ["--files", "0.log"],
  );
});

Deno.test("kafkaProgram() names the programs it knows", () => {
  for (const unknown of [["topic", "--list"], [], ["toString"]]) {
    const { message } = assertThrows(
      () => kafkaProgram(unknown, HERE),
      Trouble,
    );
    assertStringIncludes(message, `"${unknown[0] ?? ""}"`);
    assertStringIncludes(
      message,
      "topics, configs, groups, consumer-groups, share-groups",
    );
  }
});

Deno.test("every program is in Kafka's jars", async () => {
  const jars = classPath(await ensureKafka(), KAFKA_VERSION).split(":");
  // The directory of a jar names its files in plain text.
  const names = jars.filter((path) => /kafka(-tools|_2\.13)-\d/.test(path))
    .map((path) => new TextDecoder("latin1").decode(Deno.readFileSync(path)))
    .join();
  for (const { mainClass } of Object.values(KAFKA_PROGRAMS)) {
    assert(
      names.includes(`${mainClass.replaceAll(".", "/")}.class`),
      mainClass,
    );
  }
});

Deno.test("runKafka() gives what the program printed, and nothing else", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "listed", { partitions: 2 });
  const said = await runKafka(
    ["topics", "--describe", "--topic", topic],
    brokers,
  );
  const [head = "", ...partitions] = said.split("\n");
  assertStringIncludes(head, `Topic: ${topic}\t`);
  assertStringIncludes(head, "PartitionCount: 2");
  assertEquals(partitions.length, 2);
});

Deno.test("runKafka() says what a program that failed has said", async () => {
  const { message } = await assertRejects(
    () => runKafka(["topics", "--delete", "--topic", "no-such-topic"], brokers),
    Trouble,
  );
  assertStringIncludes(message, "Topic 'no-such-topic' does not exist");
});

Deno.test("kafkaCommand() passes flags on as they are", async () => {
  const flags = ["--files", "größe 大.log"];
  const command = await kafkaCommand(["dump-log", ...flags], NOBODY);
  assertEquals(command.slice(-2), flags);
});
