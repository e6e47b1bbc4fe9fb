import type { Cluster } from "workbook/cluster.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { forAWhile } from "lab/patience.ts";

/** The requests that change topics, as Kafka names them. */
const CHANGES = ["CreateTopics", "CreatePartitions", "DeleteTopics"] as const;

/** How long answers are held back: longer than anybody sleeps who does not wait for them. */
const HELD_MS = 700;

/** A request that changes topics. */
export type Change = typeof CHANGES[number];

/** The requests of a notebook's admin client. */
export interface WatchedAdmin {
  /** The kinds of requests that changed topics since the last call of this function. */
  changes(): Set<Change>;
  /** How often a broker has answered who leads which partition since the last request of a kind. */
  askedSince(change: Change): number;
  /**
   * Does some work, and holds back what brokers answer, for a while, each time that they have answered a request of a kind.
   *
   * @param change The kind of request.
   * @param work The work.
   * @returns `askedSince` when the work was done.
   */
  heldAfter(change: Change, work: () => Promise<void>): Promise<number>;
}

/**
 * Sends the requests of a connection through a proxy that counts them and can hold answers back, for as long as some work takes.
 *
 * The reader's function uses the notebook's own connection, so this lends that connection other clients.
 *
 * @param cluster The notebook's connection; it gets its own clients back afterwards.
 * @param work The work, which calls the reader's function.
 * @returns What the work resolves to.
 */
export async function watchAdmin<T>(
  cluster: Cluster,
  work: (watched: WatchedAdmin) => Promise<T>,
): Promise<T> {
  // It stays open until the notebook's connection is closed: a function that waits for nothing may be asking still.
  const road = await connectThroughProxy(cluster);
  const { seen } = road.proxy;
  let looked = 0;
  const watched: WatchedAdmin = {
    changes: () => {
      const since = seen.slice(looked).map(({ api }) => api);
      looked = seen.length;
      return new Set(CHANGES.filter((change) => since.includes(change)));
    },
    askedSince: (change) =>
      seen.slice(seen.findLastIndex(({ api }) => api === change) + 1)
        .filter(({ api, fate }) => api === "Metadata" && fate === "answered")
        .length,
    heldAfter: async (change, work) => {
      const done = Promise.withResolvers<void>();
      let isDone = false;
      const hold = async (): Promise<void> => {
        let nth = seen.filter(({ api }) => api === change).length;
        while (!isDone) {
          await road.proxy.when(change, ++nth);
          if (isDone) return;
          road.proxy.freeze();
          await forAWhile(done.promise, HELD_MS);
          road.proxy.thaw();
        }
      };
      hold().catch(() => {}); // no more such requests came
      try {
        await work();
        return watched.askedSince(change);
      } finally {
        isDone = true;
        road.proxy.thaw();
        done.resolve();
      }
    },
  };
  const { admin, kafka } = cluster;
  const { admin: viaProxy, kafka: kafkaViaProxy } = road.cluster;
  try {
    Object.assign(cluster, { admin: viaProxy, kafka: kafkaViaProxy });
    return await work(watched);
  } finally {
    Object.assign(cluster, { admin, kafka });
  }
}
