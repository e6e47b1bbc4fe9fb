import { sha256 } from "./jars.ts";
import type { Java } from "./java.ts";

/** The first release that makes an ahead-of-time cache in one run (JEP 514); older ones make a class archive. */
const AHEAD_OF_TIME_SINCE = 25;

/** A file that lets one build of Java start Kafka in half the time. */
export interface JvmCache {
  /** Absolute path of the file. */
  path: string;
  /** Whether the file exists and is unchanged since Java wrote it. */
  intact: boolean;
}

/**
 * Finds the start-up cache of a Java build.
 *
 * Size and time of the file are compared with those noted when it was made, because some releases of Java crash on a
 * truncated cache.
 *
 * @param libs Absolute path of the folder with Kafka's jars; the cache is beside it.
 * @param java The Java runtime.
 * @returns The path that the cache has or would have, and whether it can be used.
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
 * Moves a cache that Java has written to its place, and notes its size and time.
 *
 * @param written Absolute path of the new file, on the same disk.
 * @param cache The cache that it becomes.
 */
export async function keepJvmCache(
  written: string,
  cache: JvmCache,
): Promise<void> {
  await Deno.rename(written, cache.path);
  await Deno.writeTextFile(stampFile(cache.path), await stampOf(cache.path));
}

/**
 * Marks a cache that Java could not use as unfit.
 *
 * @param cache The cache that Java refused.
 */
export async function dropJvmCache(cache: JvmCache): Promise<void> {
  await Deno.remove(stampFile(cache.path)).catch(() => {});
}

/**
 * Builds the options that make Java use a cache; Java ignores one that does not fit.
 *
 * @param java The Java runtime.
 * @param path Absolute path of the cache file.
 * @returns Options for the command line.
 */
export function useJvmCache(java: Java, path: string): string[] {
  // Below an error, Java 25 only reports single methods that it compiles again.
  return java.version >= AHEAD_OF_TIME_SINCE
    ? [`-XX:AOTCache=${path}`, "-Xlog:disable", "-Xlog:all=error"]
    : [`-XX:SharedArchiveFile=${path}`];
}

/**
 * Builds the options that make Java write a cache when it ends, of the classes that it used.
 *
 * @param java The Java runtime.
 * @param path Absolute path of the cache file to write.
 * @returns Options for the command line.
 */
export function recordJvmCache(java: Java, path: string): string[] {
  return java.version >= AHEAD_OF_TIME_SINCE
    ? [`-XX:AOTCacheOutput=${path}`]
    : [`-XX:ArchiveClassesAtExit=${path}`];
}

/**
 * Checks a node's log for a cache that Java refused, because of another jar, option or build.
 *
 * @param log All that Java printed.
 * @returns `true` if Java refused its cache, and started without one.
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
