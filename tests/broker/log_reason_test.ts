import { assertEquals } from "@std/assert";
import { damageIn, reasonOf } from "broker/log_reason.ts";

// The logs are Kafka 4.3.1's own, cut to what matters.

Deno.test("reasonOf() takes the message of the first exception after the first error", () => {
  const log =
    `2026-11-21 02:12:43.314 WARN  Found invalid messages in log segment (org.apache.kafka.storage.internals.log.LogSegment)
org.apache.kafka.common.errors.CorruptRecordException: Record is corrupt
2026-11-21 02:12:43.498 ERROR [BrokerServer id=1] Fatal error during broker startup. Prepare to shutdown (kafka.server.BrokerServer)
org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in /data. A Kafka instance in another process or thread is using this directory.
	at kafka.log.LogManager.lockLogDirs(LogManager.scala:277)
2026-11-21 02:12:43.500 ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)
java.lang.RuntimeException: what followed from it
`;
  assertEquals(
    reasonOf(log),
    "Failed to acquire lock on file .lock in /data. A Kafka instance in another process or thread is using this directory",
  );
});

Deno.test("reasonOf() takes the error itself when no exception follows", () => {
  const log =
    "2026-11-21 02:12:43.498 ERROR Shutdown broker because all log dirs in /data have failed (kafka.log.LogManager)\n";
  assertEquals(
    reasonOf(log),
    "Shutdown broker because all log dirs in /data have failed",
  );
});

Deno.test("reasonOf() understands a tool that dies of an exception", () => {
  const log =
    `Exception in thread "main" org.apache.kafka.common.config.ConfigException: Invalid value 3 for configuration log.segment.bytes: Value must be at least 1048576
	at kafka.tools.StorageTool.main(StorageTool.scala)
`;
  assertEquals(
    reasonOf(log),
    "Invalid value 3 for configuration log.segment.bytes: Value must be at least 1048576",
  );
});

Deno.test("reasonOf() understands Java's own last words", () => {
  assertEquals(
    reasonOf("Terminating due to java.lang.OutOfMemoryError: Java heap space"),
    "Terminating due to java.lang.OutOfMemoryError: Java heap space",
  );
  assertEquals(
    reasonOf(
      "#\n# There is insufficient memory for the Java Runtime Environment to continue.\n# Native memory allocation failed\n",
    ),
    "There is insufficient memory for the Java Runtime Environment to continue",
  );
});

Deno.test("reasonOf() gives the last line of a log that it does not understand", () => {
  assertEquals(reasonOf("one\ntwo\n"), "two");
  assertEquals(reasonOf(""), "nothing");
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
