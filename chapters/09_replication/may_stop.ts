import { check, Refused, type Verdict } from "lab/exercises.ts";

/** A partition, as a topic's description shows it. */
export interface Described {
  /** Broker that leads it; `null` while none does. */
  leader: number | null;
  /** Brokers that keep a copy. */
  replicas: number[];
  /** Those of them that are in sync, the leader included. */
  isr: number[];
  /** `min.insync.replicas` of the topic. */
  min: number;
}

interface Case {
  broker: number;
  partitions: Described[];
  may: boolean;
  /** Asked when the answer is another one. */
  question: string;
}

const all = [1, 2, 3];
const well = { leader: 1, replicas: all, isr: all, min: 2 };

const CASES: Case[] = [
  {
    broker: 2,
    partitions: [well, { ...well, leader: 3 }],
    may: true,
    question: "Who is left in sync, and how many have to be?",
  },
  {
    broker: 2,
    partitions: [{ ...well, leader: 2 }],
    may: true,
    question: "It leads. Can't another one take over?",
  },
  {
    broker: 2,
    partitions: [{ ...well, isr: [1, 2] }],
    may: false,
    question:
      "It leads nothing, and three brokers have a copy. How many of them would be left in sync?",
  },
  {
    broker: 2,
    partitions: [{ ...well, isr: [1, 3] }],
    may: true,
    question: "Does broker 2 count in this partition now?",
  },
  {
    broker: 1,
    partitions: [well, well, { ...well, isr: [1, 2] }, well],
    may: false,
    question: "What becomes of the third partition?",
  },
  {
    broker: 1,
    partitions: [{ ...well, isr: [1], min: 1 }],
    may: false,
    question: "Who would lead?",
  },
  {
    broker: 3,
    partitions: [{ leader: 1, replicas: [1, 2], isr: [1, 2], min: 2 }],
    may: true,
    question: "Has broker 3 anything to do with this partition?",
  },
  {
    broker: 2,
    partitions: [{ ...well, isr: [1, 2], min: 1 }],
    may: true,
    question: "How many in-sync replicas does this topic ask for?",
  },
  {
    broker: 3,
    partitions: [{ leader: null, replicas: all, isr: [], min: 1 }],
    may: false,
    question:
      "Broker 3 is not in sync. But does this partition take writes at all?",
  },
  {
    broker: 2,
    partitions: [{ leader: null, replicas: all, isr: [3], min: 1 }],
    may: false,
    question:
      "The last one in sync is gone, and still in the list. Whom would a producer write to?",
  },
  {
    broker: 2,
    partitions: [{ leader: 0, replicas: [0, 1, 2], isr: [0, 1, 2], min: 2 }],
    may: true,
    question: "Broker 0 leads. Is that none?",
  },
  {
    broker: 1,
    partitions: [
      { leader: 11, replicas: [11, 12, 1], isr: [11, 12], min: 2 },
      { leader: 10, replicas: [10, 11, 12], isr: [10, 11, 12], min: 3 },
    ],
    may: true,
    question: "Which of these lists contains broker 1?",
  },
  {
    broker: 2,
    partitions: [
      { ...well, min: 1 },
      { leader: 3, replicas: [3, 2, 4, 5], isr: [3, 2, 4], min: 3 },
    ],
    may: false,
    question: "How many does the second partition ask for?",
  },
  {
    broker: 4,
    partitions: [
      { leader: 5, replicas: [5, 4, 3, 2], isr: [4, 5, 2], min: 2 },
      { leader: null, replicas: [1, 2, 3], isr: [1, 2], min: 2 },
    ],
    may: false,
    question: "Does the second partition take writes, whoever is stopped?",
  },
];

/**
 * Checks exercise 2: whether a broker may be stopped, read from a description.
 *
 * @param mayStop The reader's answer.
 * @returns The verdict.
 */
export function checkMayStop(
  mayStop: (broker: number, partitions: Described[]) => boolean,
): Promise<Verdict> {
  return check("may-stop", () => {
    for (const { broker, partitions, may, question } of CASES) {
      const answer = mayStop(broker, structuredClone(partitions));
      if (answer === may) continue;
      throw new Refused(
        `${
          partitions.map(inWords).join("; ")
        }. May broker ${broker} be stopped? You say ${
          Deno.inspect(answer)
        }. ${question}`,
      );
    }
    return `${CASES.length} clusters, and in each you know what may be stopped. Before a rolling restart, an operator asks this of each broker in turn.`;
  });
}

function inWords({ leader, replicas, isr, min }: Described): string {
  return `leader ${leader ?? "none"}, replicas ${replicas.join()}, in sync ${
    isr.join() || "none"
  }, min ${min}`;
}
