/** The inspector's server: the page, and the answers to its questions. */
import { Hono } from "hono";
import type { Connection } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { guard, headers } from "./server/access.ts";
import { clusterRoutes } from "./server/cluster_routes.ts";
import { Clusters } from "./server/clusters.ts";
import { groupRoutes } from "./server/group_routes.ts";
import { recordRoutes } from "./server/record_routes.ts";
import { topicRoutes } from "./server/topic_routes.ts";
import { readWebFiles } from "./server/web_files.ts";

/** Options for {@link startInspector}. */
export interface InspectorOptions {
  /** TCP port on 127.0.0.1. */
  port: number;
  /** The brokers to look at first; those of the chapters when left out. */
  connection?: () => Connection;
  /** The prefix of the reader's names; what `WORKBOOK_USER` says when left out. */
  user?: string;
}

/** A running inspector. */
export interface Inspector extends AsyncDisposable {
  /** Address of the page, token included; whoever has it may do what the reader may. */
  url: string;
}

/**
 * Serves the inspector on this machine, to whoever has the token.
 *
 * @param options The port and the cluster.
 * @returns The inspector; dispose of it to end it.
 * @throws {Deno.errors.AddrInUse} If another program listens on the port.
 *
 * @example For the embedded broker
 * ```ts ignore
 * await using inspector = await startInspector({ port: 8890 });
 * console.log(inspector.url);
 * ```
 */
export async function startInspector(
  options: InspectorOptions,
): Promise<Inspector> {
  const token = crypto.getRandomValues(new Uint8Array(24)).toHex();
  const files = await readWebFiles();
  const clusters = new Clusters(options.connection);
  const service = {
    clusters,
    user: options.user ?? Deno.env.get("WORKBOOK_USER") ?? "",
  };
  const app = new Hono();
  const ending = new AbortController();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: options.port,
    signal: ending.signal,
    onListen: () => {},
  }, (request) => app.fetch(request));

  app.use(headers(), guard(token, server.addr.port));
  app.get(
    "/api/clusters",
    async (context) => context.json(await clusters.list()),
  );
  for (
    const routes of [
      clusterRoutes(service),
      topicRoutes(service),
      recordRoutes(service),
      groupRoutes(service),
    ]
  ) app.route("/api/:cluster", routes);
  app.get("*", (context) => {
    const { path } = context.req;
    const file = files.get(path);
    if (!file) return context.notFound();
    return context.body(file.text, 200, {
      "content-type": file.type,
      "cache-control": path === "/"
        ? "no-cache"
        : "private, max-age=31536000, immutable",
    });
  });
  app.notFound((context) =>
    context.json({ error: "There is nothing at this address" }, 404)
  );
  app.onError((error, context) => {
    if (!(error instanceof Trouble)) console.error(error);
    return context.json({ error: error.message }, 400);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/?token=${token}`,
    async [Symbol.asyncDispose](): Promise<void> {
      ending.abort(); // live tails would go on
      await server.finished;
      await clusters[Symbol.asyncDispose]();
    },
  };
}
