import { checkSchema, obstacles } from "./compatibility.ts";
import {
  canonical,
  isSameSchema,
  type PostedSchema,
  type SchemaVersion,
} from "./schemas.ts";

/** A schema that is not compatible with the latest version of its subject. */
export class Incompatible extends Error {
  override name = "Incompatible";
}

/** The schemas of a registry, by subject; in memory only. */
export class Subjects {
  #schemas: PostedSchema[] = [];
  #versions = new Map<string, SchemaVersion[]>();

  /** The names of all subjects. */
  get names(): string[] {
    return [...this.#versions.keys()];
  }

  /** The schema with an id; `null` when there is none. */
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
   * @param subject The name of the subject; it is created by its first schema.
   * @param given The schema as a client posted it.
   * @returns The schema with its place; equal schemas have equal ids, whatever their subjects.
   * @throws {InvalidSchema} If it is not a valid schema.
   * @throws {Incompatible} If its readers could not read what was written with the latest version.
   */
  register(subject: string, given: PostedSchema): SchemaVersion {
    checkSchema(given);
    const posted = canonical(given);
    const versions = this.#versions.get(subject) ?? [];
    const known = versions.find((version) => isSameSchema(version, posted));
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
    const place = this.#schemas.findIndex((known) =>
      isSameSchema(known, posted)
    );
    return place >= 0 ? place + 1 : this.#schemas.push(posted);
  }
}
