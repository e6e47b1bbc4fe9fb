import type { KafkaMessage } from "kafkajs";
import { Buffer } from "node:buffer";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { eachMessageOf } from "./messages.ts";
import type { Given } from "./orders.ts";

/**
 * Expects each malformed record among the dead letters, with all that it had and the reason why it is there.
 *
 * @param cluster The cluster to read from.
 * @param deadLetters The full name of the dead-letter topic.
 * @param malformed The malformed records, in the order in which they were set aside.
 * @param since The moment before the first of them.
 * @throws {Refused} If a dead letter is missing, doubled or incomplete.
 */
export async function expectLetters(
  cluster: Cluster,
  deadLetters: string,
  malformed: Given[],
  since: Date,
): Promise<void> {
  const letters: KafkaMessage[] = [];
  await eachMessageOf(cluster, deadLetters, ({ message }) => {
    letters.push(message);
    return Promise.resolve();
  });
  if (letters.length !== malformed.length) {
    throw new Refused(
      `${malformed.length} records are malformed, and ${letters.length} letters lie in the dead-letter topic. How often does each get there?`,
    );
  }
  malformed.forEach((given, i) => {
    expectBytes(given, letters[i]!);
    expectHeaders(given, letters[i]!, since);
  });
  expectReasons(malformed, letters);
}

function expectBytes({ record, name }: Given, letter: KafkaMessage): void {
  if (hex(letter.key) !== hex(record.key)) {
    throw new Refused(
      `The dead letter of ${name} has the key ${
        shown(letter.key)
      }, the record had ${
        shown(record.key)
      }. Which partition, and which place among the records of its key, will it get when it comes back?`,
    );
  }
  if (hex(letter.value) === hex(record.value)) return;
  throw new Refused(
    record.value === null || letter.value === null
      ? `The value of ${name} was ${
        shown(record.value)
      }, and that of its dead letter is ${
        shown(letter.value)
      }. Is no value the same as an empty one?`
      : `${name.charAt(0).toUpperCase() + name.slice(1)} had ${
        Buffer.from(record.value).length
      } bytes, its dead letter has ${letter.value.length} and they are others: ${
        shown(letter.value)
      }. What becomes of a byte that is no UTF-8 on its way through text?`,
  );
}

function expectHeaders(
  { record, payload, name }: Given,
  { headers = {} }: KafkaMessage,
  since: Date,
): void {
  for (const [header, value] of Object.entries(record.headers)) {
    const found = headers[header];
    if (found !== undefined && hex(found as Buffer) === hex(value)) continue;
    throw new Refused(
      `A header of ${name} is ${header}, ${
        shown(value)
      }. Its dead letter has the headers ${
        Object.keys(headers).join(", ") || "none"
      }${
        found === undefined
          ? ". Whose headers were lost?"
          : `, and ${header} is ${
            shown(found as Buffer)
          } now. Are headers text, or bytes?`
      }`,
    );
  }
  const wanted: Record<string, string> = {
    "failed.topic": payload.topic,
    "failed.partition": `${payload.partition}`,
    "failed.offset": payload.message.offset,
  };
  for (const [header, text] of Object.entries(wanted)) {
    if (headers[header]?.toString() === text) continue;
    throw new Refused(
      `The dead letter of ${name} has "${
        headers[header] ?? "nothing"
      }" under ${header}, where "${text}" was asked for. How will anybody find where it came from?`,
    );
  }
  for (const header of ["failed.reason", "failed.at"]) {
    if (headers[header]?.toString()) continue;
    throw new Refused(
      `The dead letter of ${name} has nothing under ${header}. What will you want to know at three in the morning?`,
    );
  }
  const at = String(headers["failed.at"]);
  const ms = /^\d+$/.test(at) ? Number(at) : Date.parse(at);
  if (ms >= since.getTime() && ms <= Date.now()) return;
  throw new Refused(
    `The dead letter of ${name} says "${at}" under failed.at, and this check began at ${since.toISOString()}. When did the record fail?`,
  );
}

/** Expects reasons that tell apart what failed: no value, the bytes, the text or the order. */
function expectReasons(malformed: Given[], letters: KafkaMessage[]): void {
  const firsts = new Map<string, Given>();
  malformed.forEach((given, i) => {
    const reason = String(letters[i]!.headers!["failed.reason"]);
    const without = reason.replaceAll(/\d+/g, ""); // numbers say where, and not why
    const other = firsts.get(without) ?? given;
    firsts.set(without, other);
    if (other.record.failing === given.record.failing) return;
    throw new Refused(
      `The dead letters of ${other.name} and of ${given.name} give the same reason, "${reason}". But with the one ${other.record.malformed}, and with the other ${given.record.malformed}. What will you want to know at three in the morning?`,
    );
  });
}

function hex(bytes: string | Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString("hex");
}

function shown(bytes: string | Uint8Array | null): string {
  return bytes === null ? "none" : `"${Buffer.from(bytes)}"`;
}
