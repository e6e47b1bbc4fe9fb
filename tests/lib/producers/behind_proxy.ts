import { Kafka, logLevel } from "kafkajs";
import { withDefaults } from "workbook/cluster/clients.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import * as faults from "lab/faults.ts";
import type { FaultProxy } from "lab/faults/proxy.ts";
import { History } from "lab/history.ts";
import type { Clients } from "workbook/producers.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../../support/broker.ts";

/** A topic, clients that reach it through a proxy, and a history of what happens to its records. */
export class BehindProxy implements AsyncDisposable {
  readonly history = new History();
  /** KafkaJS on the proxy; it gives up on a request after 400 ms. */
  readonly clients: Clients;

  private constructor(
    /** Not on the proxy. */
    readonly cluster: Cluster,
    readonly proxy: FaultProxy,
    readonly topic: string,
    private readonly stack: AsyncDisposableStack,
  ) {
    const kafka = withDefaults(
      new Kafka({
        brokers: proxy.brokers,
        requestTimeout: 400,
        logLevel: logLevel.NOTHING,
        retry: { initialRetryTime: 50, maxRetryTime: 100, retries: 3 },
      }),
      (client) => stack.defer(() => client.disconnect()),
    );
    this.clients = { kafka, admin: kafka.admin() };
  }

  static async open({ partitions = 1 } = {}): Promise<BehindProxy> {
    const stack = new AsyncDisposableStack();
    const cluster = stack.use(await connect(undefined, { brokers }));
    const topic = await createTopic(cluster, "orders", { partitions });
    const proxy = stack.use(await faults.between(cluster));
    return new BehindProxy(cluster, proxy, topic, stack);
  }

  /** The committed values up to a given one, which is waited for; they show a moment after the commit. */
  async readTo(last: string): Promise<(string | null)[]> {
    const end = performance.now() + 10_000;
    for (;;) {
      const records = await readToEnd(this.cluster, this.topic);
      const values = records.map(({ value }) => value);
      if (values.includes(last) || performance.now() > end) return values;
    }
  }

  /** The verdict in a line, once the log was read. */
  async sumUp(): Promise<string> {
    this.history.found(await readToEnd(this.cluster, this.topic));
    return this.history.verdict().summary;
  }

  /** Closes what is given when this scene is closed, before all else. */
  use<T extends AsyncDisposable>(resource: T): T {
    return this.stack.use(resource);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack.disposeAsync();
  }
}
