import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { HeldSends } from "lab/held_sends.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import { UnhandledFailures } from "lab/unhandled_failures.ts";
import { createTopic } from "workbook/topics.ts";

/** The reader's answer. */
type Shipper = (
  send: (line: string) => Promise<void>,
) => { log(line: string): void; flush(): Promise<void> };

const LINES = Array.from({ length: 8 }, (_, i) => `line ${i + 1}`);
/** Lines that come after a flush: one of them twice, and one of them empty. */
const LATER = ["line 9", "", "line 8", "line 9"];
/** The line whose first send fails, in a trial of its own. */
const REFUSED = "line 3";
const PATIENCE_MS = 6_000;

/**
 * Checks exercise 2: lines sent one by one, in their order, while the caller goes on.
 *
 * @param cluster The cluster to check on.
 * @param shipper The reader's answer.
 * @returns The verdict.
 */
export function checkShip(
  cluster: Cluster,
  shipper: Shipper,
): Promise<Verdict> {
  return check("ship", async () => {
    const count = await tryReordered(cluster, shipper);
    await tryHeld(shipper);
    await tryRefused(shipper);
    return `All ${count} lines are stored, in the order in which they were logged, and log() kept nobody waiting. A line whose send failed was not reported as stored.`;
  });
}

async function tryReordered(
  cluster: Cluster,
  shipper: Shipper,
): Promise<number> {
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
  const logged: string[] = [];
  for (const lines of [LINES, LATER]) {
    for (const line of lines) handler.log(line);
    logged.push(...lines);
    await within(2_000, first.promise, () =>
      new Refused(
        `Eight lines were logged, and two seconds later none was on its way. If Lantern's machine goes now, what is left of them?`,
      ));
    await flushed(handler.flush());
    if (answered < logged.length) {
      throw new Refused(
        `flush() was done when ${answered} of ${logged.length} lines were stored. What should it wait for?`,
      );
    }
  }
  const stored = (await readToEnd(cluster, topic)).map(({ value }) => value!);
  if (stored.length > logged.length) {
    throw new Refused(
      `${logged.length} lines were logged and ${stored.length} are stored: ${
        stored.join(", ")
      }. Which call sends twice?`,
    );
  }
  const wrong = stored.findIndex((line, place) => line !== logged[place]);
  if (wrong < 0) return logged.length;
  throw new Refused(
    `All ${logged.length} lines are stored, but at offset ${wrong} stands "${
      stored[wrong]
    }" instead of "${
      logged[wrong]
    }". Several sends were on their way at once, and on the way they may overtake each other.`,
  );
}

/** Lets the first answers come late, so that one who counts on the clock is ahead of them. */
async function tryHeld(shipper: Shipper): Promise<void> {
  const sends = new HeldSends();
  const handler = shipper(() =>
    sends.send(["the log"], () => Promise.resolve())
  );
  for (const line of LINES.slice(0, 4)) handler.log(line);
  await flushed(handler.flush());
  if (sends.overlap === null) return;
  throw new Refused(
    `An answer was late, and the next line was sent before it came. Several sends were on their way at once, and on the way they may overtake each other. When may the next send begin?`,
  );
}

/** Refuses a line once, before flush() is called: it must not resolve, unless the line is stored in the end. */
async function tryRefused(shipper: Shipper): Promise<void> {
  using failures = new UnhandledFailures();
  const stored: string[] = [];
  let isRefused = false;
  const handler = shipper(async (line) => {
    await Promise.resolve();
    if (line === REFUSED && !isRefused) {
      isRefused = true;
      throw new Error("The broker is gone");
    }
    stored.push(line);
  });
  for (const line of LINES) handler.log(line);
  const [failure] = await failures.seen();
  const outcome = await flushed(
    handler.flush().then(() => "resolved", () => "rejected"),
  );
  if (stored.toSorted().join() !== stored.join()) {
    throw new Refused(
      `The send of "${REFUSED}" failed, and stored are ${
        stored.join(", ")
      }. May a line that failed be sent again after later ones?`,
    );
  }
  if (outcome === "resolved" && stored.length < LINES.length) {
    throw new Refused(
      `The send of "${REFUSED}" failed, and flush() resolved, though ${
        LINES.filter((line) => !stored.includes(line)).join(", ")
      } ${
        stored.length === LINES.length - 1 ? "is" : "are"
      } not stored. How does its caller learn of that?`,
    );
  }
  if (failure !== undefined) {
    throw new Refused(
      `The send of "${REFUSED}" failed before anyone had called flush(), and nothing handled the rejection: "${
        failure instanceof Error ? failure.message : failure
      }". That ends a program. Which of your promises has no handler?`,
    );
  }
}

function flushed<T>(flushing: Promise<T>): Promise<T> {
  return within(
    PATIENCE_MS,
    flushing,
    () =>
      new Refused(
        `The check waited ${
          PATIENCE_MS / 1_000
        } seconds for flush(), which neither resolved nor rejected. What does it wait for?`,
      ),
  );
}
