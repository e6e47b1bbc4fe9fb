import type { PartitionerArgs } from "kafkajs";
import { Buffer } from "node:buffer";
import { Refused } from "lab/exercises.ts";
import { murmur2 } from "workbook/partitions.ts";
import { Trouble } from "workbook/errors.ts";

/** The reader's answer to exercise 1. */
export type Partitioner = () => (record: PartitionerArgs) => number;
/** What a partitioner is asked about. */
export type Asked = {
  key?: string | Buffer | null;
  partition?: number;
  /** `orders` when left out. */
  topic?: string;
};
/** One producer's partitioner; it answers with a partition, or the check refuses it. */
export type Ask = (asked: Asked, partitionCount: number) => number;

/** Asks the reader's partitioner for a record, and takes nothing for an answer but a partition. */
export function asking(ourPartitioner: Partitioner): Ask {
  const choose = ourPartitioner();
  if (typeof choose !== "function") {
    throw new Refused(
      `ourPartitioner() returned ${
        Deno.inspect(choose)
      }. KafkaJS wants a function from it, which it calls for each record.`,
    );
  }
  return (asked, partitionCount) => {
    const told = `For ${describe(asked)} and ${partitionCount} partitions`;
    let found: unknown;
    try {
      found = choose(argsFor(asked, partitionCount));
    } catch (error) {
      if (error instanceof Trouble) throw error;
      throw new Refused(
        `${told} your partitioner threw ${error}. What does murmur2 take, and what did it get?`,
      );
    }
    if (
      Number.isInteger(found) && Number(found) >= 0 &&
      Number(found) < partitionCount
    ) return Number(found);
    throw new Refused(
      `${told} yours says ${Deno.inspect(found)}, but there are only 0 to ${
        partitionCount - 1
      }. ${
        Number(found) < 0
          ? `murmur2 gives ${
            hashOf(asked)
          } here. What is the remainder of a negative number in JavaScript?`
          : "Which of the three roads did this record take?"
      }`,
    );
  };
}

function argsFor(
  { key, partition, topic = "orders" }: Asked,
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

function describe({ key, partition }: Asked): string {
  if (partition !== undefined) {
    return `a record with the key "${key}" that names partition ${partition}`;
  }
  if (key == null) return "a record without a key";
  return typeof key === "string" ? `the key "${key}"` : `a key of ${hex(key)}`;
}

/** What murmur2 makes of the key. */
export function hashOf({ key }: Asked): number {
  return murmur2(Buffer.from(key ?? ""));
}

/** Bytes as a reader can tell them apart: `the bytes 0xff 0x00`. */
export function hex(bytes: Uint8Array): string {
  const numbers = [...bytes].map((byte) =>
    `0x${byte.toString(16).padStart(2, "0")}`
  );
  return `the bytes ${numbers.join(" ")}`;
}
