import { Refused } from "lab/exercises.ts";
import { within } from "workbook/waiting.ts";
import { hand, type HandOver } from "./outcomes.ts";
import { ADA, refuseUnlessPacked, times } from "./packed_order.ts";
import type { Weather } from "./warehouse.ts";

/** Enough for an attempt that is given up after a second, and another, on a busy machine. */
const PATIENCE_S = 3;

/** The shortest pause that lets a warehouse breathe, in milliseconds, and how much longer each next one is at least. */
const LEAST = { ms: 50, factor: 1.5 };
/** An attempt that is given up sooner after the call was not given its second: a busy machine is late, never early. */
const SOONEST_MS = 900;

/**
 * Cuts off every request: five attempts with longer and longer pauses, and then an error.
 *
 * @param handOver The reader's function.
 * @throws {Refused} If it gives an answer that was never given, or asks or pauses otherwise.
 */
export async function refuseInvented(handOver: HandOver): Promise<void> {
  const { result, attempts, pauses, hasHurried } = await hand(
    handOver,
    [ADA],
    Array(99).fill("cut before"),
  );
  if (result.startsWith('"')) {
    throw new Refused(
      `The warehouse never answered, in ${attempts} attempts, and your function gave ${result}. Who said so?`,
    );
  }
  if (attempts !== 5) {
    throw new Refused(
      `The warehouse never answered, and your function asked ${
        times(attempts)
      }. How many attempts were agreed?`,
    );
  }
  const waited = [1, 2, 3, 4].map((after) => pauses.get(after) ?? 0);
  const seen =
    `The warehouse never answered, and between the five attempts your function paused for ${
      waited.map((ms) => Number(ms.toFixed(3))).join(", ")
    } ms`;
  if (hasHurried) {
    throw new Refused(
      `${seen}. But an attempt came in the middle of a pause. Who waits for \`pause\`?`,
    );
  }
  const isLonger = waited.every((ms, i) =>
    i === 0 ? ms >= LEAST.ms : ms >= waited[i - 1]! * LEAST.factor
  );
  if (isLonger) return;
  throw new Refused(
    `${seen}. It may have to start first, and all shops ask it. What do they do to it? Begin with ${LEAST.ms} ms or more, and make each pause ${LEAST.factor} times as long as the last one, at least.`,
  );
}

/**
 * Has the first `pause` reject.
 *
 * @param handOver The reader's function.
 * @throws {Refused} If it asks again all the same, or gives an answer.
 */
export async function refusePauseFailureForgotten(
  handOver: HandOver,
): Promise<void> {
  const weather: Weather[] = ["cut before", "fine"];
  const failure = new Error("The shop closes");
  const { result, attempts } = await hand(handOver, [ADA], weather, failure);
  if (attempts === 1 && !result.startsWith('"')) return;
  throw new Refused(
    `A request was cut off on its way, and then \`pause\` rejected once, with "${failure.message}". Your function asked ${
      times(attempts)
    } and gave ${result}. What was it to do when the shop closes?`,
  );
}

/**
 * Leaves the first request without an answer.
 *
 * @param handOver The reader's function.
 * @throws {Refused} If it does not give that attempt up after a second.
 */
export async function refuseEndlessWait(handOver: HandOver): Promise<void> {
  const patient: HandOver = (order, url, pause) =>
    within(PATIENCE_S * 1_000, handOver(order, url, pause), () =>
      new Refused(
        `The warehouse took the request, packed, and said nothing; the line stayed open. After ${PATIENCE_S} seconds your function was still waiting. For how long does \`fetch\` wait, if nobody tells it?`,
      ));
  const what =
    "The warehouse took the first request, packed, and never answered it";
  const { gaveUpAfterMs, isPatient } = await refuseUnlessPacked(
    patient,
    ["hangs"],
    what,
  );
  if (isPatient) {
    throw new Refused(
      `${what}. A second and a half later your function was still waiting for that answer. How long was an attempt to be given?`,
    );
  }
  if (gaveUpAfterMs === null || gaveUpAfterMs >= SOONEST_MS) return;
  throw new Refused(
    `${what}. ${
      Math.round(gaveUpAfterMs)
    } ms after the call your function had hung up. How long was an attempt to be given?`,
  );
}
