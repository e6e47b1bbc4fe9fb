import type { ApiName } from "./apis.ts";
import { type Exchange, Exchanges } from "./exchanges.ts";
import { Link, type Traffic } from "./link.ts";
import { type Decision, Faults, type Plan } from "./plan.ts";

const HOSTNAME = "127.0.0.1";

/** Stands between clients and brokers, and lets things go wrong as planned. */
export class FaultProxy implements AsyncDisposable {
  #faults: Faults[] = [];
  #exchanges = new Exchanges();
  #listeners = new Map<string, Deno.TcpListener>();
  #links = new Set<Link>();
  #running = new Set<Promise<void>>();
  #frozen: PromiseWithResolvers<void> | null = null;
  #closing = new AbortController();
  #seeds: string[];

  /** Made by `between()`, which also sees whether the brokers are there. */
  constructor(brokers: readonly string[], plan: Plan) {
    this.inject(plan);
    this.#seeds = brokers.map((broker) => {
      const { hostname, port } = this.#addressFor(broker);
      return `${hostname}:${port}`;
    });
  }

  /** `host:port` of the proxy, as a client needs it to start; other brokers it learns by itself. */
  get brokers(): string[] {
    return [...this.#seeds];
  }

  /** The requests that came so far, in the order of their coming, and what became of each. */
  get seen(): readonly Exchange[] {
    return this.#exchanges.all;
  }

  /**
   * Adds faults to those that are still to come. `nth` counts from now on.
   *
   * @param plan What shall go wrong.
   * @throws {Trouble} If the plan can't be carried out.
   */
  inject(plan: Plan): void {
    this.#faults.push(new Faults(plan));
  }

  /** Forgets all faults that are still to come. */
  clear(): void {
    this.#faults = [];
  }

  /**
   * Waits until it is known what became of a request.
   *
   * @param api Kafka's name of it, such as `"Produce"`.
   * @param nth The how manyth such request of all in `seen`, from 1; the first when left out.
   * @param options How long to wait, in milliseconds; 10,000 when left out.
   * @returns The request.
   * @throws {Trouble} If the deadline passes.
   */
  when(
    api: ApiName,
    nth = 1,
    { deadlineMs = 10_000 }: { deadlineMs?: number } = {},
  ): Promise<Exchange> {
    return this.#exchanges.settled(api, nth, deadlineMs);
  }

  /** Holds everything that comes, as if the brokers hung; connections stay open. */
  freeze(): void {
    this.#frozen ??= Promise.withResolvers();
  }

  /** Lets go of what was held. */
  thaw(): void {
    this.#frozen?.resolve();
    this.#frozen = null;
  }

  /** Cuts the connections there are; clients may connect again. */
  cut(): void {
    for (const link of this.#links) link.cut();
  }

  /** Cuts the connections and takes no more; once is enough. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    for (const listener of this.#listeners.values()) listener.close();
    this.#listeners.clear();
    this.cut();
    this.thaw();
    await Promise.all(this.#running);
  }

  /** Where a broker is to be found on the proxy. */
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
 * @param broker Its `host:port`.
 * @returns The connection, without Nagle's delay; whoever asked closes it.
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
