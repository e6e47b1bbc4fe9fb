import {
  attribute,
  elementsIn,
  type HtmlNode,
  type HtmlPage,
  isElement,
} from "./html_pages.ts";

/** Elements whose text is not prose. */
const NOT_PROSE = new Set(
  "pre code kbd samp var script style svg math nav header footer button template title"
    .split(" "),
);
/** Classes of cells' outputs, and of signs beside headings. */
const NOT_PROSE_CLASSES = /\b(cell_output|headerlink|output|picture|table)\b/;
/** Elements within a line of text. */
const INLINE = new Set(
  "a abbr b bdi cite em i mark q s small span strong sub sup u wbr".split(" "),
);

/**
 * Gives the prose in the main part of a page, without code, pictures and outputs of cells.
 *
 * @param page The page.
 * @returns One text for each paragraph, cell of a table or heading.
 */
export function proseOf(page: HtmlPage): string[] {
  const elements = [...elementsIn(page.document)];
  const main =
    elements.find((element) =>
      element.tagName === "main" || attribute(element, "role") === "main"
    ) ?? elements.find(({ tagName }) => tagName === "body");
  if (!main) return [];
  const paragraphs: string[] = [""];
  collect(main, paragraphs);
  return paragraphs.map((text) => text.replaceAll(/\s+/g, " ").trim())
    .filter((text) => /\p{L}/u.test(text));
}

function collect(node: HtmlNode, paragraphs: string[]): void {
  if ("value" in node) paragraphs[paragraphs.length - 1] += node.value;
  if (!isElement(node)) return;
  const { tagName } = node;
  if (
    NOT_PROSE.has(tagName) ||
    NOT_PROSE_CLASSES.test(attribute(node, "class") ?? "")
  ) {
    // Keeps the words on both sides apart.
    paragraphs[paragraphs.length - 1] += " … ";
    return;
  }
  if (!INLINE.has(tagName)) paragraphs.push("");
  for (const child of node.childNodes) collect(child, paragraphs);
  if (!INLINE.has(tagName)) paragraphs.push("");
}
