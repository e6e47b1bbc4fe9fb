import { sha256 } from "./jars.ts";
import type { Java } from "./java.ts";

/** The first release that makes an ahead-of-time cache in one go (JEP 514); older ones keep a class archive. */
const AHEAD_OF_TIME_SINCE = 25;

/** A file that lets one build of Java start Kafka in half the time. */
export interface JvmCache {
  /** Absolute path. */
  path: string;
  /** Whether the file is there and was not touched since Java wrote it. */
  intact: boolean;
}

/**
 * Looks for the cache of a Java build.
 *
 * Size and time of the file are compared with those noted when it was made, because some releases of Java crash on a cache
 * that was cut off.
 *
 * @param libs Folder of Kafka's jars; the cache lies beside it.
 * @param java The runtime.
 * @returns Where it is or would be, and whether it can be used.
 */
export async function findJvmCache(
  libs: string,
  java: Java,
): Promise<JvmCache> {
  const build = new TextEncoder().encode(`${java.path}\n${java.build}`);
  const name = `jvm-${(await sha256(build)).slice(0, 12)}.cache`;
  const path = libs.replace(/[^/]*$/, name);
  try {
    const noted = await Deno.readTextFile(stampFile(path));
    return { path, intact: await stampOf(path) === noted };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { path, intact: false };
    throw error;
  }
}

/**
 * Puts a cache that Java has written into its place.
 *
 * @param written Absolute path of the new file, on the same disk.
 * @param cache Where it goes.
 */
export async function keepJvmCache(
  written: string,
  cache: JvmCache,
): Promise<void> {
  await Deno.rename(written, cache.path);
  await Deno.writeTextFile(stampFile(cache.path), await stampOf(cache.path));
}

/**
 * Deletes a cache that Java could not use.
 *
 * @param cache Which one.
 */
export async function dropJvmCache(cache: JvmCache): Promise<void> {
  await Deno.remove(stampFile(cache.path)).catch(() => {});
}

/**
 * Gives the options that make Java use a cache; one that does not fit is passed over by Java.
 *
 * @param java The runtime.
 * @param path Cache file.
 * @returns Options for the command line.
 */
export function useJvmCache(java: Java, path: string): string[] {
  // Below an error, Java 25 only remarks on single methods that it compiles anew.
  return java.version >= AHEAD_OF_TIME_SINCE
    ? [`-XX:AOTCache=${path}`, "-Xlog:disable", "-Xlog:all=error"]
    : [`-XX:SharedArchiveFile=${path}`];
}

/**
 * Gives the options that make Java write a cache when it ends, of the classes it used until then.
 *
 * @param java The runtime.
 * @param path Cache file to write.
 * @returns Options for the command line.
 */
export function recordJvmCache(java: Java, path: string): string[] {
  return java.version >= AHEAD_OF_TIME_SINCE
    ? [`-XX:AOTCacheOutput=${path}`]
    : [`-XX:ArchiveClassesAtExit=${path}`];
}

/**
 * Tells from a node's log whether Java refused its cache: another jar, another option, another build.
 *
 * @param log What Java printed.
 * @returns Whether it did; then it started without one.
 */
export function refusedJvmCache(log: string): boolean {
  return /^\[[\d.]+s\](\[error *\]\[aot *\]|\[warning\]\[cds,dynamic\] Unable to use)/m
    .test(log);
}

function stampFile(path: string): string {
  return `${path}.stamp`;
}

async function stampOf(path: string): Promise<string> {
  const { size, mtime } = await Deno.stat(path);
  return `${size} ${mtime?.toISOString()}`;
}
