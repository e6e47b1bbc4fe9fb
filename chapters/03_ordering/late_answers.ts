import { within } from "workbook/waiting.ts";
import { Refused } from "lab/exercises.ts";
import type { Dispatcher, Send } from "./dispatcher.ts";

const PATIENCE_MS = 3_000;

/**
 * Refuses a dispatcher that forgets what is under way: an order's event that comes while an earlier
 * one has no answer, and a call of done() between two answers.
 *
 * @param dispatcher The reader's answer.
 * @throws {Refused} If an order's events are under way at once, or done() resolves too early or never.
 */
export async function tryLateAnswers(
  dispatcher: (send: Send) => Dispatcher,
): Promise<void> {
  const road = new HeldAnswers();
  const events = dispatcher(road.send);
  events.dispatch("7", "created");
  events.dispatch("7", "paid");
  events.dispatch("77", "created");
  await road.begins("77 created");
  await road.begins("7 created");
  road.answer("7 created");
  await road.begins("7 paid");
  events.dispatch("7", "shipped");
  await turn();
  if (road.hasBegun("7 shipped")) {
    throw new Refused(
      `Order 7 was created, and the answer to its "paid" had not come when its "shipped" was dispatched: it was sent at once. What should it wait for?`,
    );
  }
  let isDone = false;
  const done = events.done().then(() => isDone = true);
  for (const id of ["77 created", "7 paid", "7 shipped"]) {
    await turn();
    if (isDone) {
      throw new Refused(
        `done() was done while "${id}" had no answer. What should it wait for?`,
      );
    }
    await road.begins(id);
    road.answer(id);
  }
  await ended("done()", done);
  events.dispatch("77", "paid");
  await road.begins("77 paid");
  road.answer("77 paid");
  await ended("done(), called once more after another event,", events.done());
}

/** Sends whose answers come when the check says so. */
class HeldAnswers {
  #answers = new Map<string, PromiseWithResolvers<void>>();
  #begun = new Map<string, PromiseWithResolvers<void>>();

  send: Send = (order, event) => {
    const id = `${order} ${event}`;
    this.#beginning(id).resolve();
    const answer = Promise.withResolvers<void>();
    this.#answers.set(id, answer);
    return answer.promise;
  };

  hasBegun(id: string): boolean {
    return this.#answers.has(id);
  }

  async begins(id: string): Promise<void> {
    await ended(`the send of "${id}"`, this.#beginning(id).promise);
  }

  answer(id: string): void {
    this.#answers.get(id)!.resolve();
  }

  #beginning(id: string): PromiseWithResolvers<void> {
    const known = this.#begun.get(id) ?? Promise.withResolvers<void>();
    this.#begun.set(id, known);
    return known;
  }
}

function ended<T>(what: string, waiting: Promise<T>): Promise<T> {
  return within(PATIENCE_MS, waiting, () =>
    new Refused(
      `The check waited ${
        PATIENCE_MS / 1_000
      } seconds for ${what}, and nothing happened. What does your dispatcher wait for?`,
    ));
}

/** Lets everything happen that waits for nothing. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
