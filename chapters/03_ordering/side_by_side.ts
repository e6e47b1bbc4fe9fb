import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import { createTopic } from "workbook/topics.ts";
import { eventOf, EVENTS, findTurned } from "./lives.ts";

type Send = (order: string, event: string) => Promise<void>;
type Dispatcher = {
  dispatch(order: string, event: string): void;
  done(): Promise<void>;
};

const SLOW = "1201";
const QUICK = ["1202", "1203", "1204"];
const ORDERS = [SLOW, ...QUICK];
const EXPECTED = ORDERS.length * EVENTS.length;
const QUICK_EXPECTED = QUICK.length * EVENTS.length;
const PATIENCE_MS = 3_000;

/**
 * Checks exercise 4: each order's events in sequence, while no order waits for another.
 *
 * @param cluster The cluster to check on.
 * @param dispatcher The reader's answer.
 * @returns The verdict.
 */
export function checkSideBySide(
  cluster: Cluster,
  dispatcher: (send: Send) => Dispatcher,
): Promise<Verdict> {
  return check("side-by-side", async () => {
    const topic = await createTopic(cluster, "check-orders", { partitions: 3 });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const road = new Road(async (key, event) => {
      const messages = [{ key, value: `${key} ${event}` }];
      await producer.send({ topic, messages });
    });
    const events = dispatcher(road.send);
    for (const event of EVENTS) {
      for (const order of ORDERS) events.dispatch(order, event);
    }
    await within(PATIENCE_MS, road.quickStored, () =>
      new Refused(
        `Order ${SLOW} waits for the answer to "created". In those ${
          PATIENCE_MS / 1_000
        } seconds the other orders stored ${road.quick} of their ${QUICK_EXPECTED} events. Whom do they wait for, and need they?`,
      ));
    road.release();
    await events.done();
    if (road.stored < EXPECTED) {
      throw new Refused(
        `done() was done when ${road.stored} of ${EXPECTED} events were stored. What should it wait for?`,
      );
    }
    const records = await readToEnd(cluster, topic);
    for (
      const [order, life] of Map.groupBy(records, (r) => eventOf(r).order)
    ) {
      const turned = findTurned(life);
      if (!turned) continue;
      const [early, late] = turned.map((record) => eventOf(record).event);
      throw new Refused(
        `Nobody waited for a stranger. But order ${order} has "${early}" at offset ${
          turned[0].offset
        } and "${late}" at offset ${
          turned[1].offset
        } of its partition: they were under way at once. Which of an order's events may be under way?`,
      );
    }
    return `While order ${SLOW} waited for its answer, the other ${QUICK.length} orders stored all of their ${QUICK_EXPECTED} events. Now all ${records.length} are stored, every life in sequence.`;
  });
}

/** Holds back one order's first event, and reorders the others. */
class Road {
  /** How many events have their answer. */
  stored = 0;
  /** How many of those events are of other orders than the slow one. */
  quick = 0;
  #deliver: Send;
  #others = new ReorderedSends();
  #held = Promise.withResolvers<void>();
  #quickDone = Promise.withResolvers<void>();

  constructor(deliver: Send) {
    this.#deliver = deliver;
  }

  /** Resolved when every order but the slow one is stored. */
  get quickStored(): Promise<void> {
    return this.#quickDone.promise;
  }

  /** Lets the event that is held back go on. */
  release(): void {
    this.#held.resolve();
  }

  send: Send = async (order, event) => {
    if (order === SLOW && event === EVENTS[0]) {
      await this.#held.promise;
      await this.#deliver(order, event);
    } else {
      await this.#others.send(() => this.#deliver(order, event));
    }
    this.stored++;
    if (order !== SLOW && ++this.quick === QUICK_EXPECTED) {
      this.#quickDone.resolve();
    }
  };
}
