import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/deadlines.ts";
import { check, Refused, type Verdict } from "workbook/exercises.ts";
import type { LogRecord } from "workbook/logs.ts";
import { createTopic } from "workbook/topics.ts";

/** Exercise 1: a log record as one flat line of JSON. */
export function checkFields(
  asFields: (record: LogRecord) => string,
): Promise<Verdict> {
  return check("fields", () => {
    const happened = new Date("2026-03-01T02:14:07.000Z");
    const line = asFields({
      msg: "payment charged twice",
      args: [{ order: 1001, customer: "Ada" }, { amount: 49 }],
      level: 40,
      levelName: "ERROR",
      loggerName: "shop",
      datetime: happened,
    } as unknown as LogRecord);
    if (typeof line !== "string") {
      throw new Refused(
        `Your formatter returned ${
          Deno.inspect(line)
        }. A handler expects a text to write.`,
      );
    }
    if (line.includes("\n")) {
      throw new Refused(
        `One event became ${
          line.split("\n").length
        } lines. Whoever reads the log line by line gets pieces. How does JSON.stringify write everything on one line?`,
      );
    }
    const fields = parse(line);
    for (
      const [name, wanted] of Object.entries({
        level: "ERROR",
        message: "payment charged twice",
      })
    ) {
      if (fields[name] !== wanted) {
        throw new Refused(
          `Expected the field ${name} to be "${wanted}" but found ${
            Deno.inspect(fields[name])
          } in ${line}`,
        );
      }
    }
    if (fields.time !== happened.toISOString()) {
      throw new Refused(
        `The event happened at ${happened.toISOString()}, but your line says ${
          Deno.inspect(fields.time)
        }. Whose time is that, and in which form?`,
      );
    }
    for (
      const [name, wanted] of Object.entries({
        order: 1001,
        customer: "Ada",
        amount: 49,
      })
    ) {
      if (fields[name] !== wanted) {
        throw new Refused(
          `Asking the line for "${name}" gives ${
            Deno.inspect(fields[name])
          } instead of ${
            Deno.inspect(wanted)
          }. Here is your line: ${line}. Are all fields on its first level?`,
        );
      }
    }
    return `"${line}": one line, and every fact is one step away.`;
  });
}

function parse(line: string): Record<string, unknown> {
  try {
    const fields = JSON.parse(line);
    if (typeof fields === "object" && fields !== null) return fields;
  } catch {
    // told below
  }
  throw new Refused(
    `A program can't take this line apart: ${line}. Is it JSON?`,
  );
}

const LINES = Array.from({ length: 8 }, (_, i) => `line ${i + 1}`);

/** Exercise 2: lines sent one by one, in their order, while the caller goes on. */
export function checkShip(
  cluster: Cluster,
  shipper: (
    send: (line: string) => Promise<void>,
  ) => { log(line: string): void; flush(): Promise<void> },
): Promise<Verdict> {
  return check("ship", async () => {
    const topic = await createTopic(cluster, "check-ship");
    const producer = cluster.kafka.producer();
    await producer.connect();
    const { send, firstSend } = overtaking(async (value) => {
      await producer.send({ topic, messages: [{ value }] });
    });
    const handler = shipper(send);
    for (const line of LINES) handler.log(line);
    await within(2_000, firstSend, () =>
      new Refused(
        `Eight lines were logged, and two seconds later none was on its way. If Lantern's machine goes now, what is left of them?`,
      ));
    await handler.flush();
    const atFlush = (await readToEnd(cluster, topic)).map(({ value }) =>
      value!
    );
    if (atFlush.length < LINES.length) {
      throw new Refused(
        `flush() was done when ${atFlush.length} of ${LINES.length} lines were stored. What should it wait for?`,
      );
    }
    if (atFlush.length > LINES.length) {
      throw new Refused(
        `${LINES.length} lines were logged and ${atFlush.length} are stored: ${
          atFlush.join(", ")
        }. Which call sends twice?`,
      );
    }
    const wrong = atFlush.findIndex((line, place) => line !== LINES[place]);
    if (wrong >= 0) {
      throw new Refused(
        `All ${LINES.length} lines are stored, but at offset ${wrong} stands "${
          atFlush[wrong]
        }" instead of "${
          LINES[wrong]
        }". Several sends were on their way at once, and on the way they may overtake each other.`,
      );
    }
    return `All ${LINES.length} lines are stored, in the order in which they were logged, and log() kept nobody waiting.`;
  });
}

/**
 * Makes happen for certain what a network does now and then: of two sends on their way at the same
 * time, the later one arrives first. Sends that wait for each other are not touched.
 */
function overtaking(deliver: (line: string) => Promise<void>): {
  send: (line: string) => Promise<void>;
  firstSend: Promise<void>;
} {
  const first = Promise.withResolvers<void>();
  const underWay: { line: string; answer: PromiseWithResolvers<void> }[] = [];
  let delivering = false;
  const deliverAll = async (): Promise<void> => {
    for (let next = underWay.pop(); next; next = underWay.pop()) {
      await deliver(next.line).then(next.answer.resolve, next.answer.reject);
    }
    delivering = false;
  };
  const send = (line: string): Promise<void> => {
    first.resolve();
    const answer = Promise.withResolvers<void>();
    underWay.push({ line, answer });
    if (!delivering) {
      delivering = true;
      setTimeout(deliverAll); // after everything that was sent in the same breath
    }
    return answer.promise;
  };
  return { send, firstSend: first.promise };
}

/** Exercise 3: each reader reads what is new to it. */
export function checkCatchUp(
  cluster: Cluster,
  catchUp: (reader: { next: bigint }, topic: string) => Promise<string[]>,
): Promise<Verdict> {
  return check("catch-up", async () => {
    const topic = await createTopic(cluster, "check-catch-up");
    const producer = cluster.kafka.producer();
    await producer.connect();
    const append = (...values: string[]): Promise<unknown> =>
      producer.send({ topic, messages: values.map((value) => ({ value })) });
    const bo = { next: 0n };
    const cleo = { next: 1n };

    await append("created", "paid", "shipped");
    await expect("On the first morning Bo", catchUp(bo, topic), [
      "created",
      "paid",
      "shipped",
    ]);
    await append("lost", "found");
    await expect("On the second morning Bo", catchUp(bo, topic), [
      "lost",
      "found",
    ]);
    await expect("Cleo, who starts at offset 1,", catchUp(cleo, topic), [
      "paid",
      "shipped",
      "lost",
      "found",
    ]);
    await expect(
      "On the third morning, with nothing new, Bo",
      catchUp(bo, topic),
      [],
    );
    await append("delivered");
    await expect("On the fourth morning Bo", catchUp(bo, topic), ["delivered"]);
    return "Bo and Cleo each see every record once, and neither disturbs the other.";
  });
}

async function expect(
  who: string,
  reading: Promise<string[]>,
  wanted: string[],
): Promise<void> {
  const seen = await reading;
  if (!Array.isArray(seen)) {
    throw new Refused(
      `${who} should see a list of values, but your function returned ${
        Deno.inspect(seen)
      }.`,
    );
  }
  if (seen.join() === wanted.join()) return;
  const told = (values: string[]): string =>
    values.length > 0 ? values.join(", ") : "nothing";
  const again = seen.find((value) => !wanted.includes(value));
  throw new Refused(
    `${who} should see ${told(wanted)}, but saw ${told(seen)}. ` +
      (again
        ? `"${again}" is an old one. Where does the reader's place stand after a read, and where should it stand?`
        : `Something is missing. How far did the reader's place move, and by what did you count?`),
  );
}
