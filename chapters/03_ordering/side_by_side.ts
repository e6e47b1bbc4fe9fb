import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import { createTopic } from "workbook/topics.ts";
import { UnhandledFailures } from "lab/unhandled_failures.ts";
import type { Dispatcher, Send } from "./dispatcher.ts";
import { tryLateAnswers } from "./late_answers.ts";
import { eventOf, EVENTS, findTurned } from "./lives.ts";

export type { Dispatcher, Send };

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
    while (road.quick < QUICK_EXPECTED) {
      await within(PATIENCE_MS, road.nextQuick, () =>
        new Refused(
          `Order ${SLOW} waits for the answer to "created". The other orders have stored ${road.quick} of their ${QUICK_EXPECTED} events, and for ${
            PATIENCE_MS / 1_000
          } seconds no more. Whom do they wait for, and need they?`,
        ));
    }
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
        `No order waited for another. But order ${order} has "${early}" at offset ${
          turned[0].offset
        } and "${late}" at offset ${
          turned[1].offset
        } of its partition: they were under way at once. Which of an order's events may be under way?`,
      );
    }
    await tryLateAnswers(dispatcher);
    await tryRefused(dispatcher);
    return `While order ${SLOW} waited for its answer, the other ${QUICK.length} orders stored all of their ${QUICK_EXPECTED} events. Now all ${records.length} are stored, every life in sequence.`;
  });
}

/** Refuses one event once, before done() is called: done() must not resolve as if it were stored, nor may the program end. */
async function tryRefused(
  dispatcher: (send: Send) => Dispatcher,
): Promise<void> {
  using failures = new UnhandledFailures();
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
  const [failure] = await failures.seen();
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
  if (outcome === "resolved" && stored.size < QUICK_EXPECTED) {
    throw new Refused(
      `The send of "${REFUSED}" failed, and done() resolved, though ${
        QUICK_EXPECTED - stored.size
      } of ${QUICK_EXPECTED} events are not stored. How does its caller learn of that?`,
    );
  }
  if (failure !== undefined) {
    throw new Refused(
      `The send of "${REFUSED}" failed before anyone had called done(), and nothing handled the rejection: "${
        failure instanceof Error ? failure.message : failure
      }". That ends a program. Which of your promises has no handler?`,
    );
  }
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
  #nextQuick = Promise.withResolvers<void>();

  constructor(deliver: Send) {
    this.#deliver = deliver;
  }

  /** Resolves when the next event of an order other than the slow one is stored. */
  get nextQuick(): Promise<void> {
    return this.#nextQuick.promise;
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
    if (order === SLOW) return;
    this.quick++;
    this.#nextQuick.resolve();
    this.#nextQuick = Promise.withResolvers();
  };
}
