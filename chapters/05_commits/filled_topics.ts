import type { Cluster } from "workbook/cluster.ts";

const filled = new WeakMap<Cluster, Map<string, Promise<string>>>();

/**
 * Fills a topic once for each connection. Checks only read it, each time with new groups.
 *
 * @param cluster The connection that the topic is made through.
 * @param exercise The slug of the exercise, and what tells its topics apart.
 * @param fill A function that makes the topic and writes its records.
 * @returns The topic's full name; one that failed to be filled is made again at the next call.
 */
export function fillOnce(
  cluster: Cluster,
  exercise: string,
  fill: () => Promise<string>,
): Promise<string> {
  const own = filled.get(cluster) ?? new Map<string, Promise<string>>();
  filled.set(cluster, own);
  const topic = own.get(exercise) ?? fill();
  own.set(exercise, topic);
  topic.catch(() => own.delete(exercise));
  return topic;
}
