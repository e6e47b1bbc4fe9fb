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

/** What one run of the API checks works with: the broker, clients for it, and the names of its topic and groups. */
export class CompatFixture implements AsyncDisposable {
  /** The broker under test. */
  readonly broker: SecuredBroker;
  /** An admin client, connected by the first check. */
  readonly admin: Admin;
  /** The topic under test, created by a check. */
  readonly topic: string;
  /** Prefix of every group id and transactional id of this run. */
  readonly name: string;
  readonly #open = new AsyncDisposableStack();

  /**
   * Names a new topic for a run of the checks; connects nothing yet.
   *
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
   * Creates a KafkaJS instance with short retries.
   *
   * @param config KafkaJS's options that differ. Default: those of the listener without security.
   * @returns The instance; none of its clients is connected yet.
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

  /**
   * Creates a KafkaJS instance for the listener that asks for a user and a password.
   *
   * @param mechanism The SASL mechanism to log in by.
   * @param username The user.
   * @param password The user's password, or a wrong one.
   * @returns The instance; none of its clients is connected yet.
   */
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
   * Connects a producer for the length of some work.
   *
   * @param config KafkaJS's options for the producer.
   * @param work The work; the producer is disconnected after it.
   * @returns The result of the work.
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
   * Connects a consumer for the length of some work.
   *
   * @param config KafkaJS's options for the consumer.
   * @param work The work; the consumer leaves its group after it.
   * @param kafka The KafkaJS instance. Default: one for the listener without security.
   * @returns The result of the work.
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

  /** Disconnects the admin client. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }
}

/**
 * Passes on the error that ends a consumer; KafkaJS reports it by an event alone.
 *
 * @param consumer The consumer to watch.
 * @param reject Called with the error.
 */
export function rejectOnCrash(
  consumer: Consumer,
  reject: (error: Error) => void,
): void {
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
}
