import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { Malformed, type Schema, validate } from "workbook/schemas.ts";
import { throughTopic } from "./messages.ts";

const GOOD = { order: 1001, amount: 49, at: "2026-11-20T09:30:00Z" };

/** Orders that must pass, each with the question for whoever refuses it. */
const WELCOME: [order: object, question: string][] = [
  [GOOD, "What does JSON make of a Date, and what does your schema wait for?"],
  [{ ...GOOD, amount: 0.5 }, "A bulb for half a euro. What is a cent?"],
  [
    { ...GOOD, amount: 0.29 },
    "A screw for 29 cents. And what is 0.29 * 100 in JavaScript?",
  ],
  [
    { ...GOOD, order: 9_000_000_001 },
    "An order's number may have ten digits. Up to where do yours go?",
  ],
  [
    { ...GOOD, at: new Date(1_795_167_000_123).toISOString() },
    "That is how JavaScript itself writes a moment. Which formats does yours take?",
  ],
  [
    { ...GOOD, at: "2028-02-29T23:59:59Z" },
    "2028 has a 29th of February. What does your schema know of calendars?",
  ],
  [{ ...GOOD, note: "ring twice" }, "A note is text, and may be there."],
  [{ ...GOOD, note: "" }, "A note is text. Is an empty text none?"],
  [{ ...GOOD, note: " 2nd floor\n" }, "A note is text. Whose text is it?"],
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
  [{ amount: -0.5 }, "Who pays whom?"],
  [{ amount: null }, "There is no price. What did your schema make of it?"],
  [{ amount: [49] }, "What else does Number() take for a number?"],
  [{ amount: undefined }, "There is no price. What will the bill say?"],
  [{ order: "1001" }, "A number that is text is another key, and another sum."],
  [{ order: 1001.5 }, "Is that a number that an order can have?"],
  [{ order: -1 }, "Is that a number that an order can have?"],
  [{ order: 0 }, "Is that a positive number?"],
  [{ order: undefined }, "Which order is it?"],
  [
    { at: null },
    "The shop didn't know when. What did your schema make of not knowing?",
  ],
  [{ at: 0 }, "Text was agreed on. Which moment did your schema see in it?"],
  [
    { at: "tomorrow" },
    "Which moment is that, and what does new Date() do when it can't tell?",
  ],
  [
    { at: "2026-02-31T09:30:00Z" },
    "Which day is that, and which one does new Date() make of it?",
  ],
  [
    { at: "2026-99-99T09:30:00Z" },
    "Which month is that, and what does new Date() do when it can't tell?",
  ],
  [
    { at: "2026-11-20T25:00:00Z" },
    "When is that, and what does new Date() do when it can't tell?",
  ],
  [{ at: "1" }, "Is that a moment, and of which year?"],
  [{ at: undefined }, "When was it ordered?"],
  [{ note: 7 }, "A note is text or missing."],
  [{ note: null }, "May be missing, was agreed on. Is null missing?"],
];

/** Values that are not even an object with fields. */
const NOT_OBJECTS: [value: unknown, question: string][] = [
  [null, "What does your schema expect around the fields?"],
  [[GOOD], "That is a list. Who bills the second order in it?"],
  ["1001 Ada 49", "That is a text. Where are its fields?"],
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
    const unwelcome: [value: unknown, question: string][] = [
      ...UNWELCOME.map((
        [change, question],
      ): [object, string] => [{ ...GOOD, ...change }, question]),
      ...NOT_OBJECTS,
    ];
    const texts = [...WELCOME, ...unwelcome]
      .map(([value]) => JSON.stringify(value));
    const values = (await throughTopic(cluster, "check-model", texts))
      .map(String);
    WELCOME.forEach(([, question], i) =>
      checkWelcome(schema, values[i]!, question)
    );
    unwelcome.forEach(([, question], i) =>
      checkUnwelcome(schema, values[WELCOME.length + i]!, question)
    );
    return `${values.length} records came through a topic. ${WELCOME.length} orders pass, each as it came but with a Date, and all ${unwelcome.length} others are refused.`;
  });
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
  const { at, ...others }: Record<string, unknown> = { ...made };
  const came = JSON.parse(value);
  if (!(at instanceof Date) || at.getTime() !== Date.parse(came.at)) {
    throw new Refused(
      `${value} passes, and \`at\` comes out as ${
        Deno.inspect(at)
      }. A Date of that moment was asked for. Where does text become one?`,
    );
  }
  for (const field of ["order", "amount", "note"]) {
    if (!(field in came) || others[field] === came[field]) continue;
    throw new Refused(
      `${value} passes, and \`${field}\` comes out as ${
        Deno.inspect(others[field])
      }. Only \`at\` was to become something else. Who asked for another ${field}?`,
    );
  }
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
