import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { WHOLE_BYTES } from "../kafka/bytes.ts";
import { Link } from "../kafka/link.ts";
import { sendRecord } from "../kafka/produce.ts";
import type { Wanted } from "../kafka/reading_places.ts";
import { readRecords } from "../kafka/records.ts";
import { followTopic } from "../kafka/tail.ts";
import {
  bodyOf,
  clusterOf,
  numberIn,
  rightsIn,
  type Service,
} from "./requests.ts";
import { mustBeAllowed } from "./rights.ts";

const USUAL_LIMIT = 50;
const MOST_RECORDS = 500;
/** A line that keeps the connection alive, and shows when the page has gone, each so many milliseconds. */
const BEAT_MS = 10_000;

/**
 * Answers requests about records.
 *
 * @param service The clusters and the reader's prefix.
 * @returns The routes, below the address of a cluster.
 */
export function recordRoutes(service: Service): Hono {
  const routes = new Hono();

  routes.get("/topics/:topic/records", async (context) => {
    const { link } = await clusterOf(service, context);
    return context.json(await readRecords(link, wantedBy(context)));
  });

  routes.get("/topics/:topic/records/:partition/:offset", async (context) => {
    const { link } = await clusterOf(service, context);
    const { topic, partition, offset } = context.req.param();
    const place = {
      partition: numberIn(partition, "the partition"),
      offset: numberIn(offset, "the offset"),
    };
    const page = await readRecords(link, {
      topic,
      partition: place.partition,
      from: { offset: place.offset },
      search: "",
      limit: 1,
      shownBytes: WHOLE_BYTES,
    });
    return context.json(page);
  });

  routes.post("/topics/:topic/records", async (context) => {
    const cluster = await clusterOf(service, context);
    const topic = context.req.param("topic");
    mustBeAllowed(await rightsIn(service, cluster), [topic]);
    const body = await bodyOf(context);
    const text = (value: unknown): string | null =>
      typeof value === "string" ? value : null;
    const sent = await sendRecord(cluster.link, {
      topic,
      partition: typeof body.partition === "number"
        ? numberIn(body.partition, "the partition")
        : null,
      key: text(body.key),
      value: text(body.value),
      headers: Object.fromEntries(
        Object.entries(body.headers ?? {}).map(([name, value]) => [
          name,
          String(value),
        ]),
      ),
    });
    return context.json(sent, 201);
  });

  routes.get("/topics/:topic/tail", async (context) => {
    const { connection } = await clusterOf(service, context);
    const topic = context.req.param("topic");
    const search = context.req.query("search") ?? "";
    // A browser that connects again says which event it had last.
    const from = placesIn(context.req.header("last-event-id") ?? "");
    return streamSSE(context, async (stream) => {
      // A broker answers the requests of one connection in turn, and this one waits for records.
      const link = new Link(connection);
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      const beat = setInterval(
        () => void stream.writeSSE({ event: "beat", data: "" }).catch(() => {}),
        BEAT_MS,
      );
      try {
        for await (
          const { event, next } of followTopic(
            link,
            topic,
            search,
            from,
            ended.signal,
          )
        ) {
          await stream.writeSSE({
            data: JSON.stringify(event),
            id: [...next].map((each) => each.join(":")).join(),
          });
        }
      } catch (error) {
        await stream.writeSSE({
          event: "trouble",
          data: (error as Error).message,
        });
      } finally {
        clearInterval(beat);
        await link.close();
      }
    });
  });

  return routes;
}

function wantedBy({ req }: Context): Wanted {
  const partition = req.query("partition");
  return {
    topic: req.param("topic") ?? "",
    partition: partition ? numberIn(partition, "the partition") : null,
    from: startOf(req.query()),
    search: req.query("search") ?? "",
    limit: Math.min(
      numberIn(req.query("limit") ?? USUAL_LIMIT, "the limit", 1),
      MOST_RECORDS,
    ),
  };
}

function startOf(query: Record<string, string>): Wanted["from"] {
  const { from, offset, since, next } = query;
  if (next) return { next: Object.fromEntries(placesIn(next)) };
  if (offset) return { offset: numberIn(offset, "the offset") };
  if (since) return { since: numberIn(since, "the moment") };
  return from === "oldest" ? "oldest" : "newest";
}

/** Reads offsets by partition, such as `0:12,1:5`. */
function placesIn(text: string): Map<number, number> {
  return new Map(
    text.split(",").filter(Boolean).map((pair) => pair.split(":"))
      .map(([partition, at]) => [
        numberIn(partition, "the partition"),
        numberIn(at, "the offset"),
      ]),
  );
}
