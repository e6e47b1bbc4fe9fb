/** The smallest chapter that CONTRIBUTING.md's ten lines let pass: each of its files, and its row in the README. */

/** Its name. */
export const NAME = "98_parcels";

/** Its row in the table of chapters. */
export const ROW =
  `| 98 | [One van](notebooks/${NAME}.ipynb) | keep a customer's parcels together |`;

const chapter = `// %% title [markdown]
// # 98. One van
//
// After this chapter you can choose a key, and count the records of a partition.

// %% text-setup [markdown]
// The next cell connects this notebook to your broker.

// %% setup
import { connect, createTopic, readToEnd } from "workbook";
import { checkCountOf, checkKeyOf } from "chapters/${NAME}/mod.ts";

const cluster = await connect("${NAME}");

// %% text-van [markdown]
// Ada has ordered twice.

// %% predict-van [markdown]
// **Before you run it:** how many partitions will hold her parcels?

// %% demo-van
const parcels = await createTopic(cluster, "parcels", { partitions: 3 });
const producer = cluster.kafka.producer();
await producer.connect();
const two = ["a lamp", "a shade"].map((value) => ({ key: "Ada", value }));
await producer.send({ topic: parcels, messages: two });
const loaded = await readToEnd(cluster, parcels);
loaded.map(({ partition }) => partition);

// %% text-van-notice [markdown]
// > **Records with equal keys go to the same partition.**
// > <small>claim: one-van · [KafkaJS documentation, "Key"](https://kafka.js.org/docs/producing#message-key)</small>

// %% text-key-of [markdown]
// Which key keeps a customer's parcels together?

// %% exercise-key-of
function keyOf(parcel: { number: number; customer: string }): string {
  // BEGIN SOLUTION
  // The customer is what the parcels have in common.
  return parcel.customer;
  // END SOLUTION
}

// %% hint-key-of [markdown]
// <details><summary>A nudge</summary>What do they have in common?</details>
// <details><summary>More</summary>It is a field of the parcel.</details>

// %% check-key-of
await checkKeyOf(keyOf);

// %% text-count-of [markdown]
// How many records does a partition hold from the offset earliest up to, but not including, next?

// %% exercise-count-of
function countOf(earliest: bigint, next: bigint): bigint {
  // BEGIN SOLUTION
  // The record at next is still to come, so the difference is the number.
  return next - earliest;
  // END SOLUTION
}

// %% hint-count-of [markdown]
// <details><summary>A nudge</summary>How many are from 0 up to 1?</details>
// <details><summary>More</summary>Older records may have been deleted.</details>

// %% check-count-of
await checkCountOf(countOf);

// %% summary [markdown]
// Equal keys share a partition.

// %% teardown
await cluster.close();
`;

const door = `/** The door of chapter 98. */
export { checkKeyOf } from "./key_of.ts";
export { checkCountOf } from "./count_of.ts";
`;

const checkKeyOf =
  `import { check, Refused, type Verdict } from "lab/exercises.ts";

type KeyOf = (parcel: { number: number; customer: string }) => string;

/** Checks exercise 1: a key for each customer. */
export function checkKeyOf(keyOf: KeyOf): Promise<Verdict> {
  return check("key-of", () => {
    const [first, second, other] = ["Ada", "Ada", "Al"]
      .map((customer, i) => keyOf({ number: i + 1, customer }));
    if (first !== second) throw new Refused("Ada has two keys. Why?");
    if (first === other) throw new Refused("Ada and Al share a key. Why?");
    return "A key for each customer.";
  });
}
`;

const checkCountOf =
  `import { check, Refused, type Verdict } from "lab/exercises.ts";

/** Checks exercise 2: the number of records between two offsets. */
export function checkCountOf(
  countOf: (earliest: bigint, next: bigint) => bigint,
): Promise<Verdict> {
  return check("count-of", () => {
    const found = countOf(3n, 5n);
    if (found === 2n) return "The records 3 and 4.";
    throw new Refused(\`The offsets are 3 and 4, and you count \${found}. Which?\`);
  });
}
`;

/** An answer that takes the place of an exercise's cell: what the advice to it must say, if it is wrong, and what it returns. */
const answer = (
  heading: string,
  returned: string,
  says?: string,
): string =>
  `// %% exercise-${heading}
${says ? `// says: ${says}\n` : ""}${
    heading.startsWith("key-of")
      ? "function keyOf(parcel: { number: number; customer: string }): string {"
      : "function countOf(earliest: bigint, next: bigint): bigint {"
  }
  return ${returned};
}
`;

const wrongAnswers = [
  answer("key-of the-number", "String(parcel.number)", "Ada has two keys"),
  answer("key-of one-for-all", '"parcel"', "Ada and Al share a key"),
  answer("key-of a-letter", "parcel.customer[0]!", "Ada and Al share a key"),
  answer("count-of up-to-next", "next", "you count 5"),
  answer("count-of one-more", "next - earliest + 1n", "you count 3"),
  answer("count-of turned-round", "earliest - next", "you count -2"),
].join("\n");

const rightAnswers = [
  answer("key-of a-prefix", '"customer " + parcel.customer'),
  answer("key-of upper-case", "parcel.customer.toUpperCase()"),
  answer("key-of as-json", "JSON.stringify([parcel.customer])"),
  answer("key-of letters", '[...parcel.customer].join("-")'),
  answer("count-of a-minus", "-(earliest - next)"),
  answer("count-of a-sum", "next + -earliest"),
  answer("count-of a-complement", "next + ~earliest + 1n"),
  answer("count-of by-way-of-numbers", "BigInt(Number(next - earliest))"),
].join("\n");

const notebookTest = `import { assertEquals } from "@std/assert";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

testChapter("${NAME}", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  proofs: {
    "one-van": {
      holds: async (kernel) => {
        const found = await kernel.evaluate<number[]>(
          "loaded.map(({ partition }) => partition)",
        );
        assertEquals([found.length, new Set(found).size], [2, 1]);
      },
      counterExample: \`// Ada's key goes to partition 0, Cleo's to 1.
        const apart = await createTopic(cluster, "parcels", { partitions: 3 });
        const others = ["Ada", "Cleo"].map((key) => ({ key, value: "a lamp" }));
        await producer.send({ topic: apart, messages: others });
        const loaded = await readToEnd(cluster, apart);\`,
    },
  },
});
`;

/** The texts of its files, by their paths from the root. */
export const FILES: Record<string, string> = {
  [`chapters/${NAME}.ts`]: chapter,
  [`chapters/${NAME}/mod.ts`]: door,
  [`chapters/${NAME}/key_of.ts`]: checkKeyOf,
  [`chapters/${NAME}/count_of.ts`]: checkCountOf,
  [`tests/notebooks/wrong_answers/${NAME}.ts`]: wrongAnswers,
  [`tests/notebooks/right_answers/${NAME}.ts`]: rightAnswers,
  [`tests/notebooks/${NAME}_test.ts`]: notebookTest,
};
