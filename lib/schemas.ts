import { Trouble } from "./errors.ts";

/**
 * A description of valid values, written with any library that supports Standard Schema: zod, Valibot,
 * ArkType and others.
 *
 * Source: Standard Schema, version 1.
 */
export interface Schema<T> {
  /** The properties that Standard Schema defines. */
  readonly "~standard": {
    /** Version of Standard Schema. */
    readonly version: 1;
    /** Name of the library. */
    readonly vendor: string;
    /** Checks a value, at once or later. */
    readonly validate: (value: unknown) => Validated<T> | Promise<Validated<T>>;
  };
}

/** The result of a check: the value as the schema outputs it, or the issues with it. */
export type Validated<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

/** A part of a value that does not fit the schema. */
export interface Issue {
  /** The reason, in the library's words. */
  readonly message: string;
  /** The keys from the value to the part; left out for the whole value. */
  readonly path?:
    | readonly (PropertyKey | { readonly key: PropertyKey })[]
    | undefined;
}

/** A record as KafkaJS passes it to `eachMessage`, reduced to what {@link deserialise} uses. */
export interface Received {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** The message, with its offset and its value; a value of `null` is a tombstone. */
  message: { offset: string; value: Uint8Array | null };
}

/** The failure of a value that does not fit its schema. Retrying will not help; other records may be fine. */
export class Malformed extends Trouble {
  /** Always `Malformed`. */
  override name = "Malformed";
}

/**
 * Checks a value against a schema.
 *
 * @param schema The schema, of zod or any other library with Standard Schema; without asynchronous checks.
 * @param value The value to check.
 * @param action The thing that is being tried, as it stands after "Cannot".
 * @returns The value as the schema outputs it: defaults filled in, dates parsed.
 * @throws {Malformed} If the value does not fit; the message lists every issue and its place.
 * @throws {TypeError} If the schema's check is asynchronous.
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
      `Cannot ${action}: expected a schema that checks at once but found an asynchronous one. Leave asynchronous checks out of it`,
    );
  }
  if (!validated.issues) return validated.value;
  const found = validated.issues.map((issue) => described(issue, value));
  throw malformed(action, "what the schema allows", found.join("; and "));
}

/**
 * Decodes a record's value: the bytes as UTF-8, the text as JSON, which is then checked against a schema.
 *
 * @param schema The schema of the value.
 * @param received The record, as KafkaJS passes it to `eachMessage`.
 * @returns The value as the schema outputs it.
 * @throws {Malformed} If one of the three steps fails; the message names the record and what was found.
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
  const value = parsed(decoded(message.value, action), action);
  return validate(schema, value, action);
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

function described({ message, path = [] }: Issue, value: unknown): string {
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
