import { assertEquals } from "@std/assert";
import { isDamage } from "broker/damage.ts";
import { failureIn } from "broker/log_reason.ts";
import { StartFailure } from "broker/readiness.ts";
import { refusalIn } from "broker/refusals.ts";

// The logs are Kafka 4.3.1's own, cut to what matters.

const OPENED = `java.io.IOException: Too many open files
	at java.base/sun.nio.ch.Net.accept(Native Method) ~[?:?]
`;

const REFUSED: Record<string, { log: string; sentence: string }> = {
  "a file": {
    log:
      `2026-11-30 16:28:35.249 ERROR [BrokerServer id=1] Fatal error during broker startup. Prepare to shutdown (kafka.server.BrokerServer)
org.apache.kafka.common.KafkaException: ${OPENED}Caused by: ${OPENED}`,
    sentence:
      'expected to open a file for each partition but found "Too many open files". Raise the limit that "ulimit -Hn" shows, or use a terminal that has a higher one, and start again',
  },
  "to look into the data folder": {
    // The second line alone would be damage.
    log:
      `2026-11-30 16:29:03.183 ERROR Error while reading meta.properties file /data/meta.properties (org.apache.kafka.metadata.properties.MetaPropertiesEnsemble)
java.nio.file.AccessDeniedException: /data/meta.properties
2026-11-30 16:29:03.212 ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)
java.lang.RuntimeException: No readable meta.properties files found.
`,
    sentence:
      'expected to read and write its folder but found "AccessDeniedException: /data/meta.properties". Make it yours ("chmod -R u+rwX", and "chown -R" if it belongs to someone else) and start again',
  },
  "to read a segment": {
    log:
      `2026-11-30 16:29:51.595 ERROR Error while loading log dir /data (kafka.log.LogManager)
java.io.IOException: Could not read file /data/orders0-0/00000000000000000000.log
`,
    sentence:
      'expected to read and write its folder but found "Could not read file /data/orders0-0/00000000000000000000.log". Make it yours ("chmod -R u+rwX", and "chown -R" if it belongs to someone else) and start again',
  },
  "room": {
    log:
      `2026-11-30 16:32:56.461 ERROR Error while writing to checkpoint file /data/__cluster_metadata-0/leader-epoch-checkpoint (org.apache.kafka.storage.internals.log.LogDirFailureChannel)
java.io.IOException: No space left on device
2026-11-30 16:32:56.511 ERROR [SharedServer id=1] Got exception while starting SharedServer (kafka.server.SharedServer)
org.apache.kafka.common.errors.KafkaStorageException: The log dir /data is already offline due to a previous IO exception.
`,
    sentence:
      'expected free disk space but found "No space left on device". Free some space and start again',
  },
  "to write at all": {
    log:
      `2026-11-30 16:33:10.918 ERROR [SharedServer id=1] Got exception while starting SharedServer (kafka.server.SharedServer)
java.nio.file.FileSystemException: /data/__cluster_metadata-0/00000000000000000000.log: Read-only file system
`,
    sentence:
      'expected a disk that it can write to but found "FileSystemException: /data/__cluster_metadata-0/00000000000000000000.log: Read-only file system". Mount the disk writable and start again',
  },
  "to read a broken disk": {
    // The first line of the exception alone would be damage.
    log:
      `2026-11-30 16:36:17.879 ERROR [SharedServer id=1] Got exception while starting SharedServer (kafka.server.SharedServer)
java.io.UncheckedIOException: Error while reading the Quorum status from the file /data/__cluster_metadata-0/quorum-state
Caused by: java.io.IOException: Input/output error
`,
    sentence:
      'expected a disk that works but found "Error while reading the Quorum status from the file /data/__cluster_metadata-0/quorum-state: Input/output error". Copy the folder to another disk, check this one, and start again',
  },
};

for (const [what, { log, sentence }] of Object.entries(REFUSED)) {
  Deno.test(`a broker that is refused ${what} fails with the cure, and is not damaged`, () => {
    const failure = new StartFailure(
      {
        identity: { name: "broker-1", id: 1, port: 1, heapMegabytes: 256 },
        isController: false,
        log: "/kafka.log",
        isRunning: () => Promise.resolve(false),
      },
      log,
      null,
    );
    assertEquals(
      failure.message,
      `Cannot start "broker-1": ${sentence}; its records are untouched. Its whole log is "/kafka.log"`,
    );
    assertEquals(failure.damaged, false);
    assertEquals(isDamage(failureIn(log)), false);
  });
}

Deno.test("refusalIn() leaves a port that is denied to the reader", () => {
  const log =
    `2026-11-30 16:42:33.417 ERROR Unable to start acceptor for PLAINTEXT (kafka.network.DataPlaneAcceptor)
org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:80: Permission denied.
Caused by: java.net.SocketException: Permission denied
`;
  assertEquals(refusalIn(failureIn(log)), null);
});
