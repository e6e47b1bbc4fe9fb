import { within } from "workbook/waiting.ts";
import type { ApiName } from "./apis.ts";
import type { RequestHeader } from "./headers.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * What became of a request.
 *
 * - `sent on`: the broker has it, and its answer is still to come
 * - `answered`: the client has the answer; also a Produce request that asks for none, once sent on
 * - `request dropped`, `response dropped`: as the plan said
 * - `cut off`: the connection ended before the answer came
 */
export type Fate =
  | "sent on"
  | "answered"
  | "request dropped"
  | "response dropped"
  | "cut off";

/** A request that the proxy saw. */
export interface Exchange {
  /** Kafka's name of it, such as `Produce`. */
  api: string;
  /** The version of its form. */
  version: number;
  /** The number by which the client knows its answer; unique on one connection only. */
  correlationId: number;
  /** `host:port` of the broker it was for. */
  broker: string;
  /** How long it is on the wire, in bytes, its length field included. */
  bytes: number;
  fate: Fate;
}

/** The requests that a proxy saw, in the order of their coming. */
export class Exchanges {
  readonly all: Exchange[] = [];
  #waiting = new Set<() => void>();

  /** Notes a request that just came. */
  add(header: RequestHeader, broker: string, bytes: number): Exchange {
    const { api, version, correlationId } = header;
    const exchange: Exchange = {
      api,
      version,
      correlationId,
      broker,
      bytes,
      fate: "sent on",
    };
    this.all.push(exchange);
    return exchange;
  }

  /** Notes what became of a request, and wakes those who waited for it. */
  settle(exchange: Exchange, fate: Fate): void {
    exchange.fate = fate;
    for (const look of this.#waiting) look();
  }

  /**
   * Waits until it is known what became of a request.
   *
   * @param api Kafka's name of it.
   * @param nth The how manyth such request of all that were seen, from 1.
   * @param deadlineMs How long to wait, in milliseconds.
   * @returns The request.
   * @throws {Trouble} If the deadline passes.
   */
  async settled(
    api: ApiName,
    nth: number,
    deadlineMs: number,
  ): Promise<Exchange> {
    const done = Promise.withResolvers<Exchange>();
    const look = (): void => {
      const exchange = this.#of(api)[nth - 1];
      if (exchange && exchange.fate !== "sent on") done.resolve(exchange);
    };
    this.#waiting.add(look);
    look();
    try {
      return await within(deadlineMs, done.promise, () => {
        const seen = this.#of(api);
        return new Trouble(
          `Cannot wait for ${api} request ${nth}: expected it within ${deadlineMs} ms but found ${
            seen.length === 0
              ? "none"
              : `${seen.length}, the last one ${seen.at(-1)!.fate}`
          }. Does the client use the proxy's brokers?`,
        );
      });
    } finally {
      this.#waiting.delete(look);
    }
  }

  #of(api: string): Exchange[] {
    return this.all.filter((exchange) => exchange.api === api);
  }
}
