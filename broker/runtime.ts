import { pathToFileURL } from "node:url";
import { ensureOnePath } from "./folders.ts";
import { classPath, ensureKafka, KAFKA_VERSION } from "./jars.ts";
import { findJava, type Java } from "./java.ts";
import { findJvmCache, type JvmCache, useJvmCache } from "./jvm_cache.ts";
import { kafkaLibs } from "./places.ts";

/** Verified jars and a working Java, to run Kafka's programs. */
export interface Runtime {
  /** Kafka version. */
  version: string;
  /** Absolute path of the folder that holds the jars. */
  libs: string;
  /** The Java runtime. */
  java: Java;
  /** The cache that lets Kafka start faster. */
  cache: JvmCache;
}

/** A run of one of Kafka's programs. */
export interface KafkaCommand {
  /** Java class with a `main` method. */
  mainClass: string;
  /** Arguments of the program. */
  args: string[];
  /** Limit of the heap, in MiB. */
  heapMegabytes: number;
  /** File beside this one with the settings of its log. Default: those of a node. */
  logging?: `${string}.properties`;
  /** Further options for Java. */
  jvmOptions?: string[];
}

/**
 * Verifies Kafka's jars, fetches missing ones, and finds Java.
 *
 * @param version Kafka version. Default: the one that the course teaches.
 * @returns The jars and Java, for {@link commandLine}.
 * @throws {Trouble} If Java cannot take the path of the jars, one cannot be fetched, or there is no Java that can run Kafka.
 */
export async function prepareRuntime(
  version: string = KAFKA_VERSION,
): Promise<Runtime> {
  ensureOnePath(kafkaLibs(version));
  const [libs, java] = await Promise.all([
    ensureKafka({ version }),
    findJava(),
  ]);
  return { version, libs, java, cache: await findJvmCache(libs, java) };
}

/**
 * Builds the command line of one of Kafka's programs.
 *
 * @param runtime Kafka's jars and Java.
 * @param command The program to run, and its options.
 * @returns The program to start and its arguments.
 */
export function commandLine(
  runtime: Runtime,
  command: KafkaCommand,
): string[] {
  const { java, cache, libs, version } = runtime;
  const { logging = "log4j2.properties" } = command;
  return [
    // Without it, Java cannot read a path with letters beyond ASCII in a shell that has no language set.
    "env",
    "LC_ALL=C.UTF-8",
    java.path,
    `-Xmx${command.heapMegabytes}m`,
    "-Xms64m",
    "-XX:+UseSerialGC",
    // The second compiler costs memory and start-up time, and pays off after minutes only.
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    // Would leave a file in /tmp when the process is killed.
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    // As a URL, because in a path a "%" or a comma would mean something else.
    `-Dlog4j2.configurationFile=${
      pathToFileURL(`${import.meta.dirname}/${logging}`)
    }`,
    // Java 24 and later warn about what Kafka's own libraries do.
    ...java.version >= 24
      ? [
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
      ]
      : [],
    ...cache.intact ? useJvmCache(java, cache.path) : [],
    ...command.jvmOptions ?? [],
    "-cp",
    classPath(libs, version),
    command.mainClass,
    ...command.args,
  ];
}
