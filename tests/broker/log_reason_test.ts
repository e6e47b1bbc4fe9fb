import { assertEquals } from "@std/assert";
import { failureIn, reasonOf } from "broker/log_reason.ts";

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

const REFUSED_REGISTRATION =
  `2026-11-30 16:17:21.065 ERROR [ControllerApis nodeId=1] Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION, apiVersion=0, clientId=1, correlationId=0, headerVersion=2) (kafka.server.ControllerApis)
java.util.concurrent.CompletionException: org.apache.kafka.common.errors.NotControllerException: The active controller appears to be node 1.
	at java.base/java.util.concurrent.CompletableFuture.wrapInCompletionException(Unknown Source) ~[?:?]
Caused by: org.apache.kafka.common.errors.NotControllerException: The active controller appears to be node 1.
2026-11-30 16:17:21.066 INFO  [QuorumController id=1] Becoming the active controller at epoch 2, next write offset 2062. (org.apache.kafka.controller.QuorumController)
`;

Deno.test("reasonOf() passes over an error that another node was only told", () => {
  const log = REFUSED_REGISTRATION +
    "2026-11-30 16:17:22.652 ERROR Shutdown broker because all log dirs in /data have failed (kafka.log.LogManager)\n";
  assertEquals(
    reasonOf(log),
    "Shutdown broker because all log dirs in /data have failed",
  );
});

Deno.test("reasonOf() takes what the operating system refused, whatever errors stand before it", () => {
  const log = REFUSED_REGISTRATION +
    `2026-11-30 16:17:22.600 ERROR Shutdown broker because all log dirs in /data have failed (kafka.log.LogManager)
2026-11-30 16:17:22.638 ERROR Error while reading partition metadata file /data/orders5-15/partition.metadata (org.apache.kafka.storage.internals.log.LogDirFailureChannel)
java.nio.file.FileSystemException: /data/orders5-15/partition.metadata: Too many open files
	at java.base/sun.nio.fs.UnixException.translateToIOException(Unknown Source) ~[?:?]
`;
  assertEquals(
    reasonOf(log),
    "FileSystemException: /data/orders5-15/partition.metadata: Too many open files",
  );
});

Deno.test("reasonOf() names the exception whose message is only a path", () => {
  const log =
    `2026-11-30 16:29:22.799 ERROR Error while loading log dir /größe 大 (kafka.log.LogManager)
java.nio.file.AccessDeniedException: /größe 大/orders0-0/leader-epoch-checkpoint
`;
  assertEquals(
    reasonOf(log),
    "AccessDeniedException: /größe 大/orders0-0/leader-epoch-checkpoint",
  );
});

Deno.test("reasonOf() adds what led to an exception, unless that says it already", () => {
  const quorum =
    `2026-11-30 16:26:20.035 ERROR [SharedServer id=1] Got exception while starting SharedServer (kafka.server.SharedServer)
java.io.UncheckedIOException: Error while reading the Quorum status from the file /data/__cluster_metadata-0/quorum-state
	at org.apache.kafka.raft.FileQuorumStateStore.readStateFromFile(FileQuorumStateStore.java:109) ~[kafka-raft-4.3.1.jar:?]
Caused by: java.io.EOFException: File ended prematurely.
`;
  assertEquals(
    reasonOf(quorum),
    "Error while reading the Quorum status from the file /data/__cluster_metadata-0/quorum-state: File ended prematurely",
  );
  const port =
    `2026-11-30 16:42:33.417 ERROR Unable to start acceptor for CONTROLLER (kafka.network.DataPlaneAcceptor)
org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:44441: Address already in use.
	at kafka.network.Acceptor.openServerSocket(SocketServer.scala:568) ~[kafka_2.13-4.3.1.jar:?]
Caused by: java.net.BindException: Address already in use
`;
  assertEquals(
    reasonOf(port),
    "Socket server failed to bind to 127.0.0.1:44441: Address already in use",
  );
});

Deno.test("failureIn() takes nothing that Kafka got over, when the process was killed", () => {
  const log =
    `2026-11-30 16:23:33.001 WARN  Found invalid messages in log segment (org.apache.kafka.storage.internals.log.LogSegment)
org.apache.kafka.common.errors.CorruptRecordException: Record is corrupt (stored crc = 4227762434, computed crc = 2358974539)
2026-11-30 16:23:33.040 INFO  Loaded 3 logs in 9ms (kafka.log.LogManager)
`;
  assertEquals(
    failureIn(log),
    "2026-11-30 16:23:33.040 INFO  Loaded 3 logs in 9ms (kafka.log.LogManager)",
  );
});
