/** The project's own sources, and what each of them imports. */
import config from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** The houses that hold code, each with those that it may import from. */
export const LAYERS: Record<string, readonly string[]> = {
  lib: [],
  pictures: ["lib"],
  lab: ["lib", "pictures"],
  broker: ["lib"],
  headless: ["lib", "pictures", "lab", "broker"],
  chapters: ["lib", "pictures", "lab", "broker"],
  inspector: ["lib", "pictures", "lab", "broker"],
  page: [],
  course: ["lib", "pictures", "lab", "broker", "headless", "chapters", "page"],
  tools: [
    "lib",
    "pictures",
    "lab",
    "broker",
    "headless",
    "chapters",
    "inspector",
    "page",
    "course",
  ],
};

/** A file of code. */
export interface Source {
  /** From the root, such as `lib/topics.ts`. */
  path: string;
  text: string;
}

/** An import, `import type` and re-exports included. */
export interface Import {
  /** As it is written, such as `workbook/topics.ts`. */
  specifier: string;
  /** The file that it names, from the root. */
  to: string;
}

/** Reads the TypeScript files of a folder, such as `lib`, and of the folders in it. */
export function readSources(folder: string): Source[] {
  return [...Deno.readDirSync(new URL(`${folder}/`, ROOT))]
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name, isDirectory }): Source[] => {
      const path = `${folder}/${name}`;
      if (isDirectory) return readSources(path);
      return name.endsWith(".ts")
        ? [{ path, text: Deno.readTextFileSync(new URL(path, ROOT)) }]
        : [];
    });
}

/** The house that a file belongs to: a folder of the root, or the folder of one chapter. */
export function houseOf(path: string): string {
  const [first, second, third] = path.split("/");
  return first === "chapters" && third ? `chapters/${second}` : first!;
}

const ALIASES: [alias: string, folder: string][] = Object.entries(
  config.imports,
)
  .filter(([, to]) => to.startsWith("./"))
  .map(([alias, to]) => [alias, to.slice("./".length)]);

/** The files of this project that a source imports. */
export function importsOf({ path, text }: Source): Import[] {
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const specifiers = code.matchAll(
    /^(?:import|export)\b[^;"'`]*?(?:from )?"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...specifiers].flatMap(([, named, loaded]) => {
    const specifier = (named ?? loaded)!;
    const to = fileOf(specifier, path);
    return to ? [{ specifier, to }] : [];
  });
}

function fileOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith(".")) {
    return new URL(specifier, new URL(from, ROOT)).href
      .slice(ROOT.href.length);
  }
  const known = ALIASES.find(([alias]) =>
    alias.endsWith("/") ? specifier.startsWith(alias) : specifier === alias
  );
  return known && known[1] + specifier.slice(known[0].length);
}
