import type { PartitionerArgs } from "kafkajs";
import { Buffer } from "node:buffer";
import { Refused } from "lab/exercises.ts";
import { murmur2 } from "workbook/partitions.ts";
import { Trouble } from "workbook/errors.ts";

/** The reader's answer to exercise 1: a partitioner as KafkaJS takes it. */
export type Partitioner = () => (record: PartitionerArgs) => number;

/** The parts of a record that a partitioner may look at. */
export type PartitionerInput = {
  /** The record's key; left out or `null` for none. */
  key?: string | Buffer | null;
  /** The partition that the record names; left out for none. */
  partition?: number;
  /** The topic's name; `orders` when left out. */
  topic?: string;
};

/** One producer's partitioner: returns a partition, and never anything else. */
export type StrictPartitioner = (
  input: PartitionerInput,
  partitionCount: number,
) => number;

/**
 * Wraps the reader's partitioner so that it returns a partition or is refused.
 *
 * @param ourPartitioner The reader's answer.
 * @returns The partitioner of one producer; it throws {@linkcode Refused} when the reader's throws, or returns what is not a partition.
 * @throws {Refused} If `ourPartitioner()` returns no function.
 */
export function strictPartitioner(
  ourPartitioner: Partitioner,
): StrictPartitioner {
  const choose = ourPartitioner();
  if (typeof choose !== "function") {
    throw new Refused(
      `ourPartitioner() returned ${
        Deno.inspect(choose)
      }. KafkaJS wants a function from it, which it calls for each record.`,
    );
  }
  return (input, partitionCount) => {
    const question = `For ${describe(input)} and ${partitionCount} partitions`;
    let found: unknown;
    try {
      found = choose(argsFor(input, partitionCount));
    } catch (error) {
      if (error instanceof Trouble) throw error;
      throw new Refused(
        `${question} your partitioner threw ${error}. What does murmur2 take, and what did it get?`,
      );
    }
    if (
      Number.isInteger(found) && Number(found) >= 0 &&
      Number(found) < partitionCount
    ) return Number(found);
    throw new Refused(
      `${question} yours says ${Deno.inspect(found)}, but there are only 0 to ${
        partitionCount - 1
      }. ${
        Number(found) < 0
          ? `murmur2 gives ${
            hashOf(input)
          } here. What is the remainder of a negative number in JavaScript?`
          : "Which of the three roads did this record take?"
      }`,
    );
  };
}

function argsFor(
  { key, partition, topic = "orders" }: PartitionerInput,
  count: number,
): PartitionerArgs {
  return {
    topic,
    message: {
      value: "lamp",
      ...(key !== undefined && { key }),
      ...(partition !== undefined && { partition }),
    },
    // A broker lists them in any order.
    partitionMetadata: Array.from({ length: count }, (_, i) => ({
      partitionId: (i + 1) % count,
      partitionErrorCode: 0,
      leader: 1,
      replicas: [1],
      isr: [1],
    })),
  };
}

function describe({ key, partition }: PartitionerInput): string {
  if (partition !== undefined) {
    return `a record with the key "${key}" that names partition ${partition}`;
  }
  if (key == null) return "a record without a key";
  return typeof key === "string" ? `the key "${key}"` : `a key of ${hex(key)}`;
}

/**
 * Hashes a record's key with murmur2.
 *
 * @param input A record; no key counts as an empty one.
 * @returns The hash, a signed 32-bit number.
 */
export function hashOf({ key }: PartitionerInput): number {
  return murmur2(Buffer.from(key ?? ""));
}

/**
 * Writes bytes so that a reader can tell them apart.
 *
 * @param bytes The bytes.
 * @returns A text such as `the bytes 0xff 0x00`.
 */
export function hex(bytes: Uint8Array): string {
  const numbers = [...bytes].map((byte) =>
    `0x${byte.toString(16).padStart(2, "0")}`
  );
  return `the bytes ${numbers.join(" ")}`;
}
