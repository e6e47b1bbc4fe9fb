import { Hono } from "hono";
import { deleteGroups, resetOffsets } from "../kafka/group_changes.ts";
import { listGroups } from "../kafka/groups.ts";
import { describeGroup } from "../kafka/lag.ts";
import { listTransactions } from "../kafka/transactions.ts";
import { originsOf } from "../names.ts";
import {
  bodyOf,
  clusterOf,
  numberIn,
  rightsIn,
  type Service,
  textIn,
  textsIn,
} from "./requests.ts";
import { mustBeAllowed } from "./rights.ts";

/**
 * Answers requests about groups and transactions.
 *
 * @param service The clusters and the reader's prefix.
 * @returns The routes, below the address of a cluster.
 */
export function groupRoutes(service: Service): Hono {
  const routes = new Hono();

  routes.get("/groups", async (context) => {
    const { link } = await clusterOf(service, context);
    const { groups, notes } = await listGroups(link);
    const origins = originsOf(
      groups.flatMap(({ id, topics }) => [id, ...topics]),
      service.user,
    );
    return context.json({
      groups: groups.map((group) => ({
        ...group,
        origin: origins.get(group.id) ?? null,
      })),
      notes,
    });
  });

  routes.delete("/groups", async (context) => {
    const cluster = await clusterOf(service, context);
    const names = textsIn(await bodyOf(context), "names");
    mustBeAllowed(await rightsIn(service, cluster), names);
    return context.json({ refused: await deleteGroups(cluster.link, names) });
  });

  routes.get("/groups/:group", async (context) => {
    const { link, history } = await clusterOf(service, context);
    const group = await describeGroup(link, context.req.param("group"));
    return context.json({ ...group, history: history.add(group) });
  });

  routes.post("/groups/:group/offsets", async (context) => {
    const cluster = await clusterOf(service, context);
    const group = context.req.param("group");
    mustBeAllowed(await rightsIn(service, cluster), [group]);
    const body = await bodyOf(context);
    const { to } = body;
    await resetOffsets(
      cluster.link,
      group,
      textIn(body, "topic"),
      to === "start" || to === "end"
        ? to
        : typeof body.partition === "number"
        ? {
          partition: numberIn(body.partition, "the partition"),
          offset: numberIn(to, "the offset"),
        }
        : numberIn(to, "the moment"),
    );
    return context.json({});
  });

  routes.get("/transactions", async (context) => {
    const { link } = await clusterOf(service, context);
    return context.json(await listTransactions(link));
  });

  return routes;
}
