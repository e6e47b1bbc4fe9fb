import { type DefaultTreeAdapterTypes, parse } from "parse5";

/** An element of a page. */
export type Element = DefaultTreeAdapterTypes.Element;
/** An element, a text, a comment. */
export type Node = DefaultTreeAdapterTypes.Node;

/** A page of a folder. */
export interface HtmlPage {
  /** Seen from the folder, such as `solutions/02_keys.html`. */
  path: string;
  document: DefaultTreeAdapterTypes.Document;
}

/**
 * Lists every file in a folder and below.
 *
 * @param folder Where.
 * @returns Paths seen from the folder, sorted.
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
 * Reads every page in a folder and below.
 *
 * @param folder Where.
 * @param files Its files, as {@linkcode filesIn} gives them.
 * @returns In the same order; nothing of folders such as `_static`, whose templates are no pages.
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
 * Gives the elements within a node, in the order of the page.
 *
 * @param node Where to look; the contents of a `<template>` are left out.
 */
export function* elementsIn(node: Node): Generator<Element> {
  if (!("childNodes" in node)) return;
  for (const child of node.childNodes) {
    if (isElement(child)) yield child;
    yield* elementsIn(child);
  }
}

/**
 * Says whether a node is an element.
 *
 * @param node Of a page.
 */
export function isElement(node: Node): node is Element {
  return "tagName" in node;
}

/**
 * Reads an attribute.
 *
 * @param element Whose.
 * @param name In small letters.
 * @returns `undefined` when the element does not have it.
 */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}
