import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { Trouble } from "workbook/errors.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { openTransactions } from "workbook/transactions.ts";
import { untilAnswered } from "workbook/waiting.ts";

/** The values of records; `null` where a record has none. */
type Values = (string | null)[];

/**
 * Checks exercise 3: each reader reads what is new to it.
 *
 * @param cluster The cluster to check on.
 * @param catchUp The reader's answer.
 * @returns The verdict.
 */
export function checkCatchUp(
  cluster: Cluster,
  catchUp: (reader: { next: bigint }, topic: string) => Promise<Values>,
): Promise<Verdict> {
  return check("catch-up", async () => {
    const topic = await createTopic(cluster, "check-catch-up");
    const producer = cluster.kafka.producer();
    await producer.connect();
    const stored: Values = [];
    const append = async (...values: Values): Promise<void> => {
      const messages = values.map((value) => ({ value }));
      await producer.send({ topic, messages });
      stored.push(...values);
    };
    const expect = async (
      who: string,
      reading: Promise<Values>,
      wanted: Values,
    ): Promise<void> => compare(who, await reading, wanted, stored);
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
    await append("repaired");
    await leaveGap(cluster, topic);
    await append("returned");
    await expect(
      "On the fifth morning, after a gap in the offsets, Bo",
      catchUp(bo, topic),
      [
        "repaired",
        "returned",
      ],
    );
    await append("sold", "", null, "again");
    await expect("On the sixth morning Bo", catchUp(bo, topic), [
      "sold",
      "",
      null,
      "again",
    ]);
    await expect(
      "And Cleo, who has been away since the third,",
      catchUp(cleo, topic),
      [
        "delivered",
        "repaired",
        "returned",
        "sold",
        "",
        null,
        "again",
      ],
    );
    return "Bo and Cleo each see every record once, and neither disturbs the other.";
  });
}

/** Leaves three offsets without a record to read: two of a transaction that comes to nothing, and one of its end. */
async function leaveGap(cluster: Cluster, topic: string): Promise<void> {
  const shop = openTransactions(cluster, cluster.name("check-catch-up"));
  const [before] = await offsetRanges(cluster, topic);
  const givenUp = new Error("Given up on purpose");
  await shop.transact(async (transaction) => {
    await transaction.send(topic, [{ value: "dropped" }, { value: "too" }]);
    throw givenUp;
  }).catch((error) => {
    if (error !== givenUp) throw error;
  });
  // The broker writes the end of a transaction soon after it has said so; until then nothing after it can be read.
  const isOver = async (): Promise<boolean> =>
    (await offsetRanges(cluster, topic))[0]!.end === before!.end + 3n;
  await untilAnswered(
    isOver,
    5_000,
    () =>
      new Trouble(
        "Timed out after 5 s: the check waited for the end of a transaction of its own. Run the cell again",
      ),
  );
}

function compare(
  who: string,
  seen: Values,
  wanted: Values,
  stored: Values,
): void {
  if (!Array.isArray(seen)) {
    throw new Refused(
      `${who} should see a list of values, but your function returned ${
        Deno.inspect(seen)
      }.`,
    );
  }
  if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
  const foreign = seen.find((value) => !wanted.includes(value));
  const question = foreign === undefined
    ? seen.length >= wanted.length
      ? "Which value belongs to which record?"
      : seen[0] === wanted[0] && seen.at(-1) === wanted.at(-1)
      ? "Which records does your function leave out?"
      : "Something is missing. How far did the reader's place move, and by what did you count?"
    : stored.includes(foreign)
    ? `${
      Deno.inspect(foreign)
    } is an old one. Where does the reader's place stand after a read, and where should it stand?`
    : `No record has the value ${Deno.inspect(foreign)}. What became of it?`;
  throw new Refused(
    `${who} should see ${inWords(wanted)}, but saw ${
      inWords(seen)
    }. ${question}`,
  );
}

/** The values as text; one that could be taken for another, or for none, in quotes. */
function inWords(values: Values): string {
  if (values.length === 0) return "nothing";
  return values.map((value) =>
    value === null || /^[a-z]+$/.test(value) && value !== "null"
      ? String(value)
      : Deno.inspect(value)
  ).join(", ");
}
