import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ModeTrial } from "./mode_trial.ts";
import { type Mode, WAYS } from "./ways.ts";

const NEEDS = ["clicks", "payments", "prices"] as const;

/** The reader's choice: a mode for each of Lantern's needs. */
export type Choice = Record<typeof NEEDS[number], Mode>;

const PAGE_PATIENCE_MS = 500;
const CLICKS = Array.from({ length: 20 }, (_, i) => `/lamps/${i}`);
const PAYMENTS = Array.from({ length: 6 }, (_, i) => `payment ${1201 + i}`);
const PRICES = Array.from(
  { length: 300 },
  (_, i) => `2026-03-02;lamp-${1000 + i};Aurora;EUR;${40 + i % 9}.90`,
);
const MOST_REQUESTS = 10;

/**
 * Checks exercise 2: a send mode for each need, tried out under the need's own trouble.
 *
 * @param cluster The cluster to check on.
 * @param chooseModes The reader's answer.
 * @returns The verdict.
 */
export function checkModes(
  cluster: Cluster,
  chooseModes: () => Choice,
): Promise<Verdict> {
  return check("modes", async () => {
    const choice = chooseModes();
    for (const need of NEEDS) checkMode(need, choice?.[need]);
    const seen: string[] = [];
    seen.push(await tryClicks(cluster, choice.clicks));
    seen.push(await tryPayments(cluster, choice.payments));
    seen.push(await tryPrices(cluster, choice.prices));
    return seen.join("\n");
  });
}

function checkMode(need: string, mode: Mode | undefined): void {
  if (
    mode && Object.hasOwn(WAYS, mode.way) &&
    [0, 1, -1].includes(mode.acks ?? -1)
  ) return;
  throw new Refused(
    `For the ${need} you chose ${
      Deno.inspect(mode)
    }. A mode has a \`way\`, one of "${
      Object.keys(WAYS).join('", "')
    }", and may have \`acks\` (0, 1 or -1), \`idempotent\` and \`gzip\`.`,
  );
}

/** The broker hangs, and the page is to be served all the same. */
async function tryClicks(cluster: Cluster, mode: Mode): Promise<string> {
  await using trial = await ModeTrial.begin(cluster, "clicks", mode);
  trial.proxy.freeze();
  const began = performance.now();
  const calling = trial.call([...CLICKS]).then(() => performance.now() - began);
  try {
    const freeMs = await within(PAGE_PATIENCE_MS, calling, () =>
      new Refused(
        `Clicks: the broker hung, and after ${PAGE_PATIENCE_MS} ms the visitor still looked at an empty page. "${mode.way}" waits for an answer. Who needs it here?`,
      ));
    return `Clicks: the broker hung, and the page had to wait for ${
      Math.ceil(freeMs)
    } ms.`;
  } finally {
    trial.proxy.thaw();
    await calling;
    await trial.tally();
  }
}

/** A request gets lost, and so does an answer. */
async function tryPayments(cluster: Cluster, mode: Mode): Promise<string> {
  await using trial = await ModeTrial.begin(cluster, "payments", mode);
  trial.proxy.inject({
    dropResponse: { api: "Produce", nth: 2 },
    dropRequest: { api: "Produce", nth: 5 },
  });
  await trial.call([...PAYMENTS]);
  const { acknowledged, lost, "stored twice": twice } = await trial.tally();
  if (acknowledged === 0) {
    throw new Refused(
      `Payments: the service sent ${PAYMENTS.length}, and knows the outcome of none. With "${mode.way}", how would it come to write "stored" or "failed"?`,
    );
  }
  if (mode.acks === 0) {
    throw new Refused(
      `Payments: the service noted all ${PAYMENTS.length} as stored. A request got lost on the way, and the service never heard of it. What was it that it waited for?`,
    );
  }
  if (trial.sent === 1) {
    throw new Refused(
      `Payments: all ${PAYMENTS.length} went in one send, so the first customer stood at the counter until the last one had paid. What can be batched, and what can't?`,
    );
  }
  if (trial.peak > 1) {
    throw new Refused(
      `Payments: up to ${trial.peak} sends were under way at once when an answer got lost. Acknowledged and nowhere: ${lost}. Stored twice: ${twice}. Each customer waits for one answer only; what do the sends hurry for?`,
    );
  }
  if (lost > 0) {
    throw new Refused(
      `Payments: ${lost} acknowledged payments are nowhere. What did the broker promise by its answer?`,
    );
  }
  if (twice > 0) {
    const { id, at } = trial.verdict.findings.duplicated[0]!;
    throw new Refused(
      `Payments: ${id} is stored at offsets ${
        at.map(({ offset }) => offset).join(" and ")
      }. One answer got lost, and KafkaJS sent again. How could the broker have recognised it?`,
    );
  }
  if (acknowledged < PAYMENTS.length) {
    throw new Refused(
      `Payments: a request and an answer got lost, and ${acknowledged} of ${PAYMENTS.length} payments are acknowledged, though the line was soon up again. Who should have tried once more?`,
    );
  }
  return `Payments: a request and an answer got lost, and all ${acknowledged} are acknowledged, each stored once.`;
}

/** The same for a night's import, where each request and each byte counts. */
async function tryPrices(cluster: Cluster, mode: Mode): Promise<string> {
  await using trial = await ModeTrial.begin(cluster, "prices", mode);
  const { proxy } = trial;
  proxy.inject({
    dropRequest: { api: "Produce", nth: 1 },
    dropResponse: { api: "Produce", nth: 2 },
  });
  await trial.call([...PRICES], MOST_REQUESTS);
  if (trial.sent > MOST_REQUESTS) {
    throw new Refused(
      `Prices: more than ${MOST_REQUESTS} requests for ${PRICES.length} lines. All lines are there when the import begins. What keeps them from travelling together?`,
    );
  }
  const { acknowledged, lost, "stored twice": twice } = await trial.tally();
  const requests = proxy.seen.filter(({ api }) => api === "Produce");
  const largest = Math.max(...requests.map(({ bytes }) => bytes));
  const own = new TextEncoder().encode(PRICES.join("")).length;
  if (lost > 0) {
    throw new Refused(
      `Prices: all ${acknowledged} lines are noted as stored, and ${lost} of them are nowhere: their request got lost, and with acks ${
        mode.acks ?? -1
      } that went unnoticed. Which setting asks for an answer?`,
    );
  }
  if (acknowledged < PRICES.length) {
    throw new Refused(
      `Prices: a request got lost, and ${acknowledged} of ${PRICES.length} lines are acknowledged, though the line was soon up again. Who should have tried once more?`,
    );
  }
  if (twice > 0) {
    throw new Refused(
      `Prices: ${twice} lines are stored twice. The answer to their request got lost, and KafkaJS sent all of them again. How could the broker have recognised it?`,
    );
  }
  if (largest > own / 2) {
    throw new Refused(
      `Prices: the lines themselves have ${own} bytes, and the request that carried them has ${largest}. Each line nearly repeats the one before. What thrives on that?`,
    );
  }
  return `Prices: ${acknowledged} lines of ${own} bytes in a request of ${largest}, stored once although a request and an answer got lost.`;
}
