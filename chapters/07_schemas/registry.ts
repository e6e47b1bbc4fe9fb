import type { Cluster } from "workbook/cluster.ts";
import { InvalidSchema } from "./registry/compatibility.ts";
import { Refusal, ROUTES } from "./registry/routes.ts";
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
