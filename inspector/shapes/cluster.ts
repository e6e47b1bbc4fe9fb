/** A broker of the cluster. */
export interface BrokerRow {
  /** Kafka's node id. */
  id: number;
  /** `host:port` for clients; `null` when it is down. */
  address: string | null;
  /** Its rack; `null` when it has none. */
  rack: string | null;
  /** Number of replicas that it holds. */
  replicas: number;
  /** Number of partitions that it leads. */
  leads: number;
  /** Number of its replicas that are not in sync. */
  notInSync: number;
  /** Number of records that its replicas are behind; `null` when it is down. */
  behind: number | null;
  /** Size of its replicas in bytes; `null` when it does not say it. */
  bytes: number | null;
}

/** The brokers of a cluster. */
export interface Brokers {
  /** The cluster id. */
  id: string;
  /** Id of the active controller; `null` when this user may not know it. */
  controller: number | null;
  /** Ids of all controllers. */
  voters: number[];
  /** The brokers, by id. */
  brokers: BrokerRow[];
  /** Number of partitions with a replica that is not in sync. */
  lagging: number;
  /** Number of partitions without a leader. */
  leaderless: number;
}

/** What this page may change on a cluster. */
export interface Rights {
  /** `all` of it, what begins with the `prefix`, or `nothing`. */
  may: "all" | "prefix" | "nothing";
  /** Prefix of the reader's own names, such as `ada-`; empty when there is none. */
  prefix: string;
  /** Why, in a sentence; empty when everything may be changed. */
  why: string;
}

/** A cluster that can be looked at. */
export interface ClusterChoice {
  /** Its key in addresses, such as `main`. */
  key: string;
  /** Its name for readers. */
  title: string;
}

/** The cluster that is looked at. */
export interface ClusterInfo extends ClusterChoice {
  /** `host:port` of the brokers that are asked first. */
  brokers: string[];
  /** What may be changed. */
  rights: Rights;
}

/** Where a name comes from, as far as it says. */
export interface Origin {
  /** What stands between prefix and run: `orders`, `check-key-of`. */
  noun: string;
  /** The part that is new with each run of a chapter, such as `k3f9`; `null` when the name has none. */
  run: string | null;
  /** The chapters that use the noun, such as `02_keys`, after what else the same run has made. */
  chapters: string[];
  /** The exercise whose check made it; `null` for none. */
  check: string | null;
}

/** Topics and groups that earlier runs of chapters have left. */
export interface Leftovers {
  /** The topics' full names. */
  topics: string[];
  /** The groups' full names. */
  groups: string[];
  /** Names of runs that are left alone, as a consumer is at work in them. */
  busy: string[];
}
