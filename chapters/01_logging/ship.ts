import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import { createTopic } from "workbook/topics.ts";

const LINES = Array.from({ length: 8 }, (_, i) => `line ${i + 1}`);

/**
 * Checks exercise 2: lines sent one by one, in their order, while the caller goes on.
 *
 * @param cluster The cluster to check on.
 * @param shipper The reader's answer.
 * @returns The verdict.
 */
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
    const sends = new ReorderedSends();
    const first = Promise.withResolvers<void>();
    const handler = shipper((value) => {
      first.resolve();
      return sends.send(async () => {
        await producer.send({ topic, messages: [{ value }] });
        answered++;
      });
    });
    for (const line of LINES) handler.log(line);
    await within(2_000, first.promise, () =>
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
