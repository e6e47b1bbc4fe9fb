import { checkSchema, obstacles } from "./compatibility.ts";

/** A schema as a client posts it. */
export interface PostedSchema {
  /** The schema itself, as JSON text. */
  schema: string;
  schemaType: "AVRO" | "JSON";
}

/** A schema with its place in a subject. */
export interface SchemaVersion extends PostedSchema {
  /** Unique in the registry; this is what travels with each record. */
  id: number;
  /** Counts up within the subject, from 1. */
  version: number;
}

/** Not compatible with what the subject holds. */
export class Incompatible extends Error {
  override name = "Incompatible";
}

/** The schemas of a registry, by subject; in memory only. */
export class Subjects {
  #schemas: PostedSchema[] = [];
  #versions = new Map<string, SchemaVersion[]>();

  /** Names of all subjects. */
  get names(): string[] {
    return [...this.#versions.keys()];
  }

  /** The schema with this id; `null` when there is none. */
  byId(id: number): PostedSchema | null {
    return this.#schemas[id - 1] ?? null;
  }

  /** All versions of a subject, oldest first; `null` when there is no such subject. */
  versions(subject: string): SchemaVersion[] | null {
    return this.#versions.get(subject) ?? null;
  }

  /**
   * Adds a schema to a subject as its next version, unless it is there already.
   *
   * @returns The schema's place; equal schemas have equal ids, whatever their subjects.
   * @throws {InvalidSchema} If it is none.
   * @throws {Incompatible} If its readers could not read what was written with the latest version.
   */
  register(subject: string, given: PostedSchema): SchemaVersion {
    checkSchema(given);
    const posted = canonical(given);
    const versions = this.#versions.get(subject) ?? [];
    const known = versions.find((version) => isEqual(version, posted));
    if (known) return known;
    const latest = versions.at(-1);
    const found = latest ? obstacles(posted, latest) : [];
    if (found.length > 0) {
      throw new Incompatible(
        `Schema being registered is incompatible with version ${
          latest!.version
        } of subject "${subject}": ${found.join("; ")}`,
      );
    }
    const added = {
      ...posted,
      id: this.#idOf(posted),
      version: versions.length + 1,
    };
    this.#versions.set(subject, [...versions, added]);
    return added;
  }

  #idOf(posted: PostedSchema): number {
    const place = this.#schemas.findIndex((known) => isEqual(known, posted));
    return place >= 0 ? place + 1 : this.#schemas.push(posted);
  }
}

/** White space says nothing. */
export function canonical({ schema, schemaType }: PostedSchema): PostedSchema {
  return { schema: JSON.stringify(JSON.parse(schema)), schemaType };
}

function isEqual(one: PostedSchema, other: PostedSchema): boolean {
  return one.schema === other.schema && one.schemaType === other.schemaType;
}
