import { Buffer } from "node:buffer";
import { Trouble } from "./errors.ts";

/**
 * What a record's value must look like, in whatever library it is written: zod, Valibot, ArkType
 * and others offer this.
 *
 * Source: Standard Schema, version 1.
 */
export interface Schema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Validated<T> | Promise<Validated<T>>;
  };
}

/** A value that fits, or what is wrong with it. */
type Validated<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

interface Issue {
  readonly message: string;
  readonly path?:
    | readonly (PropertyKey | { readonly key: PropertyKey })[]
    | undefined;
}

/** A record as `eachMessage` hands it over; of its message only this much is looked at. */
export interface Received {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  message: { offset: string; value: Uint8Array | null };
}

/** A value is not what was agreed on. Trying again will not help; everything else may pass. */
export class Malformed extends Trouble {
  override name = "Malformed";
}

/**
 * Checks that a value fits a schema.
 *
 * @param schema zod's or any other Standard Schema, as long as it answers at once.
 * @param value Anything.
 * @param action What is being tried, as it stands after "Cannot".
 * @returns What the schema makes of the value: defaults filled in, dates parsed.
 * @throws {Malformed} If it does not fit; says each thing that is wrong, and where.
 * @throws {TypeError} If the schema's answer is a promise.
 *
 * @example A price as text
 * ```ts
 * import * as z from "zod";
 * import { Malformed, validate } from "workbook/schemas.ts";
 *
 * const Order = z.object({ amount: z.number() });
 * try {
 *   validate(Order, { amount: "49" }, "bill it");
 * } catch (error) {
 *   console.assert(error instanceof Malformed);
 *   console.assert(String(error).includes('but found "49" at amount'));
 * }
 * ```
 */
export function validate<T>(
  schema: Schema<T>,
  value: unknown,
  action = "use the value",
): T {
  const validated = schema["~standard"].validate(value);
  if (validated instanceof Promise) {
    throw new TypeError(
      `Cannot ${action}: expected a schema that answers at once but found one that answers later. Leave asynchronous checks out of it`,
    );
  }
  if (!validated.issues) return validated.value;
  const wrong = validated.issues.map((issue) => told(issue, value));
  throw malformed(action, "what the schema allows", wrong.join("; and "));
}

/**
 * Writes a value as the JSON bytes of a record, if readers with this schema will take it.
 *
 * @param schema What the readers have been promised.
 * @param value As the program has it; a `Date` is written as ISO 8601.
 * @param action What is being tried, as it stands after "Cannot".
 * @returns JSON in UTF-8, of the value as it was given: defaults are left to the readers.
 * @throws {Malformed} If what would be written does not fit, or JSON can't hold it.
 *
 * @example Ready to be sent
 * ```ts
 * import * as z from "zod";
 * import { serialise } from "workbook/schemas.ts";
 *
 * const value = serialise(z.object({ order: z.int() }), { order: 1001 });
 * console.assert(value.toString() === '{"order":1001}');
 * ```
 */
export function serialise<T>(
  schema: Schema<T>,
  value: unknown,
  action = "write the record",
): Buffer {
  const text = encoded(value, action);
  validate(schema, JSON.parse(text), action);
  return Buffer.from(text);
}

/**
 * Reads a record's value: bytes as UTF-8, text as JSON, JSON by the schema.
 *
 * @param schema What the value must look like.
 * @param received What KafkaJS hands to `eachMessage`.
 * @returns What the schema makes of the value.
 * @throws {Malformed} If one of the three steps fails; names the record and says at what.
 *
 * @example A record that is no JSON
 * ```ts
 * import { Buffer } from "node:buffer";
 * import * as z from "zod";
 * import { deserialise } from "workbook/schemas.ts";
 *
 * const message = { offset: "7", value: Buffer.from("paid") };
 * try {
 *   deserialise(z.object({}), { topic: "orders", partition: 0, message });
 * } catch (error) {
 *   console.assert(String(error).includes('Cannot read record 7 of "orders"/0: expected JSON'));
 * }
 * ```
 */
export function deserialise<T>(
  schema: Schema<T>,
  { topic, partition, message }: Received,
): T {
  const action = `read record ${message.offset} of "${topic}"/${partition}`;
  return validate(
    schema,
    parsed(decoded(message.value, action), action),
    action,
  );
}

function encoded(value: unknown, action: string): string {
  try {
    return JSON.stringify(value) ?? "null"; // `undefined` has no JSON
  } catch {
    throw malformed(action, "what JSON can hold", inspected(value));
  }
}

function decoded(bytes: Uint8Array | null, action: string): string {
  if (bytes === null) {
    throw malformed(action, "a value", "none (a tombstone)");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = shortened(new TextDecoder().decode(bytes));
    throw malformed(action, "UTF-8", `other bytes: ${text}`);
  }
}

function parsed(text: string, action: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(action, "JSON", shortened(text));
  }
}

function malformed(action: string, expected: string, found: string): Malformed {
  return new Malformed(
    `Cannot ${action}: expected ${expected} but found ${found}`,
  );
}

function told({ message, path = [] }: Issue, value: unknown): string {
  const keys = path.map((step) => typeof step === "object" ? step.key : step);
  const found = keys.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | null)?.[key],
    value,
  );
  const what = found === undefined ? "nothing" : inspected(found);
  const where = keys.length > 0 ? ` at ${keys.map(String).join(".")}` : "";
  return `${what}${where} (${message})`;
}

function inspected(value: unknown): string {
  return shortened(Deno.inspect(value, { breakLength: Infinity }));
}

const LONGEST = 60;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
