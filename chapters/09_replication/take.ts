import type { OwnCluster } from "broker/own_cluster.ts";
import protocolErrors from "kafkajs/src/protocol/error.js";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import {
  ANSWER_LOST,
  type Take,
  type TakenOrder,
  TakeTrial,
} from "./take_trial.ts";

export type { Take };

/** Kafka's number of the error of that name. */
const NOT_ENOUGH_REPLICAS = 19;

/**
 * Checks exercise 3: a loop that outlasts a failure, and knows what it does not know.
 *
 * @param own The chapter's cluster of three brokers to check on.
 * @param take The reader's answer.
 * @returns The verdict.
 */
export function checkTake(own: OwnCluster, take: Take): Promise<Verdict> {
  return check("take", async () => {
    const trial = await TakeTrial.begin(own);
    try {
      const orders = await trial.run(take);
      for (const each of orders) judge(trial, each);
      await refuseClosingForgotten(take);
      const unknown = orders.filter(({ outcome }) => outcome === "unknown");
      return `The broker refused ${
        trial.refusals("1001")
      } times, and then took the order. ${
        orders.length - unknown.length
      } orders are acknowledged, each stored once. Of ${
        unknown.map(({ order }) => order).join(", ")
      } you claim nothing, and rightly: some of them are stored, one is not, and you can't know which.`;
    } finally {
      await trial.end();
    }
  });
}

/** Has an order refused for certain, and the shop close during the pause after that. */
async function refuseClosingForgotten(take: Take): Promise<void> {
  let sends = 0;
  const send = (): Promise<void> => {
    sends++;
    return sends > 1
      ? Promise.resolve()
      : Promise.reject(protocolErrors.createErrorFromCode(NOT_ENOUGH_REPLICAS));
  };
  const closing = Promise.reject(new Error("Lantern closes"));
  closing.catch(() => {}); // a function that does not wait for it is judged by what it does next
  const outcome = await take("1007", send, () => closing)
    .catch(() => "rejected");
  if (sends === 1 && outcome === "rejected") return;
  throw new Refused(
    `The broker refused order 1007 for certain, and then \`pause\` rejected: Lantern closes. Your function sent the order ${
      sends === 1 ? "once" : `${sends} times`
    } and gave ${
      Deno.inspect(outcome)
    }. What was it to do when it could not wait?`,
  );
}

const SILENCE = "no answer";

function judge(
  trial: TakeTrial,
  { order, outcome, offsets, doubt }: TakenOrder,
): void {
  const sends = trial.sends(order);
  if (outcome !== "acknowledged" && outcome !== "unknown") {
    throw new Refused(
      `For order ${order} you returned ${
        Deno.inspect(outcome)
      }. It is one of "acknowledged" and "unknown".`,
    );
  }
  if (offsets.length > 1) {
    throw new Refused(
      `Order ${order} stands at offsets ${offsets.join(" and ")}: two lamps. ${
        doubt === null
          ? "No send of it had failed"
          : doubt === SILENCE
          ? "Its first answer was lost on the way, and no broker had said *no*"
          : `Its first send failed with ${doubt}`
      }. What did you know when you sent it again?`,
    );
  }
  if (doubt === SILENCE && sends > 1) {
    throw new Refused(
      `Order ${order} was sent ${sends} times, after a failure that said nothing. ${
        order === ANSWER_LOST ? "It" : "This time it"
      } had not arrived. How did you know?`,
    );
  }
  if (doubt !== null && outcome === "acknowledged") {
    throw new Refused(
      `You say that order ${order} is acknowledged. Its send was rejected: ${doubt}. Who acknowledged it?`,
    );
  }
  if (doubt === null && outcome === "unknown") {
    const refusals = trial.refusals(order);
    throw new Refused(
      refusals > 0
        ? `You say that order ${order} is unknown. The broker had refused it, ${refusals} ${
          refusals === 1 ? "time" : "times"
        }, and a little later it would have taken it. What exactly is unknown about a refusal?`
        : `You say that order ${order} is unknown. It was acknowledged, at offset ${
          offsets[0]
        }. Which failure made you think so?`,
    );
  }
}
