import { Trouble } from "workbook/errors.ts";
import { announced } from "workbook/waiting.ts";
import { commandLine, prepareRuntime } from "./runtime.ts";

/** One of Kafka's own programs. */
export interface KafkaProgram {
  /** Java class with a `main` method, as in the script of that name in Kafka's `bin/`. */
  mainClass: string;
  /**
   * The place of `--bootstrap-server` among its flags: `last` where a command comes first, `none` where a program reads
   * files or is given the address in another way.
   */
  address: "first" | "last" | "none";
}

const TOOLS = "org.apache.kafka.tools";

const program = (
  mainClass: string,
  address: KafkaProgram["address"] = "first",
): KafkaProgram => ({ mainClass, address });

/**
 * Kafka's programs by name: `topics` is what Kafka's `bin/kafka-topics.sh` starts.
 *
 * Source: apache/kafka, the scripts in `bin/`
 */
export const KAFKA_PROGRAMS: Readonly<Record<string, KafkaProgram>> = {
  "topics": program(`${TOOLS}.TopicCommand`),
  "configs": program("kafka.admin.ConfigCommand"),
  "groups": program(`${TOOLS}.GroupsCommand`),
  "consumer-groups": program(`${TOOLS}.consumer.group.ConsumerGroupCommand`),
  "share-groups": program(`${TOOLS}.consumer.group.ShareGroupCommand`),
  "streams-groups": program(`${TOOLS}.streams.StreamsGroupCommand`),
  "console-producer": program(`${TOOLS}.ConsoleProducer`),
  "console-consumer": program(`${TOOLS}.consumer.ConsoleConsumer`),
  "console-share-consumer": program(`${TOOLS}.consumer.ConsoleShareConsumer`),
  "get-offsets": program(`${TOOLS}.GetOffsetShell`),
  "delete-records": program(`${TOOLS}.DeleteRecordsCommand`),
  "transactions": program(`${TOOLS}.TransactionsCommand`),
  "leader-election": program(`${TOOLS}.LeaderElectionCommand`),
  "reassign-partitions": program(
    `${TOOLS}.reassign.ReassignPartitionsCommand`,
  ),
  "metadata-quorum": program(`${TOOLS}.MetadataQuorumCommand`),
  "features": program(`${TOOLS}.FeatureCommand`),
  "cluster": program(`${TOOLS}.ClusterTool`, "last"),
  "broker-api-versions": program(`${TOOLS}.BrokerApiVersionsCommand`),
  "acls": program(`${TOOLS}.AclCommand`),
  "delegation-tokens": program(`${TOOLS}.DelegationTokenCommand`),
  "client-metrics": program(`${TOOLS}.ClientMetricsCommand`),
  "log-dirs": program(`${TOOLS}.LogDirsCommand`),
  "dump-log": program(`${TOOLS}.DumpLogSegments`, "none"),
  "storage": program("kafka.tools.StorageTool", "none"),
  "jmx": program(`${TOOLS}.JmxTool`, "none"),
  "producer-perf-test": program(`${TOOLS}.ProducerPerformance`),
  "consumer-perf-test": program(`${TOOLS}.ConsumerPerformance`),
  "share-consumer-perf-test": program(`${TOOLS}.ShareConsumerPerformance`),
  "e2e-latency": program(`${TOOLS}.EndToEndLatency`, "none"),
  "verifiable-producer": program(`${TOOLS}.VerifiableProducer`),
  "verifiable-consumer": program(`${TOOLS}.VerifiableConsumer`),
  "verifiable-share-consumer": program(`${TOOLS}.VerifiableShareConsumer`),
};

/** With one of these a program needs no address: it has one, or connects to no broker. */
const NEEDS_NO_ADDRESS =
  /^--(bootstrap-server|bootstrap-controller|help|version)(=|$)/;

/**
 * Finds the Java class and the arguments for a Kafka program that a reader typed.
 *
 * @param line The name of a program and its flags: `["topics", "--list"]`.
 * @param brokers A function that returns `host:port` of the brokers; called only when the program needs an address and has none.
 * @returns Main class and arguments, `--bootstrap-server` among them.
 * @throws {Trouble} If there is no such program.
 */
export function kafkaProgram(
  [name = "", ...flags]: string[],
  brokers: () => readonly string[],
): { mainClass: string; args: string[] } {
  const found = Object.hasOwn(KAFKA_PROGRAMS, name)
    ? KAFKA_PROGRAMS[name]
    : undefined;
  if (!found) {
    throw new Trouble(
      `Cannot run Kafka's program "${name}": expected one of ${
        Object.keys(KAFKA_PROGRAMS).join(", ")
      }. For example: deno task kafka topics --list`,
    );
  }
  const { mainClass, address } = found;
  if (address === "none" || flags.some((flag) => NEEDS_NO_ADDRESS.test(flag))) {
    return { mainClass, args: flags };
  }
  const server = ["--bootstrap-server", brokers().join(",")];
  return {
    mainClass,
    args: address === "first" ? [...server, ...flags] : [...flags, ...server],
  };
}

/**
 * Builds the command that runs one of Kafka's own programs, from the jars of the workbook.
 *
 * @param line The name of a program and its flags.
 * @param brokers A function that returns `host:port` of the brokers.
 * @returns The program to start and its arguments.
 * @throws {Trouble} If there is no such program, or no Java.
 */
export async function kafkaCommand(
  line: string[],
  brokers: () => readonly string[],
): Promise<string[]> {
  const { mainClass, args } = kafkaProgram(line, brokers);
  return commandLine(await prepareRuntime(), {
    mainClass,
    args,
    heapMegabytes: 128,
    logging: "log4j2_tools.properties",
    jvmOptions: [
      // Java would complain on standard output about a start-up cache that no longer fits.
      "-Xlog:disable",
    ],
  });
}

/**
 * Runs one of Kafka's own programs and waits for its end, which takes about a second.
 *
 * @param line The name of a program and its flags.
 * @param brokers `host:port` of the brokers.
 * @returns The text that it printed, warnings last.
 * @throws {Trouble} If there is no such program, or it failed, with the text that it printed.
 *
 * @example The topics of a broker
 * ```ts ignore
 * await runKafka(["topics", "--list"], ["127.0.0.1:19092"]); // "orders\npayments"
 * ```
 */
export async function runKafka(
  line: string[],
  brokers: readonly string[],
): Promise<string> {
  const [program, ...args] = await kafkaCommand(line, () => brokers);
  const { success, stdout, stderr } = await announced(
    {
      what: () => `Kafka's program "${line[0]}"`,
      howLong: "usually about 2 s",
    },
    new Deno.Command(program!, { args }).output(),
  );
  const said = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes).trim())
    .filter(Boolean).join("\n");
  if (success) return said;
  throw new Trouble(
    `Cannot run Kafka's program "${line.join(" ")}": it says ${said}`,
  );
}
