import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { Trouble } from "workbook/errors.ts";
import { type TopicConfig, topicConfigs } from "workbook/topic_configs.ts";
import { createTopic } from "workbook/topics.ts";
import { untilDeleted } from "./log_cleanup.ts";

const HOUR = 60 * 60_000;
const LEAST = 48;
const MOST = 72;
const EVERY = 4;
const OLDEST = 120;
/** How often brokers look for old segments: Kafka's default of `log.retention.check.interval.ms`. */
const CHECK_INTERVAL = 5 / 60;
const DELETED_WITHIN_MS = 14_000;
/** So that days pass in seconds, the trial's topic goes by the records' own timestamps, however old. */
const OWN_CLOCK = {
  "message.timestamp.type": "CreateTime",
  "message.timestamp.before.max.ms": String(2n ** 63n - 1n),
};

/**
 * Checks exercise 2: configs by which records stay for two days and are gone after three.
 *
 * @param cluster The cluster to check on.
 * @param configsForDeliveries The reader's answer.
 * @returns The verdict.
 */
export function checkRetention(
  cluster: Cluster,
  configsForDeliveries: () => Record<string, string>,
): Promise<Verdict> {
  return check("retention", async () => {
    const configs = configsForDeliveries();
    await refuseUnknown(cluster, configs);
    const topic = await createTopic(cluster, "check-deliveries", { configs });
    const found = new Map(
      (await topicConfigs(cluster, topic)).map((each) => [each.name, each]),
    );
    judge(found);
    const trial = await createTopic(cluster, "check-deliveries-trial", {
      configs: { ...configs, ...OWN_CLOCK },
    });
    const ages = await watch(cluster, trial);
    return `Deliveries of the last five days went in, one every ${EVERY} hours. Your broker has kept those of the last ${
      Math.max(...ages)
    } hours. And no limit by size comes before that: ${
      inWords(found.get("retention.bytes")!)
    }.${
      found.get("message.timestamp.type")!.value === "CreateTime"
        ? ""
        : " (Your topic goes by the broker's clock. For this trial a topic with your other configs went by the records' timestamps, or it would have taken days.)"
    }`;
  });
}

/** The broker refuses such a name too, but does not say which it was. */
async function refuseUnknown(
  cluster: Cluster,
  configs: Record<string, string>,
): Promise<void> {
  const known = await topicConfigs(
    cluster,
    await createTopic(cluster, "known"),
  );
  for (const [name, value] of Object.entries(configs)) {
    if (!known.some((config) => config.name === name)) {
      throw new Refused(
        `No topic has a config "${name}". The table of settings above has the names, and so has deno task kafka configs --describe --all --topic NAME.`,
      );
    }
    if (typeof value !== "string") {
      throw new Refused(
        `${name} is ${Deno.inspect(value)}. Kafka takes every value as text.`,
      );
    }
  }
}

function judge(found: Map<string, TopicConfig>): void {
  const get = (name: string): TopicConfig => found.get(name)!;
  const hours = (name: string): number => Number(get(name).value) / HOUR;
  const policy = get("cleanup.policy");
  if (policy.value !== "delete") {
    throw new Refused(
      `${
        inWords(policy)
      }. Compaction goes by key, not by age. After three days, which address is gone?`,
    );
  }
  const [retention, segment] = [hours("retention.ms"), hours("segment.ms")];
  if (retention >= 0 && retention < LEAST) {
    throw new Refused(
      `${inWords(get("retention.ms"))}, which is ${
        rounded(retention)
      } hours. In which unit does Kafka count, and how much of it is two days?`,
    );
  }
  if (retention < 0 || retention > MOST) {
    throw new Refused(
      `${inWords(get("retention.ms"))}, which is ${
        retention < 0 ? "no limit at all" : `${rounded(retention)} hours`
      }. Which delivery is gone after three days?`,
    );
  }
  const renamed = hours("file.delete.delay.ms");
  const longest = retention + segment + CHECK_INTERVAL + renamed;
  if (longest > MOST) {
    throw new Refused(
      `The oldest record of a segment waits until the newest is ${
        rounded(retention)
      } hours old. The segment may be open for ${rounded(segment)} hours (${
        inWords(get("segment.ms"))
      }), brokers look every five minutes, and a deleted file goes ${
        rounded(renamed * 60)
      } minutes later, so an address may stay for ${
        rounded(longest)
      }. Which of these numbers can you make smaller?`,
    );
  }
  const size = get("retention.bytes");
  if (size.value !== "-1") {
    throw new Refused(
      `At Christmas the partition grows by gigabytes, and ${
        inWords(size)
      }: what is beyond that goes, however young. Who has set that limit, and who can lift it?`,
    );
  }
}

/** Sends records that are up to five days old, and reads the ages, in hours, of those that are left. */
async function watch(cluster: Cluster, topic: string): Promise<number[]> {
  const producer = cluster.kafka.producer();
  await producer.connect();
  for (let age = OLDEST; age >= 0; age -= EVERY) {
    const timestamp = String(Date.now() - age * HOUR);
    const messages = [{ value: String(age), timestamp }];
    await producer.send({ topic, messages });
  }
  // The youngest that must be gone.
  const offset = BigInt((OLDEST - MOST) / EVERY) - 1n;
  const youngest = { topic, partition: 0, offset };
  await untilDeleted(cluster, youngest, DELETED_WITHIN_MS).catch((error) => {
    if (!(error instanceof Trouble)) throw error;
    throw new Refused(
      `The check waited for the broker to delete a delivery of ${
        MOST + EVERY
      } hours ago. ${error.message}. Run it again; on a busy machine that takes longer.`,
    );
  });
  const kept = await readToEnd(cluster, topic);
  return kept.map(({ value }) => Number(value));
}

const rounded = (hours: number): number => Math.round(hours * 10) / 10;
const inWords = ({ name, value, from }: TopicConfig): string =>
  `${name} is ${value}, from ${from}`;
