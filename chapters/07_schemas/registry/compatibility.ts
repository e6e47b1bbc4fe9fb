import avro from "avsc";
import type { PostedSchema } from "./subjects.ts";

/** A schema that can't be used, with the reason. */
export class InvalidSchema extends Error {
  override name = "InvalidSchema";
}

/**
 * Checks that a schema is one.
 *
 * @param posted As a client posts it.
 * @throws {InvalidSchema} If it is no JSON, or no Avro schema though it should be one.
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
 * Tells what keeps readers of one schema from reading records of an earlier one: the compatibility
 * mode `BACKWARD`.
 *
 * @param next The readers' schema.
 * @param before The one that records have been written with.
 * @returns Why not; empty when they can. JSON Schemas are not compared: only equal ones pass.
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
