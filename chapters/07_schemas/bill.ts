import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { createTopic } from "workbook/topics.ts";
import {
  type Billing,
  type BillingDesk,
  handOver,
  type Seen,
} from "./hand_over.ts";
import { expectLetters } from "./letters.ts";
import { type Given, givenRecords, type Order } from "./orders.ts";

export type { Billing } from "./hand_over.ts";

/**
 * Checks exercise 2: goes on past malformed records, and loses nothing.
 *
 * @param cluster The cluster to check on.
 * @param billing The reader's answer.
 * @returns The verdict.
 */
export function checkBill(
  cluster: Cluster,
  billing: Billing,
): Promise<Verdict> {
  return check("bill", async () => {
    const since = new Date();
    const topic = await createTopic(cluster, "check-letters");
    const producer = cluster.kafka.producer();
    await producer.connect();
    const records = await givenRecords(cluster);
    const letters = { producer, topic };
    const malformed = records.filter(({ record }) => record.malformed);
    for (const given of records) {
      if (given.record.malformed) {
        await expectAside(billing, given, letters, given === malformed[0]);
      } else await expectCharge(billing, given, letters);
    }
    await expectLetters(cluster, topic, malformed, since);
    await producer.disconnect();
    const charged = records.filter(({ record }) => !record.malformed)
      .map(({ record }) => record.key);
    return `${
      charged.join(", ")
    } are charged, each once, and ${malformed.length} records lie among the dead letters, byte for byte. When the bank or the dead-letter topic did not answer, no record was taken for done.`;
  });
}

/** Expects a good order to be charged once, though the bank may fail at first. */
async function expectCharge(
  billing: Billing,
  { record: { value, isBankAway }, payload, name }: Given,
  letters: BillingDesk["letters"],
): Promise<void> {
  const order: Order = JSON.parse(String(value));
  const charged: Order[] = [];
  if (isBankAway) {
    const seen = await handOver(billing, payload, letters, "bank");
    if (seen.sent.length > 0) {
      throw new Refused(
        `${
          capital(name)
        } is a good order; it was the bank that did not answer. Yours sent it to the dead letters. The bank will be away for an hour: what will lie there then?`,
      );
    }
    if (!seen.threw && seen.charged.length === 0) {
      throw new Refused(
        `The bank did not answer for ${name}, and yours returned. KafkaJS commits after it. Who asks the bank again?`,
      );
    }
    charged.push(...seen.charged);
    if (!seen.threw) return expectOnce(name, order, charged);
  }
  const { threw, error, sent, ...seen } = await handOver(
    billing,
    payload,
    letters,
  );
  charged.push(...seen.charged);
  if (threw || sent.length > 0) {
    throw new Refused(
      `${capital(name)} is a good order, and ${
        threw ? `yours threw ${error}` : "yours sent it to the dead letters"
      }. What is wrong with it?`,
    );
  }
  expectOnce(name, order, charged);
}

function expectOnce(name: string, order: Order, charged: Order[]): void {
  if (charged.length !== 1) {
    throw new Refused(
      `${
        capital(name)
      } is a good order, and it was charged ${charged.length} times. What is wrong with it?`,
    );
  }
  const fields = ["order", "customer", "amount"] as const;
  const found = charged[0]!;
  if (fields.every((field) => found?.[field] === order[field])) return;
  throw new Refused(
    `${capital(name)} is ${
      JSON.stringify(order)
    }, and the bank was asked to charge ${
      Deno.inspect(found, { breakLength: Infinity })
    }. What shall the bank do with that?`,
  );
}

/** Expects a malformed record among the dead letters, though they take none at first. */
async function expectAside(
  billing: Billing,
  given: Given,
  letters: BillingDesk["letters"],
  isHeld: boolean,
): Promise<void> {
  const { payload, name } = given;
  const first = await handOver(billing, payload, letters, "letters", isHeld);
  expectSent(given, first);
  if (!first.threw && first.acknowledged > 0) return; // it tried until the letter was there
  if (!first.threw) {
    throw new Refused(
      first.isEarly
        ? `${
          capital(name)
        } was on its way to the dead letters when yours returned. KafkaJS now commits after it, but nobody has acknowledged the letter. If the machine goes in this moment, where is the record?`
        : `The dead-letter topic did not take ${name}, and yours returned as if it had. KafkaJS commits after it. Where is the record now?`,
    );
  }
  const second = await handOver(billing, payload, letters);
  expectSent(given, second);
  if (second.threw) {
    throw new Refused(
      `The dead letter of ${name} was acknowledged, and yours threw ${second.error} all the same. KafkaJS hands it over again. What will the dead-letter topic look like?`,
    );
  }
}

/** Expects a malformed record on its way to the dead letters, such that nothing gets lost, and nowhere else. */
function expectSent({ record, payload, name }: Given, seen: Seen): void {
  const { key, malformed } = record;
  if (seen.charged.length > 0) {
    throw new Refused(
      `${
        capital(name)
      } was charged, though ${malformed}. What did you hold it against?`,
    );
  }
  const careless = seen.sent.find(({ acks = -1 }) => acks !== -1);
  if (careless) {
    throw new Refused(
      `The dead letter of ${name} was sent with acks ${careless.acks}: ${
        careless.acks === 0
          ? "the broker sends no answer, so nobody learns whether it is there"
          : "one broker answers, and may be the only one that has it"
      }. KafkaJS commits after the record. If that broker goes in this moment, where is the record?`,
    );
  }
  if (seen.sent.length > 0) return;
  throw new Refused(
    seen.threw
      ? `${
        capital(name)
      } can't be read: ${malformed}. Yours threw ${seen.error}. KafkaJS hands it over again, or ends the consumer. What becomes of the records after it in partition ${payload.partition}?`
      : `${
        capital(name)
      } can't be read: ${malformed}. Yours returned, so KafkaJS commits after it, and nothing was sent with \`letters.producer\`. Who will ever hear of ${
        key === null ? "it" : `order ${key}`
      }?`,
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
