/** Holds the code to its layers, its sizes and its promises to the reader of a docstring. */
import { assertEquals } from "@std/assert";

const ROOT = new URL("../", import.meta.url);
const LAYERS: Record<string, string[]> = {
  lib: ["lib"],
  broker: ["lib", "broker"],
  headless: ["lib", "headless"],
  chapters: ["lib", "broker", "chapters"],
  course: ["lib", "broker", "headless", "tools", "course"],
};
const ALIASES: Record<string, string> = {
  "workbook/": "lib/",
  "broker/": "broker/",
  "checks/": "chapters/checks/",
};
const MAX_LINES = 200;

interface Source {
  /** From the root: `lib/topics.ts`. */
  path: string;
  text: string;
}

function readSources(folder: string): Source[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap(
    ({ name, isDirectory }) => {
      const path = `${folder}${name}`;
      if (isDirectory) return readSources(`${path}/`);
      return name.endsWith(".ts")
        ? [{ path, text: Deno.readTextFileSync(new URL(path, ROOT)) }]
        : [];
    },
  );
}

const sources = [
  "lib/",
  "broker/",
  "headless/",
  "course/",
  "tools/",
  "chapters/",
].flatMap(
  readSources,
);

/** The files of this project that a source imports, from the root. */
function imports({ path, text }: Source): string[] {
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").replaceAll(
    /import type [^;]*;/g,
    "",
  );
  const specifiers = [...code.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)].map((
    [, found],
  ) => found!);
  return specifiers.flatMap((specifier) => {
    const alias = Object.keys(ALIASES).find((prefix) =>
      specifier.startsWith(prefix)
    );
    if (alias) return [ALIASES[alias] + specifier.slice(alias.length)];
    if (!specifier.startsWith(".")) return [];
    return [
      new URL(specifier, new URL(path, ROOT)).href.slice(ROOT.href.length),
    ];
  });
}

Deno.test("imports run one way: lib knows nobody, broker, headless and chapters know lib, nobody but tools knows course", () => {
  const wrong = sources.flatMap((source) => {
    const allowed = LAYERS[source.path.split("/")[0]!];
    return imports(source).filter((to) =>
      allowed && !allowed.includes(to.split("/")[0]!)
    )
      .map((to) => `${source.path} imports ${to}`);
  });
  assertEquals(wrong, []);
});

Deno.test("lib has no circular imports", () => {
  const graph = new Map(
    sources.map((source) => [source.path, imports(source)]),
  );
  const circles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(" > "));
    } else {for (const next of graph.get(path) ?? []) {
        visit(next, [...trail, path]);
      }}
  };
  for (const path of graph.keys()) if (path.startsWith("lib/")) visit(path, []);
  assertEquals(circles, []);
});

Deno.test(`a source file has at most ${MAX_LINES} lines`, () => {
  const long = sources.filter(({ path }) => !/^chapters\/\d\d_/.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES);
  assertEquals(long, [], "split each into files named after what they hold");
});

Deno.test("no file is named so that it could hold anything", () => {
  const vague = sources.filter(({ path }) =>
    /(^|\/)(utils?|helpers?|common|misc)\.ts$/.test(path)
  );
  assertEquals(vague.map(({ path }) => path), []);
});

Deno.test("each public function says what it does, returns and looks like in use", () => {
  const poor = sources.filter(({ path }) =>
    /^(lib|broker|headless|course)\/[^/]+\.ts$/.test(path)
  )
    .flatMap(({ path, text }) => {
      const found = text.matchAll(
        /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export (?:async )?function\*? (\w+)([\s\S]*?)\{\n/g,
      );
      return [...found].flatMap(([, doc = "", name, signature]) => {
        const missing = [
          ...(doc ? [] : ["a docstring"]),
          ...(doc.includes("@example") || !path.startsWith("lib/")
            ? []
            : ["@example"]),
          ...(doc.includes("@returns") ||
              /: (?:Promise<)?(?:void|never|asserts)/.test(signature!)
            ? []
            : ["@returns"]),
        ];
        return missing.length > 0
          ? [`${path} ${name}(): ${missing.join(", ")}`]
          : [];
      });
    });
  assertEquals(poor, []);
});
