import { Refused } from "lab/exercises.ts";
import type {
  PartitionerInput,
  StrictPartitioner,
} from "./strict_partitioner.ts";

/**
 * Refuses a partitioner that does not give records without a key to three partitions in turn.
 *
 * @param create A function that makes the partitioner of one more producer.
 * @throws {Refused} If a partition comes too often, or if records of other kinds, topics or producers take turns.
 */
export function checkTurns(create: () => StrictPartitioner): void {
  checkRounds(create());
  checkBetween(create(), { key: "Ada" }, "that have a key");
  checkBetween(create(), { partition: 1 }, "that name their partition");
  checkTopics(create());
  checkProducers(create(), create());
}

function checkRounds(ask: StrictPartitioner): void {
  const inputs: PartitionerInput[] = [{}, { key: null }];
  const found = Array.from({ length: 30 }, (_, i) => ask(inputs[i % 2]!, 3));
  const counts = [0, 1, 2].map((partition) =>
    found.filter((each) => each === partition).length
  );
  if (counts.includes(30)) {
    throw new Refused(
      `All of 30 records without a key went to partition ${
        found[0]
      }. Whose turn was it, and who keeps count?`,
    );
  }
  const round = found.findIndex((_, i) =>
    i >= 2 && new Set(found.slice(i - 2, i + 1)).size < 3
  );
  if (round < 0) return;
  throw new Refused(
    `Records without a key went to ${
      found.slice(0, 9).join(", ")
    }, … Taking turns, any three in a row lie on three partitions; here ${
      found.slice(round - 2, round + 1).join(", ")
    } do not. Where do you remember whose turn it is?`,
  );
}

/** Sends two records of another kind after each, which must not take its turns. */
function checkBetween(
  ask: StrictPartitioner,
  other: PartitionerInput,
  which: string,
): void {
  const found = sixTurns(() => ask({}, 3), () => ask(other, 3));
  if (isInTurn(found)) return;
  throw new Refused(
    `After each record without a key came two ${which}. Those aside, the records went to ${
      found.join(", ")
    }. Whose turns did the others take?`,
  );
}

/** Sends two of each three records to another topic, which must not take the turns of the first. */
function checkTopics(ask: StrictPartitioner): void {
  const found = sixTurns(
    () => ask({ topic: "orders" }, 3),
    () => ask({ topic: "clicks" }, 3),
  );
  if (isInTurn(found)) return;
  throw new Refused(
    `One producer, two topics: after each order came two clicks, none of them with a key. The clicks aside, the orders went to ${
      found.join(", ")
    }. Whose turns did the clicks take, and how many counts does a producer need?`,
  );
}

/** Has another producer send twice after each record, which must not take the turns of the first. */
function checkProducers(
  ask: StrictPartitioner,
  other: StrictPartitioner,
): void {
  const found = sixTurns(() => ask({}, 3), () => other({}, 3));
  if (isInTurn(found)) return;
  throw new Refused(
    `Two producers, one topic: after each record of the first came two of the second, none of them with a key. Those of the first went to ${
      found.join(", ")
    }. How often is ourPartitioner called, and what do its calls share?`,
  );
}

/** Six answers of one kind, with two of another after each. */
function sixTurns(ask: () => number, between: () => number): number[] {
  return Array.from({ length: 6 }, () => {
    const found = ask();
    between();
    between();
    return found;
  });
}

function isInTurn(found: number[]): boolean {
  return [0, 1, 2, 3].every((i) => new Set(found.slice(i, i + 3)).size === 3);
}
