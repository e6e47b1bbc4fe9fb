import kafkajs from "kafkajs/package.json" with { type: "json" };
import { ensureDiskSpace } from "broker/disk.ts";
import { workbookPath } from "broker/places.ts";
import { findJava } from "broker/java.ts";
import { chooseFreePorts } from "broker/ports.ts";
import { shell } from "broker/shell.ts";
import { readState } from "broker/state.ts";
import { connect, readConnection } from "workbook/cluster.ts";
import type { Displayable } from "pictures/display.ts";
import { table } from "pictures/tables.ts";
import { Trouble } from "workbook/errors.ts";

/** Reads a variable of the environment; `undefined` where it is not set. */
type Env = (name: string) => string | undefined;

/** One part of what the course needs. */
interface Part {
  /** The name of the part. */
  name: string;
  /** What it does for the reader. */
  task: string;
  /** Finds its version, place or room. */
  look(env: Env): Promise<string> | string;
  /** Whether only brokers that the workbook starts need it. */
  isForOwnBrokers: boolean;
}

/** The ports of the three brokers of chapter 9, if these are free. */
const CLUSTER_PORTS = [19192, 19292, 19392];

const PARTS: Part[] = [
  {
    name: "Deno",
    task: "runs the cells of this notebook",
    look: () => Deno.version.deno,
    isForOwnBrokers: false,
  },
  {
    name: "KafkaJS",
    task: "speaks to Kafka for the cells",
    look: () => kafkajs.version,
    isForOwnBrokers: false,
  },
  {
    name: "Kafka",
    task: "keeps the records",
    look: lookAtBrokers,
    isForOwnBrokers: false,
  },
  {
    name: "Java",
    task: "runs Kafka",
    look: lookAtJava,
    isForOwnBrokers: true,
  },
  {
    name: "Disk",
    task: "has room for the records",
    look: lookAtDisk,
    isForOwnBrokers: true,
  },
  {
    name: "Ports",
    task: "for the three brokers of chapter 9",
    look: () => `${chooseFreePorts(CLUSTER_PORTS).join(", ")} are free`,
    isForOwnBrokers: true,
  },
];

/**
 * Examines every part that the course needs. A part that fails throws nothing: its trouble stands in the table, beside
 * what mends it.
 *
 * What only the workbook's own brokers need may be missing where `KAFKA_BROKERS` names others.
 *
 * @param env The function that reads the environment; `Deno.env` when left out.
 * @returns A table with a line a part, and a column `what to do` when something is to be done.
 */
export async function examineWorkbook(
  env: Env = (name) => Deno.env.get(name),
): Promise<Displayable> {
  return table(await Promise.all(PARTS.map((part) => examine(part, env))));
}

async function examine(part: Part, env: Env): Promise<object> {
  const { name, task } = part;
  try {
    return { part: name, task, found: await part.look(env) };
  } catch (error) {
    if (part.isForOwnBrokers && env("KAFKA_BROKERS")) {
      return { part: name, task, found: "none, and your brokers need none" };
    }
    if (!(error instanceof Trouble)) throw error;
    // A trouble ends with the next step for the reader.
    const [, found = error.message, next = 'Run "deno task doctor"'] =
      error.message.match(/^(.*?)\. +(.*?)\.?$/s) ?? [];
    return { part: name, task, found, "what to do": next };
  }
}

async function lookAtBrokers(env: Env): Promise<string> {
  await using cluster = await connect(undefined, readConnection(env));
  const own = await readState(workbookPath("broker"));
  const version = own?.clusterId === cluster.id ? `${own.kafka}, ` : "";
  return `${version}answers at ${cluster.brokers.join(", ")}`;
}

async function lookAtJava(env: Env): Promise<string> {
  const { build, version } = await findJava(env("JAVA_HOME") ?? "");
  return build.match(/version "([^"]+)/)?.[1] ?? String(version);
}

async function lookAtDisk(): Promise<string> {
  await ensureDiskSpace(workbookPath());
  const { output } = await shell('df -Pk "$1" | tail -n 1', workbookPath());
  const kibibytes = Number(output.split(/\s+/)[3]);
  return `${(kibibytes / 1024 ** 2).toFixed(1)} GiB free`;
}
