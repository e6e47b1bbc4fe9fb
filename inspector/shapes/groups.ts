/** The kind of a group; `other` for one that this broker's version does not name. */
export type GroupType = "classic" | "consumer" | "share" | "streams" | "other";

/** A group in the list of groups. */
export interface GroupRow {
  /** The group's full name. */
  id: string;
  /** Its kind. */
  type: GroupType;
  /** Kafka's name of its state, such as `Stable` or `Empty`. */
  state: string;
  /** Number of members; `null` when it can't be known. */
  members: number | null;
  /** The topics that it has committed offsets of, or that its members read. */
  topics: string[];
  /** Sum of the lag of its partitions; `null` when it can't be known. */
  lag: number | null;
}

/** A member of a group. */
export interface MemberRow {
  /** Kafka's id of the member. */
  id: string;
  /** The client id that its program gave. */
  client: string;
  /** The address that it connects from. */
  host: string;
  /** The topics that it subscribes to. */
  subscribed: string[];
  /** The partitions that it has now. */
  assigned: { topic: string; partitions: number[] }[];
}

/** The lag of a group on one partition. */
export interface LagRow {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** Offset that the group goes on from; `null` when nothing was committed. */
  committed: number | null;
  /** Offset of the oldest record; `null` when the leader did not answer. */
  start: number | null;
  /** Offset that the next record gets; `null` when the leader did not answer. */
  end: number | null;
  /** Number of records that the group has not done; from the oldest one, when nothing was committed. */
  lag: number | null;
  /** Age of the oldest record that it has not done, in ms; `null` when there is none. */
  ageMs: number | null;
  /** The id of the member that has the partition; `null` for none, or several. */
  owner: string | null;
}

/** The lag of a group at one moment. */
export interface LagMoment {
  /** When it was measured, in ms. */
  at: number;
  /** Sum of the lag of its partitions. */
  lag: number;
}

/** One group. */
export interface GroupDetail {
  /** The group's full name. */
  id: string;
  /** Its kind. */
  type: GroupType;
  /** Kafka's name of its state. */
  state: string;
  /** Kafka's name of the way in which partitions are shared out; empty when unknown. */
  assignor: string;
  /** Its members. */
  members: MemberRow[];
  /** Its partitions, by topic and number. */
  lag: LagRow[];
  /** Its lag so far, oldest first, since somebody looks at it. */
  history: LagMoment[];
  /** What can't be known of it, in a sentence; empty for nothing. */
  note: string;
}
