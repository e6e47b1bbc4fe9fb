import { assertEquals } from "@std/assert";
import { damageIn, isDamage } from "broker/damage.ts";
import { failureIn } from "broker/log_reason.ts";

// The logs are Kafka 4.3.1's own, cut to what matters.

function error(message: string, exception?: string): string {
  const trace = exception === undefined ? "" : `\n${exception}`;
  return `2026-11-30 16:26:05.181 ERROR ${message} (kafka.Kafka)${trace}\n`;
}

const FATAL = "Exiting Kafka due to fatal exception";
const FAULT = "Encountered fatal fault: caught exception";
const LOADING = "There was an error in one of the threads during logs loading:";
const READING = "Error while reading checkpoint file /data/file";

const DAMAGED: Record<string, string> = {
  "a meta.properties that is gone": error(
    FATAL,
    "java.lang.RuntimeException: No readable meta.properties files found.",
  ),
  "a meta.properties without a node": error(
    FATAL,
    "java.lang.RuntimeException: Error: node ID not found in /data",
  ),
  "a meta.properties of another node": error(
    FATAL,
    "java.lang.RuntimeException: Stored node id 7 doesn't match previous node id 1 in /data/meta.properties.",
  ),
  "a meta.properties of a version to come": error(
    "Error while reading meta.properties file /data/meta.properties",
    "java.lang.RuntimeException: Unknown meta.properties version number 9",
  ),
  "a folder that is no partition": error(
    "Encountered fatal fault: Error starting LogManager",
    "org.apache.kafka.common.KafkaException: Found directory /data/foo, 'foo' is not in the form of topic-partition or topic-partition.uniqueId-delete (if marked for deletion).",
  ),
  "a corrupt snapshot": error(
    "[SharedServer id=1] Got exception while starting SharedServer",
    "org.apache.kafka.common.errors.CorruptRecordException: Record size -72 is less than the minimum record overhead (14)",
  ),
  "an empty snapshot": error(
    "Encountered fatal fault: Unhandled fault in MetadataLoader#handleLoadSnapshot. Snapshot offset was 43",
    "java.util.NoSuchElementException: No value present",
  ),
  "a snapshot that is gone": error(
    FAULT,
    "java.lang.IllegalStateException: Inconsistent snapshot state: there must be a snapshot at an offset larger then the current log start offset 10, but the latest snapshot is Optional.empty",
  ),
  "metadata with a gap": error(
    "Encountered fatal fault: Error loading metadata log record from offset 19",
    "java.lang.IllegalStateException: Tried to change broker 1, but that broker was not registered.",
  ),
  "an empty bootstrap.checkpoint": error(
    FATAL,
    "java.lang.RuntimeException: No FeatureLevelRecord for metadata.version was found in the bootstrap metadata from the binary bootstrap metadata file: /data/bootstrap.checkpoint",
  ),
  "a broken quorum-state": error(
    FAULT,
    "java.io.UncheckedIOException: Error while reading the Quorum status from the file /data/__cluster_metadata-0/quorum-state\nCaused by: java.io.EOFException: File ended prematurely.",
  ),
  "a broken checkpoint": error(
    READING,
    "java.io.IOException: Malformed line in checkpoint file [/data/recovery-point-offset-checkpoint]: garbage",
  ),
  "a checkpoint of a version to come": error(
    READING,
    "java.io.IOException: Unrecognised version:7, expected version: 0 in checkpoint file at: /data/recovery-point-offset-checkpoint",
  ),
  "a checkpoint that was cut off": error(
    READING,
    "java.io.IOException: Expected [3] entries in checkpoint file [/data/recovery-point-offset-checkpoint], but found only [0]",
  ),
  "a broken partition.metadata": error(
    "Error while reading partition metadata file /data/orders0-0/partition.metadata",
    "java.io.IOException: Malformed line in partition metadata file [/data/orders0-0/partition.metadata]: garbage",
  ),
  "an empty partition.metadata": error(
    `${LOADING} java.lang.NullPointerException: Cannot invoke "java.lang.CharSequence.length()" because "this.text" is null`,
  ),
  "a segment that is named after no offset": error(
    `${LOADING} java.lang.NumberFormatException: For input string: "abc"`,
  ),
};

for (const [what, log] of Object.entries(DAMAGED)) {
  Deno.test(`isDamage() knows ${what}`, () => {
    assertEquals(isDamage(failureIn(log)), true);
  });
}

Deno.test("isDamage() takes nothing else for damage", () => {
  const others = [
    error(FAULT, "java.lang.ClassNotFoundException: no.such.Authorizer"),
    error(READING, "java.io.IOException: never seen before"),
    "Terminating due to java.lang.OutOfMemoryError: Java heap space",
    "",
  ];
  assertEquals(others.filter((log) => isDamage(failureIn(log))), []);
});

Deno.test("damageIn() finds what Kafka cut off", () => {
  const log =
    "2026-11-21 02:13:08.675 WARN  [LogLoader partition=orders-0, dir=/data] Corruption found in segment 0, truncating to offset 10 (org.apache.kafka.storage.internals.log.LogLoader)\n";
  assertEquals(
    damageIn(log),
    "[LogLoader partition=orders-0, dir=/data] Corruption found in segment 0, truncating to offset 10",
  );
  assertEquals(damageIn("all is well"), null);
});
