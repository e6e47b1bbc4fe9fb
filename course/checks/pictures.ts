import {
  attribute,
  elementsIn,
  type HtmlElement,
  type HtmlPage,
  isElement,
} from "./html_pages.ts";
import type { Mistake } from "./mistakes.ts";

/**
 * Checks that each picture has an alternative text.
 *
 * @param pages The pages to check.
 * @returns A mistake for each picture without one; a picture that is marked as decoration needs none.
 */
export function altMistakes(pages: HtmlPage[]): Mistake[] {
  return pages.flatMap(({ path, document }) =>
    [...elementsIn(document)].flatMap((element): Mistake[] => {
      const what = judge(element);
      return what === null ? [] : [{ page: path, kind: "alt", what }];
    })
  );
}

function judge(element: HtmlElement): string | null {
  if (isDecoration(element)) return null;
  if (element.tagName === "img") return judgeImage(element);
  if (element.tagName !== "svg") return null;
  const title = element.childNodes.find((child): child is HtmlElement =>
    isElement(child) && child.tagName === "title"
  );
  const name = attribute(element, "aria-label") ??
    attribute(element, "aria-labelledby") ?? (title ? textOf(title) : "");
  if (!name.trim()) {
    return `Cannot tell what a drawing shows: expected <title> or aria-label in <svg> but found none`;
  }
  return attribute(element, "role") === "img"
    ? null
    : `Cannot tell that "${name.trim()}" is a picture: expected role="img" in <svg> but found none`;
}

function judgeImage(image: HtmlElement): string | null {
  const src = attribute(image, "src") ?? "";
  const shown = src.startsWith("data:") ? src.slice(0, 30) : src;
  const alt = attribute(image, "alt")?.trim();
  if (!alt) {
    return `Cannot tell what "${shown}" shows: expected an alt text but found none`;
  }
  return src.endsWith(alt.replace(/^(\.\.\/)+/, ""))
    ? `Cannot tell what "${shown}" shows: expected an alt text but found the name of the file`
    : null;
}

function isDecoration(element: HtmlElement): boolean {
  return attribute(element, "aria-hidden") === "true" ||
    ["presentation", "none"].includes(attribute(element, "role") ?? "");
}

function textOf(element: HtmlElement): string {
  return element.childNodes.map((child) => "value" in child ? child.value : "")
    .join("");
}
