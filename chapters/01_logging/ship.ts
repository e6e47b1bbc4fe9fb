import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { createTopic } from "workbook/topics.ts";

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
    let answered = 0;
    const { send, firstSend } = overtaking(async (value) => {
      await producer.send({ topic, messages: [{ value }] });
      answered++;
    });
    const handler = shipper(send);
    for (const line of LINES) handler.log(line);
    await within(2_000, firstSend, () =>
      new Refused(
        `Eight lines were logged, and two seconds later none was on its way. If Lantern's machine goes now, what is left of them?`,
      ));
    await handler.flush();
    if (answered < LINES.length) {
      throw new Refused(
        `flush() was done when ${answered} of ${LINES.length} lines were stored. What should it wait for?`,
      );
    }
    const stored = (await readToEnd(cluster, topic)).map(({ value }) => value!);
    if (stored.length > LINES.length) {
      throw new Refused(
        `${LINES.length} lines were logged and ${stored.length} are stored: ${
          stored.join(", ")
        }. Which call sends twice?`,
      );
    }
    const wrong = stored.findIndex((line, place) => line !== LINES[place]);
    if (wrong >= 0) {
      throw new Refused(
        `All ${LINES.length} lines are stored, but at offset ${wrong} stands "${
          stored[wrong]
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
