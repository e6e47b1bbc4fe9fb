import { type Admin, type Kafka, Partitioners } from "kafkajs";
import { kafkaErrorName, kafkaTrouble } from "../errors.ts";
import {
  type Layer,
  layers,
  ofConnection,
  original,
  partsOf,
} from "../errors/explanations.ts";
import { timedOut, untilAnswered } from "../waiting.ts";

/** The method that all KafkaJS clients share. */
interface Client {
  disconnect(): Promise<void>;
}

/**
 * Gives the producers, consumers and admin clients of a KafkaJS instance the workbook's defaults.
 *
 * Writing to a missing topic does not create it, a stopped consumer leaves its group within a moment
 * (KafkaJS's own default waits up to 5 s), a dead one is noticed after 6 s instead of 30, and keys
 * are hashed as the Java client does. Settings passed to a call take precedence. Errors say what is wrong.
 *
 * @param kafka The KafkaJS instance; changed in place.
 * @param onClient A function called with each new client, so that the owner of the instance can
 * disconnect them all.
 * @returns The same instance.
 *
 * Source: Kafka, "Consumer Configs" (`session.timeout.ms`, `fetch.max.wait.ms`) and
 * "Broker Configs" (`auto.create.topics.enable`).
 */
export function withDefaults(
  kafka: Kafka,
  onClient: (client: Client) => void,
): Kafka {
  const { producer, consumer, admin } = kafka;
  const noted = <C extends Client>(client: C): C => {
    onClient(client);
    return spellingOut(client);
  };
  kafka.producer = (config) =>
    noted(producer.call(kafka, {
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      ...config,
    }));
  kafka.consumer = (config) =>
    noted(consumer.call(kafka, {
      allowAutoTopicCreation: false,
      sessionTimeout: 6_000,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 100,
      retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 5 },
      ...config!,
    }));
  kafka.admin = (config) => noted(admin.call(kafka, config));
  return kafka;
}

/** Has the errors of a client, and of its transactions, say what is wrong. */
function spellingOut<C extends object>(client: C): C {
  for (const [name, method] of Object.entries(client)) {
    if (typeof method !== "function") continue;
    const spelt = (...given: unknown[]): unknown => {
      const result = method(...given);
      if (!(result instanceof Promise)) return result;
      return result.then(
        (value) => name === "transaction" ? spellingOut(value) : value,
        (error) => {
          spellOut(error, `call ${name}()`);
          throw error;
        },
      );
    };
    Object.assign(client, { [name]: spelt });
  }
  return client;
}

/**
 * KafkaJS keeps brokers' reasons in fields that are not shown ("Topic creation errors"), and calls a silent broker "not
 * connected" above ten lines of its own stack.
 */
function spellOut(error: Layer, action: string): void {
  if (original.has(error)) return;
  const all = layers(error);
  const { message = "", stack = "" } = error;
  const reasons = all.flatMap(partsOf).map((part) => {
    const { topic, groupId, partition } = part;
    const about = topic ?? groupId ?? `partition ${partition}`;
    const { type, message } = part.error ?? part;
    return `"${about}": ${[type, message].filter(Boolean).join(", ")}`;
  });
  if (reasons.length > 0) {
    original.set(error, message);
    error.message = `${message}: ${reasons.join("; ")}`;
    error.stack = stack.replace(message, () => error.message!);
  } else if (!kafkaErrorName(error) && ofConnection(all, action)) {
    const sentence = kafkaTrouble(action, error).message;
    original.set(error, message);
    error.message = `${sentence} (KafkaJS: ${message})`;
    error.stack = `${error.name}: ${error.message}`;
  }
}

/** As long as a broker may take on a busy machine: the first group makes fifty partitions. */
const DEADLINE_MS = 60_000;
/** The topic in which groups commit their offsets. It is created when the first group looks for its coordinator. */
const OFFSETS_TOPIC = "__consumer_offsets";

/**
 * Waits until a cluster coordinates consumer groups, which a new one does only a moment after its
 * first answer.
 *
 * @param admin The connected admin client to query; its user must be allowed to see Kafka's internal topics.
 * @throws {Trouble} If the deadline of 60 s passes.
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
      timedOut(
        DEADLINE_MS,
        'the cluster to coordinate consumer groups. Start it again with "deno task stop" and "deno task broker"',
      ),
  );
}

async function isCoordinated(admin: Admin): Promise<boolean> {
  try {
    if ((await admin.listTopics()).includes(OFFSETS_TOPIC)) {
      await admin.listGroups(); // fails while the groups are being loaded
      return true;
    }
    await admin.describeGroups(["any"]); // makes the broker create the topic
    return false;
  } catch (error) {
    if (/COORDINATOR|GROUP_LOAD/.test(kafkaErrorName(error) ?? "")) {
      return false;
    }
    throw error;
  }
}
