import { deleteGroups } from "../kafka/group_changes.ts";
import { listGroups } from "../kafka/groups.ts";
import type { Link } from "../kafka/link.ts";
import { readMetadata } from "../kafka/metadata.ts";
import { deleteTopics } from "../kafka/topic_changes.ts";
import { originsOf } from "../names.ts";
import type { Leftovers, Rights } from "../shapes.ts";

/**
 * Finds the topics and groups that earlier runs of chapters have left: those with the name of a run in which no
 * consumer is at work.
 *
 * @param link The cluster to query.
 * @param rights What may be changed; only that is found.
 * @param user The prefix of the reader's names; empty for none.
 * @returns The names.
 * @throws {Trouble} If no broker answers.
 */
export async function findLeftovers(
  link: Link,
  rights: Rights,
  user: string,
): Promise<Leftovers> {
  if (rights.may === "nothing") return { topics: [], groups: [], busy: [] };
  const [metadata, { groups }] = await Promise.all([
    readMetadata(link, null),
    listGroups(link),
  ]);
  const isOwn = (name: string): boolean => name.startsWith(rights.prefix);
  const topics = [...metadata.topics.keys()].filter(isOwn);
  const ids = groups.map(({ id }) => id).filter(isOwn);
  const origins = originsOf([...topics, ...ids], user);
  const runOf = (name: string): string | null => origins.get(name)?.run ?? null;
  const busy = new Set(
    groups.filter(({ members }) => (members ?? 0) > 0)
      .flatMap(({ id, topics }) => [id, ...topics])
      .map(runOf).filter((run) => run !== null),
  );
  const isLeft = (name: string): boolean => {
    const run = runOf(name);
    return run !== null && !busy.has(run);
  };
  return {
    topics: topics.filter(isLeft).sort(),
    groups: ids.filter(isLeft).sort(),
    busy: [...busy].sort(),
  };
}

/**
 * Deletes what earlier runs have left.
 *
 * @param link The cluster to change.
 * @param leftovers The names.
 * @returns A sentence for each topic or group that Kafka did not delete.
 * @throws {Trouble} If no broker answers.
 */
export async function removeLeftovers(
  link: Link,
  { topics, groups }: Leftovers,
): Promise<string[]> {
  // Groups first: a group without its topic would show offsets of nothing.
  const refused = await deleteGroups(link, groups);
  return [...refused, ...await deleteTopics(link, topics)];
}
