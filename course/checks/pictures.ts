import {
  attribute,
  type Element,
  elementsIn,
  type HtmlPage,
  isElement,
} from "./html_pages.ts";
import type { Finding } from "./finding.ts";

/**
 * Asks each picture for the words that stand for it.
 *
 * @param pages To look at.
 * @returns A finding for each picture that has none; one that is marked as decoration needs none.
 */
export function altFindings(pages: HtmlPage[]): Finding[] {
  return pages.flatMap(({ path, document }) =>
    [...elementsIn(document)].flatMap((element): Finding[] => {
      const what = judge(element);
      return what === null ? [] : [{ page: path, check: "alt", what }];
    })
  );
}

function judge(element: Element): string | null {
  if (isDecoration(element)) return null;
  if (element.tagName === "img") return judgeImage(element);
  if (element.tagName !== "svg") return null;
  const title = element.childNodes.find((child): child is Element =>
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

function judgeImage(image: Element): string | null {
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

function isDecoration(element: Element): boolean {
  return attribute(element, "aria-hidden") === "true" ||
    ["presentation", "none"].includes(attribute(element, "role") ?? "");
}

function textOf(element: Element): string {
  return element.childNodes.map((child) => "value" in child ? child.value : "")
    .join("");
}
