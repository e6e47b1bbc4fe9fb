/** The rules of the house. Each gives a sentence for every breach, which says what to do. */
import {
  houseOf,
  type Import,
  importsOf,
  LAYERS,
  type Source,
} from "./sources.ts";

/** A file, and one of its imports. */
type Arrow = { from: string } & Import;

function arrowsOf(sources: Source[]): Arrow[] {
  return sources.flatMap((source) =>
    importsOf(source).map((each) => ({ from: source.path, ...each }))
  );
}

function layerOf(path: string): string {
  return path.split("/")[0]!;
}

/** Imports run one way: what is below knows nobody above. */
export function upwardImports(sources: Source[]): string[] {
  return arrowsOf(sources).flatMap(({ from, specifier, to }) => {
    const [own, other] = [layerOf(from), layerOf(to)];
    const allowed = LAYERS[own];
    if (!allowed || own === other || allowed.includes(other)) return [];
    return [
      `${from} imports "${specifier}": ${own} may import ${
        allowed.join(", ") || "nobody"
      }. Move what both need down, or the importing code up`,
    ];
  });
}

/** A chapter's folder serves that chapter alone. */
export function importsAmongChapters(sources: Source[]): string[] {
  return arrowsOf(sources).flatMap(({ from, specifier, to }) => {
    const own = from.match(/^chapters\/(\d\d_\w+)/)?.[1];
    const other = to.match(/^chapters\/(\d\d_\w+)/)?.[1];
    if (!own || !other || own === other) return [];
    return [
      `${from} imports "${specifier}" of another chapter. Move what both need to lab/`,
    ];
  });
}

/** Only files at the top of a house are for others. */
export function innerImports(sources: Source[]): string[] {
  return arrowsOf(sources).flatMap(({ from, specifier, to }) => {
    const house = houseOf(to);
    const isInner = to.slice(house.length + 1).includes("/");
    const isOwner = houseOf(from) === house ||
      from === `${house}.ts`; // a chapter and its folder
    if (!isInner || isOwner) return [];
    return [
      `${from} imports "${specifier}", an inner file of ${house}/. Import a file at the top of ${house}/, and let that export what you need`,
    ];
  });
}

/** Across houses an import names the house; within one it is relative. */
export function oddSpecifiers(sources: Source[]): string[] {
  return arrowsOf(sources).flatMap(({ from, specifier, to }) => {
    const isWithin = houseOf(from) === houseOf(to);
    const isOfTheRoot = !to.includes("/");
    if (isOfTheRoot || isWithin === specifier.startsWith(".")) return [];
    return [
      `${from} imports "${specifier}": ${
        isWithin
          ? "write it relative, since both are in the same folder of the root"
          : `write it as "${to.replace(/^lib\//, "workbook/")}"`
      }`,
    ];
  });
}

/** Files import each other in no circle, types included. */
export function circles(sources: Source[]): string[] {
  const graph = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source).map(({ to }) => to),
    ]),
  );
  const found = new Map<string, string>();
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const circle = trail.slice(at);
      found.set(
        circle.toSorted().join(),
        `${
          [...circle, path].join(" imports ")
        }. Let the inner file own what both need, and the front re-export it`,
      );
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return [...found.values()];
}

const MAX_LINES = 200;

/** A source file can be read at one go; chapters have limits of their own. */
export function longFiles(sources: Source[]): string[] {
  return sources.filter(({ path }) => !/^chapters\/\d\d_\w+\.ts$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) =>
      `${path} has ${lines} lines: split it into files of at most ${MAX_LINES}, named after what they hold`
    );
}

/** No file is named so that it could hold anything. */
export function vagueNames(sources: Source[]): string[] {
  return sources.map(({ path }) => path)
    .filter((path) =>
      /(^|\/)(utils?|helpers?|common|misc)(\.ts$|\/)/.test(path)
    )
    .map((path) => `${path} could hold anything: name it after what it holds`);
}

/** The folder of a chapter stands beside the chapter. */
export function foldersWithoutChapter(sources: Source[]): string[] {
  const paths = sources.map(({ path }) => path);
  const folders = paths.flatMap((path) =>
    path.match(/^(chapters\/[^/]+)\//)?.[1] ?? []
  );
  return [...new Set(folders)]
    .filter((folder) => !paths.includes(`${folder}.ts`))
    .map((folder) =>
      `${folder}/ has no chapter: write ${folder}.ts, or move its files to where they belong`
    );
}

/** An export in the source: its docstring and its name; of a function, what stands between its name and its body. */
const EXPORTED =
  /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n(?:\/\/.*\n)*)?export (?:(?:async )?function\*? (?<called>\w+)(?<signature>[\s\S]*?)(?:\{\n|;\n)|(?:const|class|interface|type) (?<named>\w+))/g;

/** Whatever is exported says what it is; a function also says what it takes and what it returns. */
export function undocumentedExports(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const seen = new Set<string>(); // of overloads the first is documented
    return [...text.matchAll(EXPORTED)].flatMap(({ 1: doc = "", groups }) => {
      const { called, signature = "", named } = groups!;
      const name = called ?? named!;
      if (seen.has(name)) return [];
      seen.add(name);
      const takes = called && !/^(?:<[^(]*>)?\(\s*\)/.test(signature);
      const gives = called &&
        !/\): (?:Promise<)?(?:void|never|asserts)/.test(signature);
      const isPublic = /^(?:lib|pictures|lab)\/[^/]+\.ts$/.test(path);
      const missing = [
        ...doc ? [] : ["a docstring"],
        ...takes && !doc.includes("@param") ? ["@param"] : [],
        ...gives && !doc.includes("@returns") ? ["@returns"] : [],
        ...called && isPublic && !doc.includes("@example") ? ["@example"] : [],
      ];
      return missing.length === 0 ? [] : [
        `${path} exports ${name} without ${
          missing.join(", ")
        }: say what it does, what goes in and what comes out`,
      ];
    });
  });
}

/** Words that a native engineer would not write in a comment or message. */
const RIDDLES =
  /\bin vain\b|\b(?:be|is|was|are|being) told of\b|\bcomes? to a stand\b|\bhow manyth\b|@param \w+ (?:Where|How|Who|Whose|What|Which)\.$|@param \w+ Whose\b/gm;

/** Comments and messages are written as a native engineer would write them. */
export function riddles(sources: Source[]): string[] {
  return sources.filter(({ path }) => !/^chapters\/\d\d_\w+\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(RIDDLES)].map(([words]) =>
        `${path} says "${words}": write a @param as a noun phrase, and name the Kafka thing that is meant`
      )
    );
}

/** Those that may spell a path in `.workbook/`: its one home, and lib, which imports nobody. */
const SPELL_PLACES = ["broker/places.ts", "lib/cluster/settings.ts"];

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** A text in code; one without a blank is a path or a name, any other a message to the reader. */
const TEXT = /"[^"\n]*"|'[^'\n]*'|`[^`]*`/g;

/** Paths in `.workbook/` are spelled in one place. */
export function strayPlaces(sources: Source[]): string[] {
  return sources.filter(({ path }) => !SPELL_PLACES.includes(path))
    .flatMap(({ path, text }) =>
      (text.replaceAll(COMMENT, "").match(TEXT) ?? [])
        .filter((written) => /(?<!\w)\.workbook(?!\w)/.test(written))
        .filter((written) => !/\s/.test(written))
        .map((written) =>
          `${path} spells the path ${written}: take it from broker/places.ts`
        )
    );
}

/** The tests of a file stand where it stands; others say in their first comment what they are about. */
export function strayTests(tests: Source[], sources: Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path));
  return tests.filter(({ path }) => path.endsWith("_test.ts"))
    .filter(({ path, text }) => {
      const mirrored = path.slice("tests/".length)
        .replace(/_test\.ts$/, ".ts")
        .replace(/^notebooks\/(?=\d\d_)/, "chapters/");
      return !paths.has(mirrored) && !text.startsWith("/**");
    })
    .map(({ path }) =>
      `${path} mirrors no file: rename it after the file that it tests, or begin it with a comment that says what it is about`
    );
}
