import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import { createTopic } from "workbook/topics.ts";
import { eventOf, EVENTS, findTurned } from "./lives.ts";

/** Sends one event of an order, and resolves with the broker's answer. */
export type Send = (order: string, event: string) => Promise<void>;
/** Sends events in the background, each order's in sequence. */
export type Dispatcher = {
  /** Takes an event, and returns at once. */
  dispatch(order: string, event: string): void;
  /** Resolves when every event taken is stored; rejects when one can't be. */
  done(): Promise<void>;
};

const SLOW = "1201";
/** Thirty orders, and three that share their last digits with the slow one: whoever has fewer chains than orders has two in one. */
const QUICK = [
  ...Array.from({ length: 30 }, (_, i) => String(1202 + i)),
  "1301",
  "2201",
  "201",
];
/** The event whose first send fails, in a trial of its own. */
const REFUSED = "1203 paid";
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
    await tryRefused(dispatcher);
    return `While order ${SLOW} waited for its answer, the other ${QUICK.length} orders stored all of their ${QUICK_EXPECTED} events. Now all ${records.length} are stored, every life in sequence.`;
  });
}

/** Refuses one event once: done() must not resolve as if it were stored, nor may another order pay for it. */
async function tryRefused(
  dispatcher: (send: Send) => Dispatcher,
): Promise<void> {
  const stored = new Set<string>();
  let isRefused = false;
  const events = dispatcher(async (order, event) => {
    await Promise.resolve();
    if (`${order} ${event}` === REFUSED && !isRefused) {
      isRefused = true;
      throw new Error("The broker is gone");
    }
    stored.add(`${order} ${event}`);
  });
  for (const event of EVENTS) {
    for (const order of QUICK) events.dispatch(order, event);
  }
  const outcome = await within(
    PATIENCE_MS,
    events.done().then(() => "resolved", () => "rejected"),
    () =>
      new Refused(
        `The send of "${REFUSED}" failed, and the check waited ${
          PATIENCE_MS / 1_000
        } seconds for done(), which neither resolved nor rejected. What does it wait for?`,
      ),
  );
  if (outcome === "rejected" || stored.size === QUICK_EXPECTED) return;
  throw new Refused(
    `The send of "${REFUSED}" failed, and done() resolved, though ${
      QUICK_EXPECTED - stored.size
    } of ${QUICK_EXPECTED} events are not stored. How does its caller learn of that?`,
  );
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
