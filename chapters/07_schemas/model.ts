import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { Malformed, type Schema, validate } from "workbook/schemas.ts";
import { createTopic } from "workbook/topics.ts";

const GOOD = { order: 1001, amount: 49, at: "2026-11-20T09:30:00Z" };

/** Orders that must pass, each with the question for whoever refuses it. */
const WELCOME: [order: object, question: string][] = [
  [GOOD, "What does JSON make of a Date, and what does your schema wait for?"],
  [{ ...GOOD, amount: 0.5 }, "A bulb for half a euro. What is a cent?"],
  [
    { ...GOOD, at: new Date(1_795_167_000_123).toISOString() },
    "That is how JavaScript itself writes a moment. Which formats does yours take?",
  ],
  [{ ...GOOD, note: "ring twice" }, "A note is text, and may be there."],
  [
    { ...GOOD, gift: true },
    "It has a field that you don't know. What happens on the day on which the shop adds one?",
  ],
];

/** What must be refused, each with the question for whoever lets it pass. */
const UNWELCOME: [change: object, question: string][] = [
  [
    { amount: "49" },
    "That is how Bo came to pay 495. And what does the same rule make of true, or of an empty text?",
  ],
  [{ amount: true }, "Who ordered a lamp for true?"],
  [{ amount: 0 }, "A lamp for nothing?"],
  [{ amount: undefined }, "There is no price. What will the bill say?"],
  [{ order: "1001" }, "A number that is text is another key, and another sum."],
  [{ order: 1001.5 }, "Is that a number that an order can have?"],
  [{ order: -1 }, "Is that a number that an order can have?"],
  [
    { at: null },
    "The shop didn't know when. What did your schema make of not knowing?",
  ],
  [{ at: 0 }, "Text was agreed on. Which moment did your schema see in it?"],
  [
    { at: "tomorrow" },
    "Which moment is that, and what does new Date() do when it can't tell?",
  ],
  [{ at: "1" }, "Is that a moment, and of which year?"],
  [{ at: undefined }, "When was it ordered?"],
  [{ note: 7 }, "A note is text or missing."],
  [{ note: null }, "May be missing, was agreed on. Is null missing?"],
];

/**
 * Checks exercise 1: takes what may come, and refuses what must not.
 *
 * @param cluster The cluster to check on.
 * @param orderModel The reader's answer.
 * @returns The verdict.
 */
export function checkModel(
  cluster: Cluster,
  orderModel: () => Schema<{ at: Date }>,
): Promise<Verdict> {
  return check("model", async () => {
    const schema = orderModel();
    if (typeof schema?.["~standard"]?.validate !== "function") {
      throw new Refused(
        `orderModel returned ${
          Deno.inspect(schema, { depth: 0 })
        }. A schema was asked for, such as z.object() makes one.`,
      );
    }
    const unwelcome = UNWELCOME.map(([change]) => ({ ...GOOD, ...change }));
    const values = await throughKafka(cluster, [
      ...WELCOME.map(([order]) => order),
      ...unwelcome,
    ]);
    WELCOME.forEach(([, question], i) =>
      checkWelcome(schema, values[i]!, question)
    );
    UNWELCOME.forEach(([, question], i) =>
      checkUnwelcome(schema, values[WELCOME.length + i]!, question)
    );
    return `${values.length} records came through a topic. ${WELCOME.length} orders pass, each with a Date, and all ${UNWELCOME.length} others are refused.`;
  });
}

/** As readers get them: text, once more. */
async function throughKafka(
  cluster: Cluster,
  orders: object[],
): Promise<string[]> {
  const topic = await createTopic(cluster, "check-model");
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    messages: orders.map((order) => ({ value: JSON.stringify(order) })),
  });
  await producer.disconnect();
  return (await readToEnd(cluster, topic)).map(({ value }) => value!);
}

function checkWelcome(
  schema: Schema<{ at: Date }>,
  value: string,
  question: string,
): void {
  let made: { at: Date };
  try {
    made = validate(schema, JSON.parse(value));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Refused(
      `${value} is an order, and your schema refuses it. ${error.message}. ${question}`,
    );
  }
  const { at } = made;
  if (at instanceof Date && at.getTime() === Date.parse(JSON.parse(value).at)) {
    return;
  }
  throw new Refused(
    `${value} passes, and \`at\` comes out as ${
      Deno.inspect(at)
    }. A Date of that moment was asked for. Where does text become one?`,
  );
}

function checkUnwelcome(
  schema: Schema<{ at: Date }>,
  value: string,
  question: string,
): void {
  let made: unknown;
  try {
    made = validate(schema, JSON.parse(value));
  } catch (error) {
    if (error instanceof Malformed) return;
    throw error;
  }
  throw new Refused(
    `${value} passes, and your schema makes this of it: ${
      Deno.inspect(made, { breakLength: Infinity })
    }. ${question}`,
  );
}
