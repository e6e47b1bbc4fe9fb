import {
  attribute,
  elementsIn,
  type HtmlElement,
  type HtmlPage,
} from "./html_pages.ts";
import type { Mistake } from "./mistakes.ts";

/** Elements whose files a page loads by itself: from another host they would be missing without a network. */
const LOADED = ["script", "img", "iframe", "source", "video", "audio", "embed"];
const LOADED_LINKS = /\b(stylesheet|icon|preload|modulepreload|manifest)\b/;

/**
 * Follows every link on the pages of a folder, and every file that they load.
 *
 * @param pages The pages of the folder.
 * @param files Paths of all files in the folder.
 * @returns A mistake for each link without a target, and for each file that another host would have to send.
 */
export function linkMistakes(pages: HtmlPage[], files: string[]): Mistake[] {
  const known = new Set(files);
  const places = new Map(pages.map((page) => [page.path, placesOn(page)]));
  return pages.flatMap((page) => {
    const wrong = [...elementsIn(page.document)].flatMap((element) =>
      targetsOf(element).map((target) =>
        judge(page.path, target, isLoaded(element), known, places)
      )
    );
    const sentences = new Set(wrong.filter((what) => what !== null));
    return [...sentences].map((what): Mistake => ({
      page: page.path,
      kind: "link",
      what,
    }));
  });
}

function judge(
  from: string,
  target: string,
  isLoaded: boolean,
  files: Set<string>,
  places: Map<string, Set<string>>,
): string | null {
  if (/^(https?:)?\/\//i.test(target)) {
    return isLoaded
      ? `Cannot load "${target}": expected a file of the site but found another host`
      : null;
  }
  if (/^[a-z][a-z+.-]*:/i.test(target)) return null;
  if (target.startsWith("/")) {
    return `Cannot follow "${target}": expected a path from the page but found one from the root of the host`;
  }
  const url = new URL(target, `http://site/${encodeURI(from)}`);
  const path = fileOf(decodeURIComponent(url.pathname.slice(1)));
  if (!files.has(path)) {
    return `Cannot follow "${target}": expected the file "${path}" but found none`;
  }
  const place = decodeURIComponent(url.hash.slice(1));
  const named = places.get(path);
  if (!place || place === "top" || !named || named.has(place)) return null;
  return `Cannot follow "${target}": expected a place named "${place}" on "${path}" but found none`;
}

function fileOf(path: string): string {
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

function placesOn({ document }: HtmlPage): Set<string> {
  return new Set(
    [...elementsIn(document)].flatMap((element) =>
      ["id", "name"].map((name) => attribute(element, name) ?? "")
    ),
  );
}

function targetsOf(element: HtmlElement): string[] {
  const targets = ["href", "src", "poster", "data"].flatMap((name) =>
    name === "data" && element.tagName !== "object"
      ? []
      : [attribute(element, name)]
  );
  const set = attribute(element, "srcset")?.split(",")
    .map((candidate) => candidate.trim().split(/\s+/)[0]);
  return [...targets, ...set ?? []].filter((target) => target !== undefined);
}

function isLoaded(element: HtmlElement): boolean {
  return LOADED.includes(element.tagName) ||
    element.tagName === "link" &&
      LOADED_LINKS.test(attribute(element, "rel") ?? "");
}
