import { stripTypeScriptTypes } from "node:module";
import htm from "htm" with { type: "text" };
import preact from "preact" with { type: "text" };
import hooks from "preact/hooks" with { type: "text" };

/** A file of the page, as it is served. */
export interface WebFile {
  /** Its content. */
  text: string;
  /** Its media type. */
  type: string;
}

const FOLDER = new URL("../web/", import.meta.url);
/** The one file of the page that stands elsewhere: colours of keys, as pictures have them. */
const PALETTE = new URL("../../pictures/palette.ts", import.meta.url);
const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
};
const JAVASCRIPT = "text/javascript; charset=utf-8";

/** The packages that the page imports, by the names that it imports them by. */
const PACKAGES: Record<string, { file: string; text: string }> = {
  "htm": { file: "htm.js", text: htm },
  "preact": { file: "preact.js", text: preact },
  "preact/hooks": { file: "hooks.js", text: hooks },
};

/**
 * Reads the files of the page, and makes JavaScript of the TypeScript among them by leaving the types out.
 *
 * @returns The files by their paths in addresses; the page is at `/`.
 */
export async function readWebFiles(): Promise<Map<string, WebFile>> {
  const files = new Map<string, WebFile>(
    Object.values(PACKAGES).map(({ file, text }) => [
      file,
      { text: served(text), type: JAVASCRIPT },
    ]),
  );
  const names = (await Array.fromAsync(Deno.readDir(FOLDER)))
    .map(({ name }) => new URL(name, FOLDER));
  await Promise.all([...names, PALETTE].map(async (url) => {
    const name = url.pathname.split("/").at(-1)!;
    const text = await Deno.readTextFile(url);
    if (name.endsWith(".ts")) {
      files.set(name.replace(/ts$/, "js"), {
        text: served(stripTypeScriptTypes(text)),
        type: JAVASCRIPT,
      });
    } else {
      files.set(name, { text, type: TYPES[name.split(".").at(-1)!]! });
    }
  }));
  return await withVersion(files);
}

/** The page stands at `/`, all else below a name of its content, so that a browser need never ask for it again. */
async function withVersion(
  files: Map<string, WebFile>,
): Promise<Map<string, WebFile>> {
  const all = [...files].map(([name, { text }]) => name + text).sort().join();
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(all),
  );
  const folder = `/${new Uint8Array(digest).toHex().slice(0, 12)}`;
  const { text, type } = files.get("index.html")!;
  // Without these it would find each script only when it has read the one that imports it.
  const preloads = [...files.keys()].filter((name) => name.endsWith(".js"))
    .map((name) => `<link rel="modulepreload" href="${name}">`).join("");
  const page = text.replace("</head>", `${preloads}</head>`)
    .replaceAll(/ (href|src)="/g, ` $1="${folder}/`);
  return new Map([
    ["/", { text: page, type }],
    ...[...files].map(([name, file]) =>
      [`${folder}/${name}`, file] as [string, WebFile]
    ),
  ]);
}

/** A browser takes modules by the names that they are served under. */
function served(script: string): string {
  return script.replaceAll(
    /(\bfrom\s*|\bimport\s*)"([^"]+)"/g,
    (whole, keyword: string, name: string) => {
      const own = PACKAGES[name]?.file ??
        name.match(/^(?:\.|pictures)\/(\w+)\.ts$/)?.[1]?.concat(".js");
      return own ? `${keyword}"./${own}"` : whole;
    },
  );
}
