import { setTimeout as pause } from "node:timers/promises";
import { within } from "workbook/deadlines.ts";
import type { Session } from "workbook/producers/session.ts";

const RECONNECT_MS = 100;
const HANG_UP_WITHIN_MS = 5_000;

/** The session that is in use, and those that failed and are still hanging up. */
export class Sessions {
  #make: () => Session;
  #current: Session | null = null;
  #ending = new Set<Promise<void>>();
  #wasConnected = false;

  /** @param make Makes a session that is not open yet. */
  constructor(make: () => Session) {
    this.#make = make;
  }

  /** The session in use; `null` before the first send and after a failure. */
  get current(): Session | null {
    return this.#current;
  }

  /**
   * Gives the session in use, or opens one.
   *
   * @param left How many milliseconds are left to try again. A first connection is not tried again:
   * that broker may never come.
   * @returns The session, open.
   */
  async get(left: () => number): Promise<Session> {
    while (!this.#current) {
      const session = this.#make();
      try {
        await session.open();
        if (left() <= 0) throw new Error("nobody waits for it");
        this.#current = session;
        this.#wasConnected = true;
      } catch (error) {
        this.#end(session);
        if (!this.#wasConnected || left() <= RECONNECT_MS) throw error;
        await pause(RECONNECT_MS);
      }
    }
    return this.#current;
  }

  /** Has done with the session in use; the next one is new. */
  drop(): void {
    if (this.#current) this.#end(this.#current);
    this.#current = null;
  }

  /** Hangs up. A broker that hangs is left behind; KafkaJS ends its last request by itself. */
  async close(): Promise<void> {
    this.drop();
    const ended = Promise.all(this.#ending);
    const late = (): Error => new Error("still hanging up");
    await within(HANG_UP_WITHIN_MS, ended, late).catch(() => {});
  }

  #end(session: Session): void {
    const ending = session.end().catch(() => {});
    this.#ending.add(ending);
    void ending.then(() => this.#ending.delete(ending));
  }
}
