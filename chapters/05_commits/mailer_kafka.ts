import type { Consumer, ConsumerConfig, Kafka } from "kafkajs";
import type { MailServer } from "./mail_server.ts";

/** The steps of a consumer that are made to fail. */
export const STEPS = ["connect", "subscribe", "run"] as const;

/** KafkaJS with consumers that are changed. */
function kafkaWith(
  kafka: Kafka,
  change: (consumer: Consumer) => Partial<Consumer>,
): Kafka {
  return Object.assign(Object.create(kafka), {
    consumer: (config: ConsumerConfig) => {
      const consumer = kafka.consumer(config);
      return { ...consumer, ...change(consumer) };
    },
  });
}

/**
 * Makes KafkaJS whose consumers commit by way of a mail server.
 *
 * @param kafka The real KafkaJS.
 * @param server The mail server, which may hold back a commit, or fail it.
 * @param made The list to which each consumer is added.
 * @returns KafkaJS for the mailer.
 */
export function watchedKafka(
  kafka: Kafka,
  server: MailServer,
  made: Consumer[],
): Kafka {
  return kafkaWith(kafka, (consumer) => {
    made.push(consumer);
    const commitOffsets: Consumer["commitOffsets"] = (places) => {
      const commit = (): Promise<void> => consumer.commitOffsets(places);
      const committed = server.commit(places[0]?.partition ?? 0, commit);
      committed.catch(() => {}); // a mailer that does not wait for it is told by the server
      return committed;
    };
    return { commitOffsets };
  });
}

/**
 * Makes KafkaJS whose consumers fail at one step.
 *
 * @param kafka The real KafkaJS.
 * @param step The step that fails.
 * @returns KafkaJS for the mailer; its consumers reach no broker.
 */
export function failingKafka(
  kafka: Kafka,
  step: typeof STEPS[number],
): Kafka {
  const methods = STEPS.map((method) => [method, () => {
    const isIt = method === step;
    const done = isIt
      ? Promise.reject(new Error(`${method}() failed`))
      : Promise.resolve();
    done.catch(() => {}); // a mailer that does not wait for it is told by the check
    return done;
  }]);
  return kafkaWith(kafka, () => Object.fromEntries(methods));
}
