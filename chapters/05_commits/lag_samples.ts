import type { Cluster } from "workbook/cluster.ts";
import { type LagSample, measureLag } from "workbook/offsets.ts";

/** How far a group was behind, each time somebody looked. */
export interface LagHistory {
  /** What `lagChart` draws: one sample a partition for each look, oldest first. */
  readonly samples: LagSample[];
  /** Looks once more. */
  measure: () => Promise<void>;
}

/**
 * Measures how far a consumer group is behind, now and whenever asked to.
 *
 * @param cluster The cluster to query.
 * @param group The group's full name; it need not run, nor exist.
 * @param topic The topic's full name.
 * @returns The first look, with a way to look again.
 * @throws {Trouble} If there is no such topic.
 *
 * @example Before and after a burst
 * ```ts ignore
 * const lag = await followLag(cluster, mailer, orders);
 * await producer.send({ topic: orders, messages });
 * await lag.measure();
 * lagChart(lag.samples);
 * ```
 */
export async function followLag(
  cluster: Cluster,
  group: string,
  topic: string,
): Promise<LagHistory> {
  const samples: LagSample[] = [];
  const measure = async (): Promise<void> => {
    const lags = await measureLag(cluster, group, topic);
    const at = new Date();
    for (const { partition, lag } of lags) samples.push({ at, partition, lag });
  };
  await measure();
  return { samples, measure };
}
