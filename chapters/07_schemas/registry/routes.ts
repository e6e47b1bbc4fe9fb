import { checkSchema, obstacles } from "./compatibility.ts";
import {
  canonical,
  isSameSchema,
  type PostedSchema,
  type SchemaVersion,
} from "./schemas.ts";
import type { Subjects } from "./subjects.ts";

/** An answer other than 200, with the code that Confluent's registry gives it. */
export class Refusal extends Error {
  /**
   * Makes the answer.
   *
   * @param status The status of HTTP.
   * @param code The code that Confluent's registry gives.
   * @param text The reason.
   */
  constructor(readonly status: number, readonly code: number, text: string) {
    super(text);
  }
}

type Route = (
  subjects: Subjects,
  parts: Record<string, string>,
  request: Request,
) => unknown;

/** The requests that are answered, by method and path. */
export const ROUTES: [method: string, path: string, route: Route][] = [
  ["GET", "/subjects", (subjects) => subjects.names],
  ["POST", "/subjects/:subject/versions", register],
  ["GET", "/subjects/:subject/versions/:version", findVersion],
  ["GET", "/subjects/:subject/versions", listVersions],
  ["POST", "/subjects/:subject", lookUp],
  ["GET", "/schemas/ids/:id", findSchema],
  ["GET", "/schemas/types", () => ["JSON", "AVRO"]],
  ["POST", "/compatibility/subjects/:subject/versions/:version", compare],
  ["GET", "/config{/:subject}?", () => ({ compatibilityLevel: MODE })],
  ["PUT", "/config{/:subject}?", setMode],
];

/** The only compatibility mode. */
const MODE = "BACKWARD";

async function posted(request: Request): Promise<PostedSchema> {
  const { schema, schemaType = "AVRO" } = await request.json().catch(
    () => ({}),
  );
  if (typeof schema === "string" && ["AVRO", "JSON"].includes(schemaType)) {
    return { schema, schemaType };
  }
  throw new Refusal(
    422,
    42201,
    'Invalid schema: expected {"schema": "<JSON text>"} of the schemaType AVRO or JSON',
  );
}

async function register(
  subjects: Subjects,
  { subject = "" }: Record<string, string>,
  request: Request,
): Promise<unknown> {
  return { id: subjects.register(subject, await posted(request)).id };
}

function listVersions(
  subjects: Subjects,
  { subject = "" }: Record<string, string>,
): number[] {
  return versionsOf(subjects, subject).map(({ version }) => version);
}

async function lookUp(
  subjects: Subjects,
  { subject = "" }: Record<string, string>,
  request: Request,
): Promise<unknown> {
  const given = await posted(request);
  const versions = versionsOf(subjects, subject);
  checkSchema(given);
  const found = versions.find((each) => isSameSchema(each, canonical(given)));
  if (!found) throw new Refusal(404, 40403, "Schema not found");
  return findVersion(subjects, { subject, version: String(found.version) });
}

async function setMode(
  _subjects: Subjects,
  _parts: Record<string, string>,
  request: Request,
): Promise<unknown> {
  const { compatibility } = await request.json().catch(() => ({}));
  if (compatibility === MODE) return { compatibility };
  throw new Refusal(
    422,
    42203,
    `Invalid compatibility level: expected ${MODE} but found ${compatibility}`,
  );
}

function findVersion(
  subjects: Subjects,
  { subject = "", version = "" }: Record<string, string>,
): unknown {
  const { id, version: number, ...found } = versionOf(
    subjects,
    subject,
    version,
  );
  return { subject, id, version: number, ...withType(found) };
}

function findSchema(
  subjects: Subjects,
  { id }: Record<string, string>,
): unknown {
  const found = subjects.byId(Number(id));
  if (found) return withType(found);
  throw new Refusal(404, 40403, `Schema ${id} not found`);
}

async function compare(
  subjects: Subjects,
  { subject = "", version = "" }: Record<string, string>,
  request: Request,
): Promise<unknown> {
  const next = await posted(request);
  checkSchema(next);
  const messages = obstacles(
    canonical(next),
    versionOf(subjects, subject, version),
  );
  return { is_compatible: messages.length === 0, messages };
}

function versionOf(
  subjects: Subjects,
  subject: string,
  version: string,
): SchemaVersion {
  const versions = versionsOf(subjects, subject);
  const found = version === "latest"
    ? versions.at(-1)
    : versions.find((each) => String(each.version) === version);
  if (found) return found;
  throw new Refusal(404, 40402, `Version ${version} not found.`);
}

function versionsOf(subjects: Subjects, subject: string): SchemaVersion[] {
  const versions = subjects.versions(subject);
  if (versions) return versions;
  throw new Refusal(404, 40401, `Subject '${subject}' not found.`);
}

/** A schema as the protocol answers with it: without its type where that is Avro. */
function withType(
  { schema, schemaType }: PostedSchema,
): { schema: string; schemaType?: string } {
  return schemaType === "AVRO" ? { schema } : { schema, schemaType };
}
