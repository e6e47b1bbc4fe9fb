import { refusalIn } from "./refusals.ts";

/** Messages by which Kafka reports that it cannot read the content of its data folder. */
const DAMAGE = [
  // The data folder itself.
  /No readable meta\.properties/,
  /(?:Unknown|Invalid) meta\.properties version/,
  /(?:node|cluster) ID not found in /,
  /(?:node|cluster)\.id was not (?:found|specified)/,
  /Stored node id \d+ doesn't match/,
  /is not in the form of topic-partition/,
  // Records and snapshots of the cluster's metadata.
  /CorruptRecordException: /,
  /Error loading metadata log record/,
  /MetadataLoader#handleLoadSnapshot/,
  /Inconsistent snapshot state/,
  /found in the bootstrap metadata/,
  /Error while reading the Quorum status/,
  // Small files of a partition or of all partitions.
  /(?:in|of) (?:checkpoint|partition metadata) file/,
  // An empty file, and a segment that is named after no offset.
  /during logs loading: java\.lang\.(?:NullPointer|NumberFormat)Exception/,
];

/**
 * Checks whether a Kafka process ended because its data folder is damaged, as opposed to one that it may not read.
 *
 * @param failure The error that ended the process, as `failureIn()` returns it.
 * @returns `true` if the folder is damaged; `false` for any error that is not listed here.
 */
export function isDamage(failure: string): boolean {
  return refusalIn(failure) === null &&
    DAMAGE.some((says) => says.test(failure));
}

/** A line by which Kafka reports that it cut off records that it could not read. */
const CUT_OFF = /^\S+ \S+ WARN +(.*Corruption found in segment.*) \(\S+\)$/m;

/**
 * Finds the line by which Kafka reports that records were damaged and that it went on without them.
 *
 * @param log All that the process printed.
 * @returns The message of the line, or `null` when nothing was damaged.
 */
export function damageIn(log: string): string | null {
  return log.match(CUT_OFF)?.[1] ?? null;
}
