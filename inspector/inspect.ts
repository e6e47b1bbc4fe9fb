import { readConnection } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { inNotebook, stopSignal } from "workbook/kernel.ts";
import { type Displayable, displayable, live } from "pictures/display.ts";
import { groupsView, lagView, recordsView, topicsView } from "./cell/views.ts";
import { listGroups } from "./kafka/groups.ts";
import { describeGroup } from "./kafka/lag.ts";
import { Link } from "./kafka/link.ts";
import { readMetadata } from "./kafka/metadata.ts";
import { readRecords } from "./kafka/records.ts";
import { listTopics } from "./kafka/topics.ts";
import { originsOf } from "./names.ts";

/** Options of all views in a cell. */
export interface InspectOptions {
  /** The cluster to look at; the one of the environment when left out. */
  cluster?: { readonly brokers: readonly string[] };
  /** Whether the view follows what happens until Stop is pressed; it stands still when left out. */
  live?: boolean;
}

/** Options of the view of records. */
export interface InspectRecordsOptions extends InspectOptions {
  /** The partition to look at; all when left out. */
  partition?: number;
  /** The offset to look at, with its neighbours; the newest records when left out. */
  offset?: number;
}

const PACE_MS = 1_000;
const MOST_RECORDS = 30;
const NEIGHBOURS = 2;

/**
 * Views of topics, records and groups for a cell: still, or live until Stop is pressed.
 *
 * @example What is on the broker
 * ```ts ignore
 * import { inspect } from "inspector";
 *
 * await inspect.topics();
 * ```
 *
 * @example One record, and its neighbours
 * ```ts ignore
 * await inspect.records("orders-k3f9", { partition: 2, offset: 17 });
 * ```
 */
export const inspect = {
  /**
   * Shows all topics but Kafka's own.
   *
   * @param options The cluster, and whether the view is live.
   * @returns A table, for the last line of a cell; a word about its end when it was live.
   * @throws {Trouble} If no broker answers.
   */
  topics: (options: InspectOptions = {}): Promise<Displayable> =>
    show(options, async (link) => {
      const topics = await listTopics(link);
      return await topicsView(topics.filter(({ internal }) => !internal));
    }),

  /**
   * Shows records of a topic as lanes.
   *
   * @param topic The topic's full name, or its noun if only one topic of the noun is there.
   * @param options The partition and offset, the cluster, and whether the view is live.
   * @returns The lanes, for the last line of a cell; a word about their end when they were live.
   * @throws {Trouble} If there is no such topic, or no broker answers.
   */
  records: (
    topic: string,
    options: InspectRecordsOptions = {},
  ): Promise<Displayable> =>
    show(options, async (link) => {
      const name = await fullName(link, topic);
      const { partition, offset } = options;
      const metadata = await readMetadata(link, [name]);
      const { records } = await readRecords(link, {
        topic: name,
        partition: partition ?? null,
        from: offset === undefined
          ? "newest"
          : { offset: Math.max(0, offset - NEIGHBOURS) },
        search: "",
        limit: offset === undefined ? MOST_RECORDS : 2 * NEIGHBOURS + 1,
      });
      return await recordsView(name, records, {
        partitions: metadata.topics.get(name)!.partitions.length,
        ...(partition !== undefined && { partition }),
        ...(offset !== undefined && { offset }),
      });
    }),

  /**
   * Shows all groups with their lag.
   *
   * @param options The cluster, and whether the view is live.
   * @returns A table, for the last line of a cell; a word about its end when it was live.
   * @throws {Trouble} If no broker answers.
   */
  groups: (options: InspectOptions = {}): Promise<Displayable> =>
    show(
      options,
      async (link) => await groupsView((await listGroups(link)).groups),
    ),

  /**
   * Shows the lag of one group by partition, in records and in time.
   *
   * @param group The group's full name.
   * @param options The cluster, and whether the view is live.
   * @returns A table, for the last line of a cell; a word about its end when it was live.
   * @throws {Trouble} If there is no such group, or no broker answers.
   */
  group: (group: string, options: InspectOptions = {}): Promise<Displayable> =>
    show(
      options,
      async (link) =>
        await lagView(group, (await describeGroup(link, group)).lag),
    ),
};

/** Looks once, or again and again until Stop. */
async function show(
  { cluster, live: isLive = false }: InspectOptions,
  look: (link: Link) => Promise<Displayable>,
): Promise<Displayable> {
  const connection = cluster
    ? { ...readSecurity(), brokers: [...cluster.brokers] }
    : readConnection();
  const link = new Link(connection);
  try {
    if (!isLive || !inNotebook()) return await look(link);
    const place = live();
    const stop = stopSignal();
    while (!stop.aborted) {
      await place.show(await look(link));
      await pause(stop);
    }
    return displayable({}, "Stopped; this is how it was last.");
  } finally {
    await link.close();
  }
}

/** The credentials of the environment; none where it names no brokers. */
function readSecurity(): Partial<ReturnType<typeof readConnection>> {
  return Deno.env.get("KAFKA_BROKERS") ? readConnection() : {};
}

async function pause(stop: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PACE_MS);
  stop.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}

/** A cell's reader thinks of "orders", and the topic is called "orders-k3f9". */
async function fullName(link: Link, topic: string): Promise<string> {
  const { topics } = await readMetadata(link, null);
  if (topics.has(topic)) return topic;
  const user = Deno.env.get("WORKBOOK_USER") ?? "";
  const named = [...originsOf([...topics.keys()], user)]
    .filter(([, { noun }]) => noun === topic).map(([name]) => name);
  if (named.length === 1) return named[0]!;
  throw new Trouble(
    `Cannot show the records of "${topic}": expected a topic of that name but found ${
      named.length === 0 ? "none" : named.join(", ")
    }. ${
      named.length === 0
        ? "inspect.topics() lists those that are there"
        : "Pass one of these names"
    }`,
  );
}
