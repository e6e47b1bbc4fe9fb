import type { Cluster } from "workbook/cluster.ts";
import { untilPartitions } from "workbook/topics.ts";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import type { WatchedAdmin } from "./watched_admin.ts";

/**
 * Expects a function that creates topics to have waited until a broker had answered who leads the partitions.
 *
 * @param cluster The cluster with the topics.
 * @param layout The number of partitions of each topic.
 * @param answered How often brokers had answered that when the function was done.
 * @throws {Refused} If none had.
 */
export async function expectAnswered(
  cluster: Cluster,
  layout: Record<string, number>,
  answered: number,
): Promise<void> {
  if (answered > 0) return;
  // A wait that nobody waits for shall end well before the topics go.
  for (const [topic, count] of Object.entries(layout)) {
    await untilPartitions(cluster, topic, count).catch(() => {});
  }
  throw new Refused(
    "Your function was done when the controller had granted the topics, and no broker had answered who leads the partitions; the check holds such answers back for a moment. Whoever sends now may find no leader, and KafkaJS may then write records twice. Who waits until there are leaders?",
  );
}

/**
 * Has the first question for a new topic's leaders fail, which the function must not keep to itself.
 *
 * @param cluster The notebook's connection; it gets its own admin client back afterwards.
 * @param create Creates a topic that does not exist yet with the reader's function.
 * @param watched The requests of that connection.
 * @throws {Refused} If the function ends as if it knew the leaders.
 */
export async function refuseFailureForgotten(
  cluster: Cluster,
  create: () => Promise<void>,
  watched: WatchedAdmin,
): Promise<void> {
  const { admin } = cluster;
  let hasFailed = false;
  const fetchTopicMetadata: typeof admin.fetchTopicMetadata = (options) => {
    if (hasFailed || watched.askedSince("CreateTopics") > 0) {
      return admin.fetchTopicMetadata(options);
    }
    hasFailed = true;
    return Promise.reject(new Error("No broker can be reached"));
  };
  try {
    Object.assign(cluster, { admin: { ...admin, fetchTopicMetadata } });
    await create();
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    return;
  } finally {
    Object.assign(cluster, { admin });
  }
  if (!hasFailed || watched.askedSince("CreateTopics") > 0) return;
  throw new Refused(
    "The topic was created, and the question who leads its partitions failed: no broker could be reached. Nobody asked again, and your function ended as if there were leaders. Who learns that there may be none?",
  );
}
