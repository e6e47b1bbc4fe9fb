import { Consumer, stringDeserializers } from "@platformatic/kafka";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import type { ProxiedCluster } from "lab/faults.ts";
import { forAWhile } from "lab/patience.ts";
import { measureLag } from "workbook/offsets.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import type { Bills } from "./bills.ts";
import { platformaticOptions } from "./other_clients.ts";

/** The job of the reader's function. */
export interface Job {
  /** Platformatic's consumer, a member of the group to be; keys and values are texts. */
  reader: Consumer<string, string, string, string>;
  /** The topic's full name; it has one partition. */
  topic: string;
  /** Bills one order; rejects when the program is to die. */
  bill: (order: string) => Promise<void>;
  /** The offset after the last order. */
  end: bigint;
}

/** The reader's answer. */
export type GoOn = (job: Job) => Promise<void>;

/** How a run ended. */
export type End = "died" | "returned" | "waits";

const CRASH = "The program dies here";
const PATIENCE_MS = 15_000;
/** So many answers to fetches, and to nothing else that was asked, without another bill: then the function has nothing to do but wait. */
const IDLE_FETCHES = 8;
/** For how long the broker's answers are held back for a bill that does not wait for them. */
const HELD_MS = 700;

/** The reader's function, run with a consumer of its own each time. */
export class GoOnTrial {
  /** The orders whose billing was begun. */
  readonly begun: string[] = [];
  /** The orders whose billing was done. */
  readonly billed: string[] = [];
  /** The order whose billing began while the broker had not answered since the one before; `null` for none. */
  overtaking: string | null = null;
  readonly #road: ProxiedCluster;
  readonly #goOn: GoOn;
  readonly #bills: Bills;
  #seenBefore = 0;
  #held: PromiseWithResolvers<void> | null = null;

  /**
   * @param road The connection to the brokers that the function's consumer takes.
   * @param goOn The reader's answer.
   * @param bills The orders, and the group to go on with.
   */
  constructor(road: ProxiedCluster, goOn: GoOn, bills: Bills) {
    this.#road = road;
    this.#goOn = goOn;
    this.#bills = bills;
  }

  /**
   * Runs the reader's function with a consumer of its own, until it ends, or has nothing to do but wait.
   *
   * @param event The order in whose middle the program dies, and the one after which the broker's answers are held back.
   * @returns How the run ended.
   * @throws What the function throws before the order in whose middle it dies.
   */
  async run(event: { fatal?: string; held?: string } = {}): Promise<End> {
    const { topic, group, end } = this.#bills;
    const reader: Job["reader"] = new Consumer({
      ...platformaticOptions(this.#road.cluster),
      groupId: group,
      deserializers: stringDeserializers,
      maxWaitTime: 100,
      sessionTimeout: 6_000,
    });
    const bill = (order: string): Promise<void> => {
      this.#begin(order);
      if (order === event.fatal) return Promise.reject(new Error(CRASH));
      this.billed.push(order);
      if (order === event.held) this.#hold();
      return Promise.resolve();
    };
    this.#seenBefore = this.#road.proxy.seen.length;
    let isOver = false;
    const idle = (): Promise<boolean> =>
      Promise.resolve(isOver || this.#idleFetches() >= IDLE_FETCHES);
    try {
      const running = this.#goOn({ reader, topic, bill, end });
      const waiting = untilAnswered(idle, PATIENCE_MS, () =>
        new Refused(
          `${
            timedOut(
              PATIENCE_MS,
              "yours to return, or to ask the broker for more",
            ).message
          }. It did neither.`,
        ));
      return await Promise.race([
        Promise.resolve(running).then((): End => "returned"),
        waiting.then((): End => "waits"),
      ]);
    } catch (error) {
      const { fatal } = event;
      const hasDied = fatal !== undefined && this.begun.at(-1) === fatal;
      if (!hasDied || error instanceof NotSolvedYet) throw error;
      return "died";
    } finally {
      isOver = true;
      this.#held?.resolve();
      await reader.close(true);
    }
  }

  /** The group's committed offset. */
  async committed(): Promise<number> {
    const { topic, group } = this.#bills;
    const [place] = await measureLag(this.#road.cluster, group, topic);
    return Number(place!.committed);
  }

  #begin(order: string): void {
    this.begun.push(order);
    this.#seenBefore = this.#road.proxy.seen.length;
    if (!this.#held) return;
    this.overtaking ??= order;
    this.#held.resolve();
  }

  /** Holds back all answers of the broker until another bill begins, or none has begun for a while. */
  #hold(): void {
    const { proxy } = this.#road;
    const held = Promise.withResolvers<void>();
    this.#held = held;
    proxy.freeze();
    void forAWhile(held.promise, HELD_MS).then(() => {
      this.#held = null;
      proxy.thaw();
    });
  }

  /** The number of answered fetches since the last bill, and since anything else was asked; 0 while that has no answer. */
  #idleFetches(): number {
    let answered = 0;
    const seen = this.#road.proxy.seen.slice(this.#seenBefore);
    for (const { api, fate } of seen.toReversed()) {
      if (api === "Heartbeat") continue;
      if (api !== "Fetch") return fate === "sent on" ? 0 : answered;
      if (fate === "answered") answered++;
    }
    return answered;
  }
}
