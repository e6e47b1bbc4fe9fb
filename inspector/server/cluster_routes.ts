import { Hono } from "hono";
import { listBrokers } from "../kafka/brokers.ts";
import { findLeftovers, removeLeftovers } from "./leftovers.ts";
import {
  bodyOf,
  clusterOf,
  rightsIn,
  type Service,
  textsIn,
} from "./requests.ts";
import { mustBeAllowed } from "./rights.ts";
import type { ClusterInfo } from "../shapes.ts";

/**
 * Answers requests about a cluster as a whole.
 *
 * @param service The clusters and the reader's prefix.
 * @returns The routes, below the address of a cluster.
 */
export function clusterRoutes(service: Service): Hono {
  const routes = new Hono();

  routes.get("/", async (context) => {
    const cluster = await clusterOf(service, context);
    return context.json<ClusterInfo>({
      key: cluster.key,
      title: cluster.title,
      brokers: cluster.connection.brokers,
      rights: await rightsIn(service, cluster),
    });
  });

  routes.get("/brokers", async (context) => {
    const { link, nodes } = await clusterOf(service, context);
    return context.json(await listBrokers(link, nodes));
  });

  routes.get("/leftovers", async (context) => {
    const cluster = await clusterOf(service, context);
    const rights = await rightsIn(service, cluster);
    return context.json(
      await findLeftovers(cluster.link, rights, service.user),
    );
  });

  routes.delete("/leftovers", async (context) => {
    const cluster = await clusterOf(service, context);
    const body = await bodyOf(context);
    const topics = textsIn(body, "topics");
    const groups = textsIn(body, "groups");
    mustBeAllowed(await rightsIn(service, cluster), [...topics, ...groups]);
    const refused = await removeLeftovers(cluster.link, {
      topics,
      groups,
      busy: [],
    });
    return context.json({ refused });
  });

  return routes;
}
