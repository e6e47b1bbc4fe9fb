import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { connectThroughProxy, type ProxiedCluster } from "lab/faults.ts";
import { partitionForKey } from "workbook/partitions.ts";
import { createTopic } from "workbook/topics.ts";
import { librdkafkaConfig } from "./other_clients.ts";
import { type PythonProgram, startPython } from "./python.ts";

type Settings = Record<string, string | number | boolean>;
/** What librdkafka reports of a record: its offset, or the name of an error. */
type Report = number | string;

/** The empty key is a key, too. */
const CUSTOMERS = [
  ..."Ada Bo Cleo Eve Gil Zoë Lea Max Ida Kai Noa Ole".split(" "),
  "",
];
const PARTITIONS = 5;
const PROMISED_MS = 2_000;
/** librdkafka looks for what is out of time once a second; and a machine may be busy. */
const GRACE_MS = 1_500;
/** The setting for a message's time, and its other name. */
const TIMEOUTS = ["message.timeout.ms", "delivery.timeout.ms"];
/** For how long a report may stay away when the setting is right. */
const PATIENCE_MS = 10_000;

/**
 * Checks exercise 2: librdkafka's settings for a producer that keeps three promises.
 *
 * @param cluster The cluster to check on.
 * @param paymentsConfig The reader's answer.
 * @param program The text of the Python program that sends payments with the reader's settings.
 * @returns The verdict.
 */
export function checkConfig(
  cluster: Cluster,
  paymentsConfig: () => Settings,
  program: string,
): Promise<Verdict> {
  return check("config", async () => {
    const settings = paymentsConfig();
    if (typeof settings !== "object" || settings === null) {
      throw new Refused(
        `paymentsConfig() returned ${
          Deno.inspect(settings)
        }. An object was asked for: librdkafka's names, and their values.`,
      );
    }
    await using road = await connectThroughProxy(cluster);
    await using python = startPython(cluster, program, {
      ...librdkafkaConfig(road.cluster),
      ...settings,
    });
    const topic = await createTopic(cluster, "check-payments", {
      partitions: PARTITIONS,
    });
    await checkHomes(cluster, topic, python);
    await checkCopies(cluster, topic, road, python);
    const ms = await checkSilence(topic, road, python, settings);
    return `${CUSTOMERS.length} customers are where KafkaJS puts them. An answer got lost, and the payment is there once. And when the broker was silent, the report came after ${
      (ms / 1_000).toFixed(1)
    } s.`;
  });
}

async function checkHomes(
  cluster: Cluster,
  topic: string,
  python: PythonProgram,
): Promise<void> {
  const payments = CUSTOMERS.map((key) => ({ key, value: "paid" }));
  const reports = await python.ask<Report[]>([topic, payments])
    .catch((error) => {
      // Anything else, such as a program that is late, says nothing about the settings.
      if (!`${error.message}`.includes(LAST_WORDS)) throw error;
      throw new Refused(
        `librdkafka did not send with these settings. ${
          wordsOf(error.message)
        }. Are these its own names, and do they go together?`,
      );
    });
  const failed = reports.find((report) => typeof report === "string");
  if (failed !== undefined || reports.length < payments.length) {
    throw new Refused(
      `The line was in order, and of ${payments.length} payments ${
        reports.filter((report) => typeof report === "number").length
      } were acknowledged (${
        failed ?? "for the others no report came"
      }). How much time do your settings leave?`,
    );
  }
  const records = await readToEnd(cluster, topic);
  const strayed = records.filter(({ key, partition }) =>
    partition !== partitionForKey(key!, PARTITIONS)
  );
  const [first] = strayed;
  if (!first) return;
  throw new Refused(
    `${strayed.length} of ${CUSTOMERS.length} customers are elsewhere: ${
      nameOf(first.key!)
    } is on partition ${first.partition}, and KafkaJS pays into ${
      partitionForKey(first.key!, PARTITIONS)
    }. Which hash does librdkafka use with your settings?`,
  );
}

/** How `startPython` introduces what a program said before it ended. */
const LAST_WORDS = "Its last words: ";

function nameOf(key: string): string {
  return key || "the customer whose key is empty";
}

/** What librdkafka itself said, without Python's wrapping. */
function wordsOf(message: string): string {
  return message.match(/str="(.*)"\}/)?.[1] ?? message;
}

/** Sends a payment of each customer, and has the first answer get lost. */
async function checkCopies(
  cluster: Cluster,
  topic: string,
  { proxy }: ProxiedCluster,
  python: PythonProgram,
): Promise<void> {
  const value = "answer lost";
  const payments = CUSTOMERS.map((key) => ({ key, value }));
  proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
  const reports = await python.ask<Report[]>([topic, payments]);
  const found = (await readToEnd(cluster, topic))
    .filter((record) => record.value === value);
  const copies = CUSTOMERS.map((key) => ({
    key,
    count: found.filter((record) => record.key === key).length,
  }));
  const more = copies.find(({ count }) => count > 1);
  const seen =
    `${CUSTOMERS.length} payments were sent, and one answer got lost.`;
  if (more) {
    throw new Refused(
      `${seen} librdkafka sent again, and now the payment of ${
        nameOf(more.key)
      } is there ${more.count} times. By what could the broker have known the second one?`,
    );
  }
  const failed = reports.find((report) => typeof report === "string");
  if (failed !== undefined || reports.length < payments.length) {
    throw new Refused(
      `${seen} The line was in order again at once. But a report says ${
        failed ?? "nothing"
      }, and ${found.length} of the payments are there. Who was to try again?`,
    );
  }
}

/** Measures how long it takes until the report of a failure comes, in milliseconds. */
async function checkSilence(
  topic: string,
  { proxy }: ProxiedCluster,
  python: PythonProgram,
  settings: Settings,
): Promise<number> {
  const [name] = TIMEOUTS.filter((each) => each in settings);
  const set = Number(name && settings[name]);
  if (set > PROMISED_MS) {
    throw new Refused(
      `Your settings give a payment ${set} ms, by \`${name}\`. After how long was it to be given up?`,
    );
  }
  proxy.freeze();
  const since = performance.now();
  const payment = { key: "Bo", value: "into silence" };
  const deadline = set > 0 ? PATIENCE_MS : PROMISED_MS + GRACE_MS;
  const [report] = await python.ask<Report[]>([topic, [payment]], deadline)
    .catch((error) => {
      if (performance.now() - since >= deadline) return [];
      throw error; // the program has ended before its time
    }).finally(() => proxy.thaw());
  const ms = performance.now() - since;
  if (typeof report === "string") return ms;
  throw new Refused(
    `The broker was silent, and after ${
      (ms / 1_000).toFixed(1)
    } seconds there was still no report on Bo's payment. Unless told otherwise, librdkafka tries for five minutes. Which of its settings is about one message, with all its retries?`,
  );
}
