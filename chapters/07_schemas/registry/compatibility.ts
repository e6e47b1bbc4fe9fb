import avro from "avsc";
import type { PostedSchema } from "./schemas.ts";

/** A schema that is not valid; its message gives the reason. */
export class InvalidSchema extends Error {
  override name = "InvalidSchema";
}

/**
 * Checks that a schema is valid.
 *
 * @param posted The schema as a client posted it.
 * @throws {InvalidSchema} If it is not JSON, or posted as Avro and not an Avro schema.
 */
export function checkSchema(posted: PostedSchema): void {
  try {
    if (posted.schemaType === "AVRO") typeOf(posted);
    else JSON.parse(posted.schema);
  } catch (error) {
    throw new InvalidSchema(
      `Invalid schema: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * Finds what keeps readers with one schema from reading records of an earlier one: the compatibility
 * mode `BACKWARD`.
 *
 * @param next The readers' schema.
 * @param before The schema that records have been written with.
 * @returns The reasons; empty when they can be read. JSON Schemas are not compared: only equal ones pass.
 *
 * Source: Avro specification, "Schema Resolution".
 */
export function obstacles(next: PostedSchema, before: PostedSchema): string[] {
  if (next.schemaType !== before.schemaType) {
    return [`The subject holds ${before.schemaType}, not ${next.schemaType}`];
  }
  if (next.schema === before.schema) return [];
  if (next.schemaType !== "AVRO") {
    return ["This registry compares Avro schemas only; take a new subject"];
  }
  try {
    typeOf(next).createResolver(typeOf(before));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function typeOf({ schema }: PostedSchema): avro.Type {
  return avro.Type.forSchema(JSON.parse(schema));
}
