import "workbook/cluster.ts";
import {
  type Admin,
  type Consumer,
  type ConsumerConfig,
  Kafka,
  type KafkaConfig,
  logLevel,
  Partitioners,
  type Producer,
  type ProducerConfig,
} from "kafkajs";
import type { SecuredBroker } from "./secured_broker.ts";

/** Partitions of the topic under test, after the check that adds one. */
export const PARTITIONS = 4;

/** A broker, clients for it, and the names that a run of the checks uses. */
export class Lab implements AsyncDisposable {
  /** The broker under test. */
  readonly broker: SecuredBroker;
  /** An admin client, connected by the first check. */
  readonly admin: Admin;
  /** The topic under test, created by a check. */
  readonly topic: string;
  /** Begins the name of every group and transactional id of this run. */
  readonly name: string;
  readonly #open = new AsyncDisposableStack();

  /**
   * @param broker The broker under test; whoever started it stops it.
   */
  constructor(broker: SecuredBroker) {
    this.broker = broker;
    this.name = `compat-${crypto.randomUUID().slice(0, 8)}`;
    this.topic = this.name;
    const admin = this.connectTo().admin();
    this.admin = admin;
    this.#open.defer(() => admin.disconnect());
  }

  /**
   * Makes a KafkaJS instance with short retries.
   *
   * @param config Address and credentials. Default: the listener without security.
   */
  connectTo(config: Partial<KafkaConfig> = {}): Kafka {
    return new Kafka({
      clientId: this.name,
      brokers: [this.broker.address],
      logLevel: logLevel.NOTHING,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 500 },
      ...config,
    });
  }

  /** A KafkaJS instance for the listener that asks for a user and a password. */
  connectAs(
    mechanism: "plain" | "scram-sha-256" | "scram-sha-512",
    username: string,
    password: string,
  ): Kafka {
    return this.connectTo({
      brokers: [this.broker.saslAddress],
      sasl: { mechanism, username, password } as NonNullable<
        KafkaConfig["sasl"]
      >,
    });
  }

  /**
   * Lets some work use a connected producer.
   *
   * @param config KafkaJS's options.
   * @param work What to do; the producer is disconnected after it.
   */
  async withProducer<T>(
    config: ProducerConfig,
    work: (producer: Producer) => Promise<T>,
  ): Promise<T> {
    const producer = this.connectTo().producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      ...config,
    });
    await producer.connect();
    try {
      return await work(producer);
    } finally {
      await producer.disconnect();
    }
  }

  /**
   * Lets some work use a connected consumer.
   *
   * @param config KafkaJS's options.
   * @param work What to do; the consumer leaves its group after it.
   * @param kafka Default: the listener without security.
   */
  async withConsumer<T>(
    config: ConsumerConfig,
    work: (consumer: Consumer) => Promise<T>,
    kafka: Kafka = this.connectTo(),
  ): Promise<T> {
    const consumer = kafka.consumer({
      maxWaitTimeInMs: 100,
      heartbeatInterval: 300,
      ...config,
    });
    await consumer.connect();
    try {
      return await work(consumer);
    } finally {
      await consumer.disconnect();
    }
  }

  /** Disconnects what the checks left open. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }
}
