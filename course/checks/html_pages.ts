import { type DefaultTreeAdapterTypes, parse } from "parse5";

/** An element of a page. */
export type HtmlElement = DefaultTreeAdapterTypes.Element;
/** An element, a text or a comment of a page. */
export type HtmlNode = DefaultTreeAdapterTypes.Node;

/** An HTML page in a folder. */
export interface HtmlPage {
  /** Path in the folder, such as `solutions/02_keys.html`. */
  path: string;
  /** The parsed page. */
  document: DefaultTreeAdapterTypes.Document;
}

/**
 * Lists the files in a folder and its subfolders.
 *
 * @param folder Path of the folder.
 * @returns Paths relative to the folder, sorted.
 */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const paths = await Promise.all(
    entries.map(async ({ name, isDirectory }) =>
      isDirectory
        ? (await filesIn(`${folder}/${name}`)).map((path) => `${name}/${path}`)
        : [name]
    ),
  );
  return paths.flat().sort();
}

/**
 * Reads the HTML pages in a folder and its subfolders.
 *
 * @param folder Path of the folder.
 * @param files Its files, as {@linkcode filesIn} lists them.
 * @returns The pages in the same order, without those in folders such as `_static`, which holds templates.
 */
export async function readPages(
  folder: string,
  files: string[],
): Promise<HtmlPage[]> {
  const paths = files.filter((path) => /^(?!.*(^|\/)_).*\.html$/.test(path));
  return await Promise.all(paths.map(async (path) => ({
    path,
    document: parse(await Deno.readTextFile(`${folder}/${path}`)),
  })));
}

/**
 * Gives the elements within a node of a page.
 *
 * @param node The node to search; the content of a `<template>` is left out.
 * @returns The elements in the order of the page.
 */
export function* elementsIn(node: HtmlNode): Generator<HtmlElement> {
  if (!("childNodes" in node)) return;
  for (const child of node.childNodes) {
    if (isElement(child)) yield child;
    yield* elementsIn(child);
  }
}

/**
 * Says whether a node is an element.
 *
 * @param node A node of a page.
 * @returns Whether it is an element.
 */
export function isElement(node: HtmlNode): node is HtmlElement {
  return "tagName" in node;
}

/**
 * Reads an attribute of an element.
 *
 * @param element The element.
 * @param name Name of the attribute, in lower case.
 * @returns Its value; `undefined` when the element does not have the attribute.
 */
export function attribute(
  element: HtmlElement,
  name: string,
): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}
