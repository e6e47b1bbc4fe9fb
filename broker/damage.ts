import { refusalIn } from "./refusals.ts";

/** By these Kafka tells that it can't read what is in its data folder. */
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
 * Says whether a Kafka process ended because its data folder is damaged, as opposed to one that it could not get at.
 *
 * @param failure What the process says about its end, as `failureIn()` gives it.
 * @returns Whether it is; `false` for what nobody has seen before.
 */
export function isDamage(failure: string): boolean {
  return refusalIn(failure) === null &&
    DAMAGE.some((says) => says.test(failure));
}

/** A line by which Kafka says that it cut off what it could not read. */
const CUT_OFF = /^\S+ \S+ WARN +(.*Corruption found in segment.*) \(\S+\)$/m;

/**
 * Finds the line by which Kafka says that records were damaged and that it went on without them.
 *
 * @param log All that the process printed.
 * @returns The message, or `null` when nothing was damaged.
 */
export function damageIn(log: string): string | null {
  return log.match(CUT_OFF)?.[1] ?? null;
}
