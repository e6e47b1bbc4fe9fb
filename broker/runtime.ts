import { classPath, ensureKafka, KAFKA_VERSION } from "./jars.ts";
import { findJava, type Java } from "./java.ts";
import { findJvmCache, type JvmCache, useJvmCache } from "./jvm_cache.ts";

/** All that is needed to run Kafka's programs: verified jars and a Java that works. */
export interface Runtime {
  /** Kafka version. */
  version: string;
  /** Absolute path of the folder that holds the jars. */
  libs: string;
  /** The Java runtime. */
  java: Java;
  /** What lets it start faster. */
  cache: JvmCache;
}

/** How to run one of Kafka's programs. */
export interface KafkaCommand {
  /** Java class with a `main` method. */
  mainClass: string;
  /** Its arguments. */
  args: string[];
  /** Limit of the heap, in MiB. */
  heapMegabytes: number;
  /** Further options of Java. */
  jvmOptions?: string[];
}

const LOGGING = `${import.meta.dirname}/log4j2.properties`;

/**
 * Verifies the jars, fetches what is missing, and finds Java.
 *
 * @param version Kafka version. Default: the one that the course teaches.
 * @returns What {@link commandLine} needs.
 * @throws {Trouble} If the jars can't be fetched or there is no Java for them.
 */
export async function prepareRuntime(
  version: string = KAFKA_VERSION,
): Promise<Runtime> {
  const [libs, java] = await Promise.all([
    ensureKafka({ version }),
    findJava(),
  ]);
  return { version, libs, java, cache: await findJvmCache(libs, java) };
}

/**
 * Gives the command line of one of Kafka's programs.
 *
 * @param runtime Jars and Java.
 * @param command What to run.
 * @returns Program and arguments.
 */
export function commandLine(
  runtime: Runtime,
  command: KafkaCommand,
): string[] {
  const { java, cache, libs, version } = runtime;
  return [
    // Without it, Java can't read a path with other letters than A to Z in a shell that has no language set.
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
    `-Dlog4j2.configurationFile=${LOGGING}`,
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
