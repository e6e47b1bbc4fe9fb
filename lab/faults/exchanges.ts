import { timedOut, within } from "workbook/waiting.ts";
import type { ApiName } from "./apis.ts";
import type { RequestHeader } from "./headers.ts";

/**
 * The fate of a request.
 *
 * - `sent on`: the broker has it, and its answer is still to come
 * - `answered`: the client has the answer; also a Produce request that asks for none, once sent on
 * - `request dropped`, `response dropped`: as planned
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
  /** Kafka's name of the request, such as `Produce`. */
  api: string;
  /** The version of the request's form. */
  version: number;
  /** The number that its answer carries too; unique on one connection only. */
  correlationId: number;
  /** The `host:port` of the broker that it was for. */
  broker: string;
  /** Its length on the wire, in bytes, the length field included. */
  bytes: number;
  /** Its fate so far. */
  fate: Fate;
}

/** The requests that a proxy saw. */
export class Exchanges {
  /** All requests, oldest first. */
  readonly all: Exchange[] = [];
  #waiting = new Set<() => void>();

  /**
   * Notes a request that just came.
   *
   * @param header The header of the request.
   * @param broker The `host:port` of the broker that it is for.
   * @param bytes Its length on the wire, in bytes.
   * @returns The request, sent on for now.
   */
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

  /**
   * Notes the fate of a request, and ends the waits for it.
   *
   * @param exchange The request.
   * @param fate Its fate.
   */
  settle(exchange: Exchange, fate: Fate): void {
    exchange.fate = fate;
    for (const look of this.#waiting) look();
  }

  /**
   * Waits until the fate of a request is known.
   *
   * @param api Kafka's name of the request.
   * @param nth Which occurrence of that request, counting from 1.
   * @param deadlineMs The longest time to wait, in milliseconds.
   * @returns The request and its fate.
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
        const found = seen.length === 0
          ? "none"
          : `${seen.length}, the last one ${seen.at(-1)!.fate}`;
        return timedOut(
          deadlineMs,
          `${api} request ${nth}: found ${found}. Does the client use the proxy's brokers?`,
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
