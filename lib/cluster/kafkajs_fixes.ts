/**
 * Fixes four defects of KafkaJS 2.2.4. Import it before a client is made.
 * `lib/README.md` describes KafkaJS's behaviour without the fixes.
 */
import type { Kafka } from "kafkajs";
import Cluster from "kafkajs/src/cluster/index.js";
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";
import { Trouble } from "../errors.ts";

// 1. Consumers of one group made by the same `Kafka` instance share a cache of committed offsets. In a
// rebalance each clears it for all, and one that is about to fetch then crashes for good: "Cannot
// read properties of undefined". Members of a group usually run in separate programs; in a notebook
// they share one. With this fix each consumer has a cache of its own.
//
// Source: tulios/kafkajs, `src/index.js` (`PRIVATE.OFFSETS`), `src/cluster/index.js`
// (`committedOffsets`), `src/consumer/offsetManager/index.js` (`clearAllOffsets`).

/** The committed offsets that a consumer caches, by topic and partition. */
type CommittedOffsets = Record<string, Record<number, string>>;

/** The part of KafkaJS's cluster that is changed; every consumer has a cluster of its own. */
interface OffsetCache {
  committedOffsets(of: { groupId: string }): CommittedOffsets;
}

const caches = new WeakMap<OffsetCache, Map<string, CommittedOffsets>>();

(Cluster.prototype as OffsetCache).committedOffsets = function (
  this: OffsetCache,
  { groupId },
): CommittedOffsets {
  const own = caches.get(this) ?? new Map<string, CommittedOffsets>();
  caches.set(this, own);
  const offsets = own.get(groupId) ?? {};
  own.set(groupId, offsets);
  return offsets;
};

// 2. An idle connection sets a timer with a negative delay, about a thousand times a second. Deno and
// newer Node versions print `TimeoutNegativeWarning` for it, in the middle of the reader's output, and
// a core is busy for nothing. Pending requests are still checked; only the idle timer is gone.
//
// Source: tulios/kafkajs, `src/network/requestQueue/index.js` (kafkajs#1751).

/** The part of KafkaJS's request queue that is changed. */
interface Queue {
  /** Requests not sent yet, because the broker throttles us or too many are in flight. */
  pending: unknown[];
  /** End of the throttling that the broker asked for, in milliseconds since 1970; -1 for none. */
  throttledUntil: number;
  throttleCheckTimeoutId: ReturnType<typeof setTimeout> | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const RECHECK_MS = 10;

(RequestQueue.prototype as Queue).scheduleCheckPendingRequests = function (
  this: Queue,
): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, throttledMs > 0 ? throttledMs : RECHECK_MS);
};

// 3. When no broker answers, a request for metadata resolves to `null`, and its caller fails with a TypeError
// ("Cannot destructure property 'topicMetadata' …"). With this fix it is asked again, like any other request.
//
// 4. A client goes on in whichever cluster answers at its address: somebody else's, on a shared machine, when a broker was
// stopped and another got its port. With this fix its requests fail, and say so.
//
// Source: tulios/kafkajs, `src/cluster/brokerPool.js` (`withBroker`), `src/cluster/index.js` (`metadata`).

type Metadata = { clusterId?: string } | null | void;

/** The part of KafkaJS's cluster that is changed. */
interface MetadataSource {
  /** The logger of the `Kafka` instance. */
  rootLogger: object;
  brokerPool: { metadata: Metadata };
  /** Repeats work that fails, as the client's settings say, until it is fulfilled or calls `bail`. */
  retrier<T>(work: (bail: (error: unknown) => void) => Promise<T>): Promise<T>;
  metadata(request?: { topics?: string[] }): Promise<Metadata>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
}

/** The id of the cluster that clients belong to, by the logger of their `Kafka` instance. */
const clusterIds = new WeakMap<object, string>();

/**
 * Keeps the clients of a KafkaJS instance to one cluster.
 *
 * @param kafka The KafkaJS instance.
 * @param clusterId The id of its cluster; requests of its clients to any other fail.
 */
export function holdToCluster(kafka: Kafka, clusterId: string): void {
  clusterIds.set(kafka.logger(), clusterId);
}

function refuseAnother(
  { rootLogger }: MetadataSource,
  metadata: Metadata,
): void {
  const [expected, found] = [clusterIds.get(rootLogger), metadata?.clusterId];
  if (!expected || !found || found === expected) return;
  const trouble = new Trouble(
    `Cannot go on: expected the cluster "${expected}" at this address but found another, "${found}". ` +
      "Run the chapter's first cells again: they connect to the cluster that is there now",
  );
  throw Object.assign(trouble, { retriable: false });
}

const { metadata } = Cluster.prototype as MetadataSource;

(Cluster.prototype as MetadataSource).metadata = function (
  this: MetadataSource,
  request,
): ReturnType<typeof metadata> {
  return this.retrier(async (bail) => {
    // A failure has been repeated already.
    const answer = await metadata.call(this, request).catch(bail);
    refuseAnother(this, answer);
    if (answer !== null) return answer;
    const silence = new Error("no answer of any broker");
    throw Object.assign(silence, { retriable: true });
  });
};

for (const name of ["refreshMetadata", "refreshMetadataIfNecessary"] as const) {
  const refresh = (Cluster.prototype as MetadataSource)[name];
  (Cluster.prototype as MetadataSource)[name] = async function (): Promise<
    void
  > {
    await refresh.call(this);
    refuseAnother(this, this.brokerPool.metadata);
  };
}
