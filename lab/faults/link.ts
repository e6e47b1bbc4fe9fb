import { setTimeout as pause } from "node:timers/promises";
import type { Exchange, Exchanges, Fate } from "./exchanges.ts";
import { keepOnProxy, type Readdress } from "./addresses.ts";
import { readFrame, writeFrame } from "workbook/wire.ts";
import { readCorrelationId, readRequestHeader } from "./headers.ts";
import type { Decision } from "./plan.ts";

/** The state that a proxy's links share. */
export interface Traffic {
  /** The requests that came over all links. */
  exchanges: Exchanges;
  /** Gives the proxy's address for a broker. */
  readdress: Readdress;
  /** Decides which faults hit the request that just came. */
  decide(api: string): Decision;
  /** Gives the milliseconds that so many bytes take. */
  msFor(bytes: number): number;
  /** Resolves at once, or when a frozen proxy thaws. */
  gate(): Promise<void>;
  /** Aborted when the proxy is closed. */
  closing: AbortSignal;
}

interface Pending {
  exchange: Exchange;
  decision: Decision;
}

/** A client's connection to the proxy, joined to the proxy's connection to a broker. */
export class Link {
  #client: Deno.Conn;
  #server: Deno.Conn;
  #broker: string;
  #traffic: Traffic;
  #pending = new Map<number, Pending>();
  #isCut = false;

  /**
   * Joins two connections; {@linkcode run} carries requests and responses over them.
   *
   * @param client The client's connection.
   * @param server The connection to the broker.
   * @param broker The broker's `host:port`.
   * @param traffic The state that the proxy's links share.
   */
  constructor(
    client: Deno.Conn,
    server: Deno.Conn,
    broker: string,
    traffic: Traffic,
  ) {
    this.#client = client;
    this.#server = server;
    this.#broker = broker;
    this.#traffic = traffic;
  }

  /** Carries requests and responses until one side hangs up; never rejects. */
  async run(): Promise<void> {
    // A side that is gone ends its loop by an error, which nobody is left to receive.
    const requests = this.#carryRequests().catch(() => this.cut());
    await this.#carryResponses().catch(() => {});
    this.cut();
    await requests;
  }

  /** Ends both connections. */
  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#client.close();
    this.#server.close();
    for (const { exchange } of this.#pending.values()) {
      this.#traffic.exchanges.settle(exchange, "cut off");
    }
    this.#pending.clear();
  }

  async #carryRequests(): Promise<void> {
    for (let frame; (frame = await readFrame(this.#client));) {
      const header = readRequestHeader(frame);
      const exchange = this.#traffic.exchanges.add(
        header,
        this.#broker,
        frame.length,
      );
      const decision = this.#traffic.decide(header.api);
      if (decision.drop === "request") {
        this.#drop(exchange, "request dropped", decision);
        continue;
      }
      if (header.isAnswered) {
        this.#pending.set(header.correlationId, { exchange, decision });
      }
      await this.#hold(frame);
      await writeFrame(this.#server, frame);
      if (!header.isAnswered) this.#settle(exchange, "answered");
    }
    await this.#server.closeWrite(); // what the broker still has to say may come
  }

  async #carryResponses(): Promise<void> {
    for (let frame; (frame = await readFrame(this.#server));) {
      const correlationId = readCorrelationId(frame);
      const { exchange, decision } = this.#pending.get(correlationId)!;
      if (decision.delayMs > 0) await this.#wait(decision.delayMs);
      await this.#hold(frame);
      this.#pending.delete(correlationId);
      if (decision.drop === "response") {
        this.#drop(exchange, "response dropped", decision);
        continue;
      }
      const { api, version } = exchange;
      const { readdress } = this.#traffic;
      await writeFrame(
        this.#client,
        keepOnProxy(api, version, frame, readdress),
      );
      this.#settle(exchange, "answered");
    }
  }

  #drop(exchange: Exchange, fate: Fate, { keepOpen }: Decision): void {
    if (!keepOpen) this.cut();
    this.#settle(exchange, fate);
  }

  /** Waits while the proxy is frozen, and as long as the frame takes at its speed. */
  async #hold(frame: Uint8Array): Promise<void> {
    await this.#traffic.gate();
    this.#traffic.closing.throwIfAborted();
    const ms = this.#traffic.msFor(frame.length);
    if (ms > 0) await this.#wait(ms);
  }

  async #wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#traffic.closing });
  }

  #settle(exchange: Exchange, fate: Fate): void {
    this.#traffic.exchanges.settle(exchange, fate);
  }
}
