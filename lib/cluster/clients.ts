import { type Admin, type Kafka, Partitioners } from "kafkajs";
import { kafkaErrorName, Trouble } from "../errors.ts";
import { untilAnswered } from "../waiting.ts";

/** What every client of KafkaJS can do. */
interface Client {
  disconnect(): Promise<void>;
}

/**
 * Gives the producers, consumers and admin clients of a KafkaJS instance the workbook's defaults.
 *
 * Topics are never made by writing to them, a stopped consumer leaves its group within a moment
 * (KafkaJS's own default waits up to 5 s), a dead one is noticed after 6 s instead of 30, and keys
 * are hashed as the Java client does. What a call names itself wins.
 *
 * @param kafka Changed in place.
 * @param made Told of each client, so that whoever opened the instance can close them.
 * @returns The same instance.
 *
 * Source: Kafka, "Consumer Configs" (`session.timeout.ms`, `fetch.max.wait.ms`) and
 * "Broker Configs" (`auto.create.topics.enable`).
 *
 * @example A consumer that is quick to leave
 * ```ts ignore
 * const kafka = withDefaults(new Kafka({ brokers }), (client) => clients.push(client));
 * const consumer = kafka.consumer({ groupId: "billing" });
 * ```
 */
export function withDefaults(
  kafka: Kafka,
  made: (client: Client) => void,
): Kafka {
  const { producer, consumer, admin } = kafka;
  const told = <C extends Client>(client: C): C => {
    made(client);
    return client;
  };
  kafka.producer = (config) =>
    told(producer.call(kafka, {
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      ...config,
    }));
  kafka.consumer = (config) =>
    told(consumer.call(kafka, {
      allowAutoTopicCreation: false,
      sessionTimeout: 6_000,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 100,
      retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 5 },
      ...config!,
    }));
  kafka.admin = (config) => told(admin.call(kafka, config));
  return kafka;
}

const DEADLINE_MS = 10_000;
/** The topic in which groups commit. A broker makes it when the first group asks for its coordinator. */
const OFFSETS_TOPIC = "__consumer_offsets";

/**
 * Waits until a cluster takes care of consumer groups, which one that has just been made does only
 * some moments after its first answer.
 *
 * @param admin Connected, as a user who may see Kafka's internal topics.
 * @throws {Trouble} If the deadline of 10 s passes.
 *
 * Source: Kafka documentation, "Distribution", "Consumer Offset Tracking".
 *
 * @example Before the first consumer joins
 * ```ts ignore
 * await untilCoordinated(cluster.admin);
 * ```
 */
export async function untilCoordinated(admin: Admin): Promise<void> {
  await untilAnswered(
    () => isCoordinated(admin),
    DEADLINE_MS,
    () =>
      new Trouble(
        `Cannot use consumer groups: expected the brokers to take care of them but found none that does within ${DEADLINE_MS} ms. ` +
          'Start them again with "deno task stop" and "deno task broker"',
      ),
  );
}

async function isCoordinated(admin: Admin): Promise<boolean> {
  try {
    if ((await admin.listTopics()).includes(OFFSETS_TOPIC)) {
      await admin.listGroups(); // fails while they are loaded
      return true;
    }
    await admin.describeGroups(["any"]); // has the topic made
    return false;
  } catch (error) {
    if (/COORDINATOR|GROUP_LOAD/.test(kafkaErrorName(error) ?? "")) {
      return false;
    }
    throw error;
  }
}
