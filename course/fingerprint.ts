import { sha256 } from "broker/jars.ts";

/**
 * Gives a text that differs whenever a rendered course would.
 *
 * @param source What Sphinx reads, as {@link import("./source.ts").sourceOf} gives it.
 * @param code Folder of the code that renders it.
 * @param also What else decides how it looks.
 * @returns SHA-256, in hexadecimal digits.
 */
export async function fingerprint(
  source: Map<string, string>,
  code: URL,
  also: unknown,
): Promise<string> {
  const files = await readCode(code);
  const text = JSON.stringify([[...source], files, also]);
  return await sha256(new TextEncoder().encode(text));
}

async function readCode(folder: URL): Promise<string[]> {
  const texts: string[] = [];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  entries.sort((one, other) => one.name < other.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    if (isDirectory) texts.push(...await readCode(new URL(`${name}/`, folder)));
    else texts.push(name, await Deno.readTextFile(new URL(name, folder)));
  }
  return texts;
}
