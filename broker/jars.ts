import list from "./jars.json" with { type: "json" };
import { download } from "./download.ts";
import { kafkaLibs } from "./places.ts";
import { scratchName } from "./scratch.ts";
import { Trouble } from "workbook/errors.ts";

/** The Kafka version that the course teaches and the embedded broker runs. */
export const KAFKA_VERSION = "4.3.1";

const MAVEN_CENTRAL = "https://repo.maven.apache.org/maven2";

/** Enough to keep a connection busy, few enough for any mirror. */
const PARALLEL_DOWNLOADS = 6;

/** One file of Kafka's class path, as published on Maven Central. */
interface Jar {
  /** `group:artifact:version`. */
  coordinates: string;
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 in hexadecimal. */
  sha256: string;
}

/** Options for {@link ensureKafka}. */
export interface EnsureKafkaOptions {
  /** Kafka version; one that `jars.json` lists. Default: {@link KAFKA_VERSION}. */
  version?: string;
  /** Called while files are fetched; never called when all are there. */
  onProgress?: (doneBytes: number, totalBytes: number) => void;
  /** Absolute path of the folder for the jars. Default: `.workbook/kafka/<version>/libs`. */
  folder?: string;
  /** Address of a mirror of Maven Central. Default: the environment variable `WORKBOOK_MAVEN`, else Maven Central. */
  mirror?: string | undefined;
}

/**
 * Makes sure that every jar of Kafka is on this machine and is the one that was published.
 *
 * Each call hashes all files, which takes about 0.1 s, and fetches those that are missing or differ. Several processes
 * may call it at once.
 *
 * @param options The version, folder, mirror and a progress callback.
 * @returns Absolute path of the folder that holds the jars.
 * @throws {Trouble} If the version is not listed, or a jar cannot be fetched.
 *
 * @example Fetch Kafka, showing progress
 * ```ts ignore
 * import { ensureKafka } from "broker/jars.ts";
 *
 * await ensureKafka({ onProgress: (done, total) => console.log(`${done} of ${total} bytes`) });
 * ```
 */
export async function ensureKafka(
  options: EnsureKafkaOptions = {},
): Promise<string> {
  const version = options.version ?? KAFKA_VERSION;
  const jars = jarsOf(version);
  const folder = options.folder ?? kafkaLibs(version);
  await Deno.mkdir(folder, { recursive: true });

  const intact = await Promise.all(jars.map((jar) => isIntact(folder, jar)));
  const wanted = jars.filter((_, index) => !intact[index]);
  if (wanted.length > 0) await fetchAll(folder, wanted, options);
  return folder;
}

/**
 * Builds Kafka's class path: the listed jars and nothing else that may be in the folder, always in the same order.
 *
 * @param libs The folder that {@link ensureKafka} returned.
 * @param version Kafka version of that folder.
 * @returns Absolute paths, separated by colons.
 */
export function classPath(libs: string, version: string): string {
  return jarsOf(version).map((jar) => `${libs}/${fileName(jar)}`).join(":");
}

/**
 * Hashes bytes with SHA-256.
 *
 * @param content The bytes to hash.
 * @returns 64 lower-case hexadecimal digits.
 */
export async function sha256(
  content: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
}

function jarsOf(version: string): Jar[] {
  const lists: Record<string, Jar[]> = list;
  const jars = lists[version];
  if (jars === undefined) {
    throw new Trouble(
      `Cannot run Kafka "${version}": expected one of ${
        Object.keys(lists).join(", ")
      }. A maintainer adds a version with "deno run -A broker/jars/list.ts ${version}"`,
    );
  }
  return jars;
}

async function fetchAll(
  folder: string,
  jars: Jar[],
  { onProgress, mirror = Deno.env.get("WORKBOOK_MAVEN") || MAVEN_CENTRAL }:
    EnsureKafkaOptions,
): Promise<void> {
  const total = jars.reduce((sum, jar) => sum + jar.bytes, 0);
  let done = 0;
  const queue = [...jars];
  const stop = new AbortController();
  async function work(): Promise<void> {
    for (let jar = queue.shift(); jar !== undefined; jar = queue.shift()) {
      const content = await fetchJar(
        urlOf(jar, mirror),
        jar,
        stop.signal,
        (bytes) => {
          done += bytes;
          onProgress?.(done, total);
        },
      );
      await writeAtOnce(`${folder}/${fileName(jar)}`, content);
    }
  }
  const workers = Array.from({ length: PARALLEL_DOWNLOADS }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(workers);
    throw error;
  }
}

async function fetchJar(
  url: string,
  jar: Jar,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const cure =
    "Check the network, or set WORKBOOK_MAVEN to a mirror of Maven Central, and run the command again; jars already fetched are kept";
  const content = await download(url, { cure, signal, onBytes });
  const found = await sha256(content);
  if (found === jar.sha256) return content;
  throw new Trouble(
    `Cannot use ${url}: expected SHA-256 ${jar.sha256} but found ${found}. It was not kept; run the command again, or set WORKBOOK_MAVEN to another mirror`,
  );
}

/** The file gets its name only when it is complete, so that an interrupted run leaves no half jar. */
async function writeAtOnce(
  path: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const temporary = `${path}.${scratchName()}`;
  try {
    await Deno.writeFile(temporary, content);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

async function isIntact(folder: string, jar: Jar): Promise<boolean> {
  try {
    const content = await Deno.readFile(`${folder}/${fileName(jar)}`);
    return content.length === jar.bytes && await sha256(content) === jar.sha256;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new Trouble(
      `Cannot read "${folder}/${
        fileName(jar)
      }": expected a jar of Kafka but found "${
        (error as Error).message
      }". Delete the folder "${folder}", which holds nothing of yours, and run the command again`,
      { cause: error },
    );
  }
}

function fileName(jar: Jar): string {
  const [, artifact, version] = jar.coordinates.split(":");
  return `${artifact}-${version}.jar`;
}

function urlOf(jar: Jar, mirror: string): string {
  const [group = "", artifact, version] = jar.coordinates.split(":");
  return [
    mirror.replace(/\/$/, ""),
    group.replaceAll(".", "/"),
    artifact,
    version,
    fileName(jar),
  ].join("/");
}
