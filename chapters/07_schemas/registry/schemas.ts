/** A schema as a client posts it. */
export interface PostedSchema {
  /** The schema itself, as JSON text. */
  schema: string;
  /** The language that the schema is written in: Avro, or JSON Schema. */
  schemaType: "AVRO" | "JSON";
}

/** A schema with its place in a subject. */
export interface SchemaVersion extends PostedSchema {
  /** Unique in the registry; this is what travels with each record. */
  id: number;
  /** Counts up within the subject, from 1. */
  version: number;
}

/**
 * Writes a schema in its canonical form, without white space, so that equal schemas are equal texts.
 *
 * @param posted A schema that is valid JSON.
 * @returns The same schema in its canonical form.
 */
export function canonical({ schema, schemaType }: PostedSchema): PostedSchema {
  return { schema: JSON.stringify(JSON.parse(schema)), schemaType };
}

/**
 * Compares two schemas.
 *
 * @param one A schema in its canonical form.
 * @param other Another schema in its canonical form.
 * @returns Whether both are the same schema.
 */
export function isSameSchema(one: PostedSchema, other: PostedSchema): boolean {
  return one.schema === other.schema && one.schemaType === other.schemaType;
}
