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

const CUSTOMERS = "Ada Bo Cleo Eve Gil Zoë Lea Max Ida Kai Noa Ole".split(" ");
const PARTITIONS = 5;
const PROMISED_MS = 2_000;
/** librdkafka looks for what is out of time once a second; and a machine may be busy. */
const GRACE_MS = 1_500;

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
    const ms = await checkSilence(topic, road, python);
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
    `${strayed.length} of ${CUSTOMERS.length} customers are elsewhere: ${first.key} is on partition ${first.partition}, and KafkaJS pays into ${
      partitionForKey(first.key!, PARTITIONS)
    }. Which hash does librdkafka use with your settings?`,
  );
}

/** What librdkafka itself said, without Python's wrapping. */
function wordsOf(message: string): string {
  return message.match(/str="(.*)"\}/)?.[1] ?? message;
}

async function checkCopies(
  cluster: Cluster,
  topic: string,
  { proxy }: ProxiedCluster,
  python: PythonProgram,
): Promise<void> {
  proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
  const payment = { key: "Ada", value: "answer lost" };
  const [report] = await python.ask<Report[]>([topic, [payment]]);
  const copies = (await readToEnd(cluster, topic))
    .filter(({ value }) => value === payment.value).length;
  if (copies !== 1) {
    throw new Refused(
      `The answer to a payment of Ada's got lost once. librdkafka sent again, and now the payment is there ${copies} times. By what could the broker have known the second one?`,
    );
  }
  if (typeof report !== "number") {
    throw new Refused(
      `The answer to a payment of Ada's got lost once, and the line was in order again at once. But the report says ${
        report ?? "nothing"
      }, and the payment is there. Who was to try again?`,
    );
  }
}

/** Measures how long it takes until the report of a failure comes, in milliseconds. */
async function checkSilence(
  topic: string,
  { proxy }: ProxiedCluster,
  python: PythonProgram,
): Promise<number> {
  proxy.freeze();
  const since = performance.now();
  const payment = { key: "Bo", value: "into silence" };
  const deadline = PROMISED_MS + GRACE_MS;
  const [report] = await python.ask<Report[]>([topic, [payment]], deadline)
    .catch(() => []).finally(() => proxy.thaw());
  const ms = performance.now() - since;
  if (typeof report === "string") return ms;
  throw new Refused(
    `The broker was silent, and after ${
      (ms / 1_000).toFixed(1)
    } seconds there was still no report on Bo's payment. Unless told otherwise, librdkafka tries for five minutes. Which of its settings is about one message, with all its retries?`,
  );
}
