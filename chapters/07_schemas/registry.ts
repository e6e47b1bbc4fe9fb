import type { Cluster } from "workbook/cluster.ts";
import {
  checkSchema,
  InvalidSchema,
  obstacles,
} from "./registry/compatibility.ts";
import {
  canonical,
  type PostedSchema,
  type SchemaVersion,
} from "./registry/schemas.ts";
import { Incompatible, Subjects } from "./registry/subjects.ts";

/** A schema registry that is listening. */
export interface Registry {
  /** Its address, which a client calls its host: `http://127.0.0.1:40123`. */
  readonly url: string;
}

/**
 * Starts a schema registry in this program: the part of Confluent's REST protocol that its clients
 * use, on this machine only, in memory.
 *
 * A new version must be able to read what was written with the one before (`BACKWARD`, Confluent's
 * default, and the only mode here). Avro schemas are compared; of a JSON Schema a subject takes one
 * version. There are no references between schemas, and nothing is deleted.
 *
 * @param cluster The cluster whose closing stops the registry.
 * @returns The registry, listening on a free port.
 *
 * Source: Confluent, "Schema Registry API Reference".
 *
 * @example With KafkaJS's client
 * ```ts ignore
 * import { SchemaRegistry } from "@kafkajs/confluent-schema-registry";
 *
 * const client = new SchemaRegistry({ host: startRegistry(cluster).url });
 * const { id } = await client.register(schema, { subject: "orders-value" });
 * ```
 */
export function startRegistry(cluster: Pick<Cluster, "onClose">): Registry {
  const subjects = new Subjects();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => answer(subjects, request),
  );
  cluster.onClose(() => server.shutdown());
  return { url: `http://127.0.0.1:${server.addr.port}` };
}

/** An answer other than 200, with the code that Confluent's registry gives it. */
class Refusal extends Error {
  constructor(readonly status: number, readonly code: number, text: string) {
    super(text);
  }
}

type Route = (
  subjects: Subjects,
  parts: Record<string, string>,
  request: Request,
) => unknown;

const ROUTES: [method: string, path: string, route: Route][] = [
  ["GET", "/subjects", (subjects) => subjects.names],
  ["POST", "/subjects/:subject/versions", register],
  ["GET", "/subjects/:subject/versions/:version", findVersion],
  ["GET", "/schemas/ids/:id", findSchema],
  ["POST", "/compatibility/subjects/:subject/versions/:version", compare],
  ["GET", "/config/:subject", () => ({ compatibilityLevel: "BACKWARD" })],
];

async function answer(subjects: Subjects, request: Request): Promise<Response> {
  try {
    for (const [method, pathname, route] of ROUTES) {
      const found = new URLPattern({ pathname }).exec(request.url);
      if (!found || method !== request.method) continue;
      const parts = Object.fromEntries(
        Object.entries(found.pathname.groups)
          .map(([name, part = ""]) => [name, decodeURIComponent(part)]),
      );
      return reply(200, await route(subjects, parts, request));
    }
    throw new Refusal(404, 404, "HTTP 404 Not Found");
  } catch (error) {
    const { status, code, message } = refusalFor(error);
    return reply(status, { error_code: code, message });
  }
}

function reply(status: number, body: unknown): Response {
  return Response.json(body, {
    status,
    headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
  });
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof InvalidSchema) return new Refusal(422, 42201, text);
  if (error instanceof Incompatible) return new Refusal(409, 409, text);
  return new Refusal(500, 50001, text);
}

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
  const versions = subjects.versions(subject);
  if (!versions) {
    throw new Refusal(404, 40401, `Subject '${subject}' not found.`);
  }
  const found = version === "latest"
    ? versions.at(-1)
    : versions.find((each) => String(each.version) === version);
  if (found) return found;
  throw new Refusal(404, 40402, `Version ${version} not found.`);
}

/** A schema as the protocol answers with it: without its type where that is Avro. */
function withType(
  { schema, schemaType }: PostedSchema,
): { schema: string; schemaType?: string } {
  return schemaType === "AVRO" ? { schema } : { schema, schemaType };
}
