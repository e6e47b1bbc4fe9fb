/** Where names of topics and groups come from: `ada-check-key-of-k3f9` is of a reader, a check and a run. */
import { CHECKOUT } from "broker/places.ts";
import type { Origin } from "./shapes.ts";

/** A chapter or one of its checks that makes topics or groups of a noun. */
interface Maker {
  chapter: string;
  /** The exercise that the file checks; `null` in the chapter itself. */
  exercise: string | null;
}

const RUN = /^(.+?)-([0-9a-f]{4})(?:-\d+)?$/;
/** A call that makes a name of a noun. */
const NAMING =
  /\b(?:createTopic|newGroup)\(\s*\w+,\s*["`]([\w-]+)["`$]|\.name\(\s*["`]([\w-]+)["`]/g;

let makers: Map<string, Maker[]> | null = null;

/**
 * Says where names come from. Names of one run are looked at together, as only one chapter makes all of them.
 *
 * @param names The full names of topics and groups.
 * @param user The prefix of the reader's names, as `WORKBOOK_USER` has it; empty for none.
 * @returns The origin of each name that the course's helpers have made.
 *
 * @example A check's topic
 * ```ts
 * import { originsOf } from "inspector/names.ts";
 *
 * originsOf(["check-key-of-k3f9"], ""); // its noun, run, chapter and exercise
 * ```
 */
export function originsOf(
  names: readonly string[],
  user: string,
): Map<string, Origin> {
  makers ??= readMakers();
  const parts = new Map(names.flatMap((name) => {
    const [, noun, run] = withoutUser(name, user).match(RUN) ?? [];
    return noun && run ? [[name, { noun, run }]] : [];
  }));
  const ofRun = new Map<string, Set<string>>();
  for (const { noun, run } of parts.values()) {
    const chapters = new Set(makers.get(noun)?.map(({ chapter }) => chapter));
    const before = ofRun.get(run);
    if (chapters.size === 0) continue;
    ofRun.set(run, before ? before.intersection(chapters) : chapters);
  }
  return new Map([...parts].map(([name, { noun, run }]) => {
    const all = makers!.get(noun) ?? [];
    const common = ofRun.get(run)?.size
      ? ofRun.get(run)!
      : new Set(all.map(({ chapter }) => chapter));
    const chapters = [...common].sort();
    const own = all.filter(({ chapter }) => chapters.includes(chapter));
    const check = noun.startsWith("check-")
      ? own.find(({ exercise }) => exercise !== null)?.exercise ?? null
      : null;
    return [name, { noun, run, chapters, check }];
  }));
}

/**
 * Takes the reader's prefix off a name.
 *
 * @param name The full name.
 * @param user The prefix, without the dash behind it; empty for none.
 * @returns The rest; the whole name when it has another prefix.
 */
export function withoutUser(name: string, user: string): string {
  return user && name.startsWith(`${user}-`)
    ? name.slice(user.length + 1)
    : name;
}

/** Reads which chapter, and which of its checks, makes names of which noun. */
function readMakers(): Map<string, Maker[]> {
  const found = new Map<string, Maker[]>();
  const folder = `${CHECKOUT}chapters`;
  for (const { path, chapter, exercise } of filesIn(folder)) {
    for (const match of Deno.readTextFileSync(path).matchAll(NAMING)) {
      const noun = (match[1] ?? match[2])!;
      const own = found.get(noun) ?? [];
      found.set(noun, [...own, { chapter, exercise }]);
    }
  }
  return found;
}

type MakerFile = { path: string } & Maker;

function filesIn(folder: string): MakerFile[] {
  return entriesOf(folder).flatMap(({ name, isDirectory }): MakerFile[] => {
    const chapter = name.match(/^\d\d_\w+/)?.[0];
    const path = `${folder}/${name}`;
    if (!chapter) return [];
    if (!isDirectory) return [{ path, chapter, exercise: null }];
    return entriesOf(path).filter((file) => file.name.endsWith(".ts"))
      .map((file) => ({
        path: `${path}/${file.name}`,
        chapter,
        exercise: file.name.replace(/\.ts$/, "").replaceAll("_", "-"),
      }));
  });
}

/** Who takes the inspector along without the chapters knows of no makers. */
function entriesOf(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
