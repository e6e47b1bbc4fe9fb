import { Hono } from "hono";
import { readMetadata } from "../kafka/metadata.ts";
import { describeTopic, listTopics } from "../kafka/topics.ts";
import { createTopic, deleteTopics } from "../kafka/topic_changes.ts";
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
import type { TopicsPage } from "../shapes.ts";

/** Most topics in one answer; a page that shows more helps nobody to find one. */
const MOST_ROWS = 200;

/**
 * Answers requests about topics.
 *
 * @param service The clusters and the reader's prefix.
 * @returns The routes, below the address of a cluster.
 */
export function topicRoutes(service: Service): Hono {
  const routes = new Hono();

  routes.get("/topics", async (context) => {
    const { link } = await clusterOf(service, context);
    const search = (context.req.query("search") ?? "").toLowerCase();
    const internal = context.req.query("internal") === "yes";
    const all = await listTopics(link);
    const found = all.filter((topic) =>
      (internal || !topic.internal) && topic.name.toLowerCase().includes(search)
    );
    const rows = found.slice(0, MOST_ROWS);
    const origins = originsOf(rows.map(({ name }) => name), service.user);
    return context.json<TopicsPage>({
      rows: rows.map((row) => ({
        ...row,
        origin: origins.get(row.name) ?? null,
      })),
      found: found.length,
      total: all.filter((topic) => internal || !topic.internal).length,
    });
  });

  routes.post("/topics", async (context) => {
    const cluster = await clusterOf(service, context);
    const body = await bodyOf(context);
    const name = textIn(body, "name");
    mustBeAllowed(await rightsIn(service, cluster), [name]);
    const configs = Object.entries(body.configs ?? {})
      .map(([config, value]) => [config, String(value)]);
    await createTopic(cluster.link, {
      name,
      partitions: numberIn(body.partitions ?? 1, "the partitions", 1),
      replicas: numberIn(body.replicas ?? -1, "the replicas", -1),
      configs: Object.fromEntries(configs),
    });
    return context.json({ name }, 201);
  });

  routes.delete("/topics", async (context) => {
    const cluster = await clusterOf(service, context);
    const names = textsIn(await bodyOf(context), "names");
    mustBeAllowed(await rightsIn(service, cluster), names);
    return context.json({ refused: await deleteTopics(cluster.link, names) });
  });

  routes.get("/topics/:topic", async (context) => {
    const { link } = await clusterOf(service, context);
    const topic = await describeTopic(
      link,
      context.req.param("topic"),
      context.req.query("configs") === "yes",
    );
    // The others of its run say which chapter it was.
    const { topics } = await readMetadata(link, null);
    const origin = originsOf([...topics.keys()], service.user).get(topic.name);
    return context.json({ ...topic, origin: origin ?? null });
  });

  return routes;
}
