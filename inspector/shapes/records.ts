/** The bytes of a key, value or header: `text` where they are UTF-8, else `base64`. */
export interface BytesView {
  /** The text, perhaps its beginning. */
  text?: string;
  /** The bytes in base64, perhaps the first ones. */
  base64?: string;
  /** Number of bytes of the whole. */
  length: number;
  /** Whether only the beginning is here. */
  cut: boolean;
}

/** A record of a topic, or the marker of a transaction's end. */
export interface RecordRow {
  /** Partition number, from 0. */
  partition: number;
  /** Its offset. */
  offset: number;
  /** Its timestamp, in ms. */
  timestamp: number;
  /** Its key; `null` for none. */
  key: BytesView | null;
  /** Its value; `null` for a tombstone. */
  value: BytesView | null;
  /** Its headers, in order; a name may come twice. */
  headers: [name: string, value: BytesView | null][];
  /** Size of the record in its batch, in bytes, before compression. */
  bytes: number;
  /** What a transaction has to do with it; `null` for nothing. */
  transaction: "part" | "open" | "commit marker" | "abort marker" | null;
}

/** Records of a topic, and where to go on. */
export interface RecordsPage {
  /** The records, by time. */
  records: RecordRow[];
  /** The offset by partition at which the next page begins. */
  next: Record<string, number>;
  /** Number of records that were looked at. */
  scanned: number;
  /** Whether all partitions were read to their ends. */
  ended: boolean;
  /** What the reader should know, such as that an offset was out of range; empty for nothing. */
  note: string;
}

/** What has come since the last event of a live tail. */
export interface TailEvent {
  /** The newest of them, by time. */
  records: RecordRow[];
  /** Number of records that came and are not shown, as there were too many. */
  skipped: number;
  /** Number of records that came and do not match the search. */
  unmatched: number;
}
