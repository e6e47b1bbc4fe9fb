import { SchemaRegistry, SchemaType } from "@kafkajs/confluent-schema-registry";
import { Buffer } from "node:buffer";
import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { throughTopic } from "./messages.ts";
import { startRegistry } from "./registry.ts";

/** An Avro schema of records. */
export interface AvroRecord {
  type: "record";
  name: string;
  fields: { name: string; type: unknown; default?: unknown }[];
}

/** The version of the schema that the packing desks read with. */
export const v1: AvroRecord = {
  type: "record",
  name: "Order",
  fields: [
    { name: "order", type: "int" },
    { name: "customer", type: "string" },
    { name: "amount", type: "double" },
  ],
};

const OLD = { order: 1001, customer: "Ada", amount: 49 };
const NEW = {
  order: 1002,
  customer: "Cleo",
  buyer: "Cleo",
  amount: 120.1,
  currency: "CHF",
};
const SUBJECT = "orders-value";

type Order = typeof OLD & { buyer?: unknown; currency?: unknown };
type Read = (value: Uint8Array, reader: AvroRecord) => Promise<Order>;

/**
 * Checks exercise 3: a version that old and new readers survive.
 *
 * @param cluster The cluster to check on.
 * @param nextVersion The reader's answer.
 * @returns The verdict.
 */
export function checkNext(
  cluster: Cluster,
  nextVersion: (before: AvroRecord) => AvroRecord,
): Promise<Verdict> {
  return check("next", async () => {
    const next = nextVersion(structuredClone(v1));
    if (!Array.isArray(next?.fields)) {
      throw new Refused(
        `nextVersion returned ${
          Deno.inspect(next)
        }. An Avro schema was asked for: type, name and fields.`,
      );
    }
    const registry = new SchemaRegistry({ host: startRegistry(cluster).url });
    const values = await throughTopic(cluster, "check-next", [
      await registry.encode(await register(registry, v1), OLD),
      await write(registry, await register(registry, next)),
    ]);
    const read: Read = (value, readerSchema) =>
      registry.decode(Buffer.from(value), {
        [SchemaType.AVRO]: { readerSchema },
      });
    await checkNewReader(read, next, values);
    await checkOldReader(read, values);
    return "The registry took version 2, and four readings of two records went well: version 1 reads both, and version 2 finds a currency in both.";
  });
}

async function register(
  registry: SchemaRegistry,
  schema: AvroRecord,
): Promise<number> {
  try {
    return (await registry.register(schema, { subject: SUBJECT })).id;
  } catch (error) {
    throw new Refused(
      `The registry does not take it: ${
        (error as Error).message
      }. An old record lacks what is new; what shall a reader put there?`,
    );
  }
}

async function write(registry: SchemaRegistry, id: number): Promise<Buffer> {
  try {
    return await registry.encode(id, NEW);
  } catch (error) {
    throw new Refused(
      `With your version 2, ${Deno.inspect(NEW)} can't be written: ${
        (error as Error).message
      }. Of which type is each field?`,
    );
  }
}

async function checkNewReader(
  read: Read,
  next: AvroRecord,
  values: Uint8Array[],
): Promise<void> {
  const [old, now] = await Promise.all(
    values.map((value) => read(value, next)),
  );
  if (old!.currency !== "EUR" || now!.currency !== "CHF") {
    throw new Refused(
      `Read with version 2, the currency of the old order is ${
        Deno.inspect(old!.currency)
      } and of the new one ${
        Deno.inspect(now!.currency)
      }. It should be EUR and CHF. What were old orders paid in, and where do you say so?`,
    );
  }
  if (now!.buyer !== "Cleo") {
    throw new Refused(
      `Read with version 2, the buyer of the new order is ${
        Deno.inspect(now!.buyer)
      }. The accountants look for Cleo there.`,
    );
  }
  for (const [found, wanted] of [[old!, OLD], [now!, NEW]] as const) {
    expectFields(found, wanted, "Read with version 2");
  }
}

/** Expects a number and an amount as they were written. */
function expectFields(found: Order, wanted: Order, how: string): void {
  for (const field of ["order", "amount"] as const) {
    if (found[field] === wanted[field]) continue;
    throw new Refused(
      `${how}, the ${field} of order ${wanted.order} is ${
        Deno.inspect(found[field])
      }; it was written as ${
        wanted[field]
      }. What has version 2 changed about it?`,
    );
  }
}

async function checkOldReader(
  read: Read,
  values: Uint8Array[],
): Promise<void> {
  for (const [i, wanted] of [OLD, NEW].entries()) {
    const found = await read(values[i]!, v1).catch((error: Error) => {
      throw new Refused(
        `The registry took it, for new readers can read old records. A desk that still reads with version 1 can't read the new one: ${error.message}. What does it look for, and is that in version 2?`,
      );
    });
    expectFields(found, wanted, "Read with version 1");
    if (found.customer === wanted.customer) continue;
    throw new Refused(
      `A desk that reads with version 1 gets order ${wanted.order} for ${
        Deno.inspect(found.customer)
      }, not for ${wanted.customer}. Who writes the old field now?`,
    );
  }
}
