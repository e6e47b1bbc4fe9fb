import type { OwnCluster } from "broker/own_cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { kafkaErrorName } from "workbook/errors.ts";
import { untilAnswered } from "workbook/waiting.ts";
import {
  freezeFollowers,
  type FrozenTopic,
  thawAll,
  thawFollower,
} from "./frozen_followers.ts";
import { readableEnd } from "./readable_end.ts";

/** The settings that meet one of Lantern's needs. */
export interface Settings {
  /** How many brokers keep a copy: 1 to 3. */
  replicas: number;
  /** `min.insync.replicas`: 1 to 3. */
  min: number;
  /** 0, 1, or -1 for all. */
  acks: number;
}

const NEEDS = ["orders", "clicks", "ledger"] as const;

/** The reader's settings for each need. */
export type Choice = Record<typeof NEEDS[number], Settings>;

interface Promised {
  /** How many brokers must have a record that is acknowledged. */
  copies: number;
  /** How many may be gone while records are still taken. */
  taken: number;
  /** Whether consumers must be able to read what was taken, at once. */
  isRead?: boolean;
}

const PROMISED: Record<typeof NEEDS[number], Promised> = {
  orders: { copies: 2, taken: 1 },
  clicks: { copies: 0, taken: 2, isRead: true },
  ledger: { copies: 3, taken: 0 },
};

const READ_WITHIN_MS = 3_000;

/** What became of a record: the refusal's name, or `null`, and whether it can be read. */
interface Answer {
  error: string | null;
  isReadable: boolean;
}

type Ask = () => Promise<Answer>;

/**
 * Checks exercise 1: settings for three promises, tried out with two, one and no broker out of sync.
 *
 * @param own The chapter's cluster of three brokers to check on.
 * @param chooseSettings The reader's answer.
 * @returns The verdict.
 */
export function checkNeeds(
  own: OwnCluster,
  chooseSettings: () => Choice,
): Promise<Verdict> {
  return check("needs", async () => {
    const choice = chooseSettings();
    for (const need of NEEDS) checkSettings(need, choice?.[need]);
    const asks: Ask[] = [];
    let topics: FrozenTopic[] = [];
    try {
      topics = await freezeFollowers(
        own,
        NEEDS.map((need) => ({ noun: need, ...choice[need] })),
        async (topic, index) => {
          const need = NEEDS[index]!;
          asks.push(await openAsk(own, topic, need, choice[need].acks));
        },
      );
      for (const gone of [[2, 3], [2], []]) {
        if (gone.length === 1) await thawFollower(own, topics, 3);
        if (gone.length === 0) await thawFollower(own, topics, 2);
        for (const [index, need] of NEEDS.entries()) {
          const answer = await asks[index]!();
          judge(need, choice[need], { gone, answer, topic: topics[index]! });
        }
      }
    } finally {
      await thawAll(own, topics);
    }
    return "Tried with two brokers out of sync, with one and with none: each need was answered when it should be, and never with too few copies. What does the ledger cost when a broker is restarted?";
  });
}

function checkSettings(need: string, settings: Settings | undefined): void {
  const is = (value: number | undefined, allowed: number[]): boolean =>
    value !== undefined && allowed.includes(value);
  if (
    settings && is(settings.replicas, [1, 2, 3]) &&
    is(settings.min, [1, 2, 3]) && is(settings.acks, [0, 1, -1])
  ) return;
  throw new Refused(
    `For the ${need} you chose ${
      Deno.inspect(settings)
    }. Settings have \`replicas\` and \`min\`, each 1, 2 or 3, and \`acks\`, which is 0, 1 or -1.`,
  );
}

/** Connects a producer while all brokers are well: later some of them give no answer. */
async function openAsk(
  { cluster }: OwnCluster,
  topic: string,
  need: typeof NEEDS[number],
  acks: number,
): Promise<Ask> {
  const producer = cluster.kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  const send = (values: string[]): Promise<unknown> =>
    producer.send({
      topic,
      acks,
      messages: values.map((value) => ({ value })),
    });
  await send([]);
  const end = () => readableEnd(cluster.brokers[0]!, topic);
  return async () => {
    const before = await end();
    const error = await send(["1001"]).then(
      () => null,
      (error) => kafkaErrorName(error) ?? "nothing",
    );
    if (error !== null || !PROMISED[need].isRead) {
      return { error, isReadable: false };
    }
    const late = new NotReadable();
    const isThere = async () => await end() > before;
    const isReadable = await untilAnswered(isThere, READ_WITHIN_MS, () => late)
      .then(() => true, (error) => {
        if (error === late) return false;
        throw error;
      });
    return { error, isReadable };
  };
}

class NotReadable extends Error {}

function judge(
  need: typeof NEEDS[number],
  { replicas, acks, min }: Settings,
  { gone, answer, topic }: {
    gone: number[];
    answer: Answer;
    topic: FrozenTopic;
  },
): void {
  const { copies: needed, taken, isRead } = PROMISED[need];
  const { isr } = topic.watch.now;
  const away = gone.length === 0
    ? "With all brokers well"
    : `With ${gone.length === 1 ? "broker" : "brokers"} ${
      gone.join(" and ")
    } out of sync`;
  if (answer.error !== null) {
    if (gone.length > taken) return;
    throw new Refused(
      `${need}: ${away}, the broker said ${answer.error}: ${isr.length} of ${replicas} replicas in sync, and ${min} asked for. How many may be gone while ${need} are still taken?`,
    );
  }
  if (replicas <= taken) {
    throw new Refused(
      `${need}: the only ${
        replicas === 1 ? "copy is" : "copies are"
      } on ${replicas} of three brokers. If ${
        replicas === 1 ? "that one goes" : "these go"
      }, who takes the ${need}?`,
    );
  }
  if (isRead && !answer.isReadable) {
    throw new Refused(
      `${need}: ${away}, a record was sent (acks ${acks}), and ${
        READ_WITHIN_MS / 1_000
      } s later no consumer could read it: ${isr.length} in sync, and ${min} asked for. Up to where is a partition committed then?`,
    );
  }
  const copies = acks === -1 ? isr.length : acks;
  if (copies >= needed) return;
  throw new Refused(
    `${need}: ${away}, a record was acknowledged ${
      HOW_MANY[copies]
    } (acks ${acks}, ${isr.length} in sync). Now let ${
      needed === 2 ? "one broker" : "two brokers"
    } go, the wrong ${needed === 2 ? "one" : "ones"}. What is left of it?`,
  );
}

const HOW_MANY = [
  "before any broker had it",
  "when one broker had it",
  "when two brokers had it",
];
