/**
 * Keeps a client to requests that the proxy can read, and to what goes with them: a client goes by the versions, and by
 * the features of the cluster, that a broker states.
 *
 * Source: Kafka protocol guide, `ApiVersions`; KIP-584 (features), KIP-890 (transactions).
 */
import { Cursor } from "workbook/wire.ts";
import { API_KEYS } from "./apis.ts";

/**
 * The newest versions that the proxy can read; later Produce and Fetch versions carry addresses. The others need a Produce
 * that adds the partition to its transaction, which came later too.
 */
const MAX_VERSIONS = new Map<number, number>([
  [API_KEYS.Metadata, 13],
  [API_KEYS.FindCoordinator, 6],
  [API_KEYS.DescribeCluster, 2],
  [API_KEYS.Produce, 9],
  [API_KEYS.Fetch, 15],
  [API_KEYS.ShareFetch, 2],
  [API_KEYS.ShareAcknowledge, 2],
  [API_KEYS.EndTxn, 4],
  [API_KEYS.TxnOffsetCommit, 4],
]);

/** The feature by which Kafka's own client decides that its Produce requests need no AddPartitionsToTxn, and the level before. */
const TRANSACTIONS = { feature: "transaction.version", level: 1 };

/** The number of the field in which brokers list the levels of their features, as agreed on in the cluster. */
const FINALIZED_FEATURES = 2;

const BODY = 8; // behind the length and the correlation id

/**
 * Lowers the versions in an answer to `ApiVersions` to those that the proxy can read.
 *
 * @param frame The response, with its length in front.
 * @param version The version of the request.
 * @returns A copy with lower versions and features; the same response when it is an error.
 */
export function capVersions(frame: Uint8Array, version: number): Uint8Array {
  const cursor = new Cursor(frame, BODY, version >= 3);
  // A version that the broker does not know is answered in the form of version 0, to be asked again.
  if (cursor.int16() !== 0) return frame;
  const capped = frame.slice();
  const view = new DataView(capped.buffer);
  for (let left = cursor.arrayLength(); left > 0; left--) {
    const most = MAX_VERSIONS.get(cursor.int16());
    cursor.skip(2); // oldest version
    const newest = cursor.int16();
    if (most !== undefined && newest > most) {
      view.setInt16(cursor.at - 2, most);
    }
    cursor.skipTaggedFields();
  }
  if (version >= 3) capFeatures(cursor, view);
  return capped;
}

/** The fields have no fixed place: those before the one that is looked for are passed over. */
function capFeatures(cursor: Cursor, view: DataView): void {
  cursor.skip(4); // throttle time
  for (let fields = cursor.varint(); fields > 0; fields--) {
    const field = cursor.varint();
    const next = cursor.varint() + cursor.at;
    const isFinalized = field === FINALIZED_FEATURES;
    for (let left = isFinalized ? cursor.arrayLength() : 0; left > 0; left--) {
      const feature = cursor.string();
      for (let levels = 2; levels > 0; levels--) { // newest and oldest
        const isNew = cursor.int16() > TRANSACTIONS.level;
        if (feature === TRANSACTIONS.feature && isNew) {
          view.setInt16(cursor.at - 2, TRANSACTIONS.level);
        }
      }
      cursor.skipTaggedFields();
    }
    cursor.at = next;
  }
}
