import type { ApiName } from "./apis.ts";
import { type Exchange, Exchanges } from "./exchanges.ts";
import { Link, type Traffic } from "./link.ts";
import { type Decision, type FaultPlan, Faults } from "./plan.ts";

const HOSTNAME = "127.0.0.1";

/** A proxy between clients and brokers that injects faults. */
export class FaultProxy implements AsyncDisposable {
  #faults: Faults[] = [];
  #exchanges = new Exchanges();
  #listeners = new Map<string, Deno.TcpListener>();
  #links = new Set<Link>();
  #running = new Set<Promise<void>>();
  #frozen: PromiseWithResolvers<void> | null = null;
  #closing = new AbortController();
  #seeds: string[];

  /**
   * Opens the proxy; `between()` calls this, once it has seen that the brokers can be reached.
   *
   * @param brokers The `host:port` of one or more brokers.
   * @param plan The faults to inject.
   * @throws {Trouble} If the plan is impossible.
   */
  constructor(brokers: readonly string[], plan: FaultPlan) {
    this.inject(plan);
    this.#seeds = brokers.map((broker) => {
      const { hostname, port } = this.#addressFor(broker);
      return `${hostname}:${port}`;
    });
  }

  /** The proxy's `host:port` for each broker given, as a client's setting; it learns of other brokers by itself. */
  get brokers(): string[] {
    return [...this.#seeds];
  }

  /** The requests that have come so far, oldest first, with the fate of each. */
  get seen(): readonly Exchange[] {
    return this.#exchanges.all;
  }

  /**
   * Adds faults to those that are still to come. `nth` counts from now on.
   *
   * @param plan The faults to inject.
   * @throws {Trouble} If the plan is impossible.
   */
  inject(plan: FaultPlan): void {
    this.#faults.push(new Faults(plan));
  }

  /** Forgets all faults that are still to come. */
  clear(): void {
    this.#faults = [];
  }

  /**
   * Waits until the fate of a request is known.
   *
   * @param api Kafka's name of the request, such as `"Produce"`.
   * @param nth Which occurrence of that request in `seen`, counting from 1; the first when left out.
   * @param options `deadlineMs`: the longest time to wait, in milliseconds; 10,000 when left out.
   * @returns The request and its fate.
   * @throws {Trouble} If the deadline passes.
   */
  when(
    api: ApiName,
    nth = 1,
    { deadlineMs = 10_000 }: { deadlineMs?: number } = {},
  ): Promise<Exchange> {
    return this.#exchanges.settled(api, nth, deadlineMs);
  }

  /** Holds back all requests and answers, as if the brokers hung; connections stay open. */
  freeze(): void {
    this.#frozen ??= Promise.withResolvers();
  }

  /** Passes on the requests and answers that were held back. */
  thaw(): void {
    this.#frozen?.resolve();
    this.#frozen = null;
  }

  /** Cuts all connections; clients may connect again. */
  cut(): void {
    for (const link of this.#links) link.cut();
  }

  /** Closes the proxy: cuts all connections and accepts no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    for (const listener of this.#listeners.values()) listener.close();
    this.#listeners.clear();
    this.cut();
    this.thaw();
    await Promise.all(this.#running);
  }

  /** The proxy's address for a broker. */
  #addressFor(broker: string): Deno.NetAddr {
    let listener = this.#listeners.get(broker);
    if (!listener) {
      listener = Deno.listen({ hostname: HOSTNAME, port: 0 });
      this.#listeners.set(broker, listener);
      this.#run(this.#accept(listener, broker));
    }
    return listener.addr;
  }

  async #accept(listener: Deno.TcpListener, broker: string): Promise<void> {
    for await (const client of listener) this.#run(this.#link(client, broker));
  }

  async #link(client: Deno.TcpConn, broker: string): Promise<void> {
    const server = await dial(broker).catch(() => null);
    if (!server || this.#closing.signal.aborted) {
      client.close();
      server?.close();
      return;
    }
    client.setNoDelay();
    const link = new Link(client, server, broker, this.#traffic);
    this.#links.add(link);
    await link.run();
    this.#links.delete(link);
  }

  #run(task: Promise<void>): void {
    this.#running.add(task);
    void task.finally(() => this.#running.delete(task));
  }

  #traffic: Traffic = {
    exchanges: this.#exchanges,
    closing: this.#closing.signal,
    decide: (api) => this.#decide(api),
    gate: () => this.#frozen?.promise ?? Promise.resolve(),
    msFor: (bytes) => this.#msFor(bytes),
    readdress: (host, port) => this.#addressFor(joinAddress(host, port)),
  };

  #decide(api: string): Decision {
    // Each plan counts the request, whether an earlier one drops it or not.
    const decisions = this.#faults.map((faults) => faults.decide(api));
    const { drop, keepOpen } = decisions.find(({ drop }) => drop) ??
      { drop: null, keepOpen: false };
    const delayMs = decisions.reduce((sum, { delayMs }) => sum + delayMs, 0);
    return { drop, keepOpen, delayMs };
  }

  #msFor(bytes: number): number {
    const slowest = Math.min(
      ...this.#faults.map(({ throttle }) => throttle ?? Infinity),
    );
    return bytes / slowest * 1_000;
  }
}

/**
 * Opens a connection to a broker.
 *
 * @param broker The broker's `host:port`.
 * @returns The connection, without Nagle's delay; the caller closes it.
 */
export async function dial(broker: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(`kafka://${broker}`);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  connection.setNoDelay();
  return connection;
}

function joinAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
