import type { KafkaMessage } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { eachMessageOf } from "./messages.ts";
import { CASES } from "./orders.ts";

/**
 * Expects each malformed record among the dead letters, with all that it had and the reason why it is there.
 *
 * @param cluster The cluster to read from.
 * @param deadLetters The full name of the dead-letter topic.
 * @param origin The full name of the topic that the records came from.
 * @throws {Refused} If a dead letter is missing, doubled or incomplete.
 */
export async function expectLetters(
  cluster: Cluster,
  deadLetters: string,
  origin: string,
): Promise<void> {
  const letters: KafkaMessage[] = [];
  await eachMessageOf(cluster, deadLetters, ({ message }) => {
    letters.push(message);
    return Promise.resolve();
  });
  const malformed = CASES.flatMap((each, offset) =>
    each.malformed ? [{ ...each, offset }] : []
  );
  if (letters.length !== malformed.length) {
    throw new Refused(
      `${malformed.length} records are malformed, and ${letters.length} letters lie in the dead-letter topic. How often does each get there?`,
    );
  }
  malformed.forEach((record, i) => {
    const letter = letters[i]!;
    if (letter.key?.toString() !== `${record.order}`) {
      throw new Refused(
        `The dead letter of record ${record.offset} has the key ${
          shown(letter.key)
        }, the record had "${record.order}". Which partition, and which place among the records of its key, will it get when it comes back?`,
      );
    }
    const value = new Uint8Array(letter.value ?? []);
    const sent = new TextEncoder();
    const wanted = typeof record.value === "string"
      ? sent.encode(record.value)
      : new Uint8Array(record.value);
    if (String(value) !== String(wanted)) {
      throw new Refused(
        `Record ${record.offset} had ${wanted.length} bytes, its dead letter has ${value.length} and they are others: ${
          shown(letter.value)
        }. What becomes of a byte that is no UTF-8 on its way through text?`,
      );
    }
    expectHeaders(letter, record.offset, record.order, origin);
  });
}

function expectHeaders(
  { headers = {} }: KafkaMessage,
  offset: number,
  order: number,
  origin: string,
): void {
  if (headers.trace?.toString() !== `shop-${order}`) {
    throw new Refused(
      `Record ${offset} came with the header trace, "shop-${order}". Its dead letter has the headers ${
        Object.keys(headers).join(", ") || "none"
      }. Whose headers were lost?`,
    );
  }
  const wanted: Record<string, string> = {
    "failed.topic": origin,
    "failed.partition": "0",
    "failed.offset": `${offset}`,
  };
  for (const [name, text] of Object.entries(wanted)) {
    if (headers[name]?.toString() === text) continue;
    throw new Refused(
      `The dead letter of record ${offset} has "${
        headers[name] ?? "nothing"
      }" under ${name}, where "${text}" was asked for. How will anybody find where it came from?`,
    );
  }
  for (const name of ["failed.reason", "failed.at"]) {
    if (headers[name]?.toString()) continue;
    throw new Refused(
      `The dead letter of record ${offset} has nothing under ${name}. What will you want to know at three in the morning?`,
    );
  }
}

function shown(bytes: Uint8Array | null | undefined): string {
  return bytes ? `"${new TextDecoder().decode(bytes)}"` : "none";
}
