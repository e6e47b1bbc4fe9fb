import { Trouble } from "workbook/errors.ts";
import { download } from "broker/download.ts";
import { sha256 } from "broker/jars.ts";
import type { PackageSources } from "./pip_settings.ts";

/** A file of a Python package, identified by its name and its content. */
export interface PackageFile {
  /** Name of the package in the index. */
  name: string;
  /** Name of the file. */
  file: string;
  /** The SHA-256 values of the release's files, in hexadecimal; the file must have one of them. */
  hashes: readonly string[];
}

/**
 * Fetches one file of a Python package.
 *
 * @param wanted The file.
 * @param sources The index and folders to look for it in.
 * @returns The content, verified by its hash.
 * @throws {Trouble} If no source answers, has the file, or has it as it was published.
 */
export async function fetchPackageFile(
  wanted: PackageFile,
  sources: PackageSources,
): Promise<Uint8Array<ArrayBuffer>> {
  for (const folder of sources.folders) {
    const content = await Deno.readFile(`${folder}/${wanted.file}`)
      .catch(() => null);
    if (content !== null && await isPublished(content, wanted)) return content;
  }
  const page = `${checked(sources.index)}/${wanted.name}/`;
  const html = new TextDecoder().decode(await get(page));
  const address = linkTo(wanted.file, html, page);
  const content = await get(address);
  if (await isPublished(content, wanted)) return content;
  throw new Trouble(
    `Cannot use "${wanted.file}" from ${
      shown(address)
    }: expected a file with the SHA-256 that requirements.txt names but found ${await sha256(
      content,
    )}. Nothing of it was kept; run the command again, or set PIP_INDEX_URL to another index`,
  );
}

/** Passes the address of an index on if it is one. */
function checked(index: string): string {
  if (/^https?:\/\/./.test(index) && URL.canParse(index)) return index;
  throw new Trouble(
    `Cannot use the package index "${
      index.replace(/^.*@/, "")
    }": expected an address that begins with "https://" or "http://" but found none. Correct PIP_INDEX_URL, or "index-url" in pip's configuration, and run the command again`,
  );
}

async function isPublished(
  content: Uint8Array<ArrayBuffer>,
  wanted: PackageFile,
): Promise<boolean> {
  return wanted.hashes.includes(await sha256(content));
}

/** Source: https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
function linkTo(file: string, html: string, page: string): string {
  for (const [, href] of html.matchAll(/<a\s[^>]*href="([^"#]+)/g)) {
    if (!href!.endsWith(file)) continue;
    const address = new URL(href!.replaceAll("&amp;", "&"), page);
    // A private index asks for the same name and password everywhere.
    const { username, password, host } = new URL(page);
    if (address.host === host) Object.assign(address, { username, password });
    return address.href;
  }
  throw new Trouble(
    `Cannot find "${file}" on ${
      shown(page)
    }: expected a link to it but found none. Set PIP_INDEX_URL to an index that mirrors PyPI and run the command again`,
  );
}

/** Reads what stands at an address, with the user and password in it as the server wants them. */
async function get(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const { username, password } = new URL(address);
  const headers = new Headers();
  if (username) {
    const pair = [username, password].map(decoded).join(":");
    headers.set(
      "authorization",
      `Basic ${new TextEncoder().encode(pair).toBase64()}`,
    );
  }
  const cure =
    "Check the network, or set PIP_INDEX_URL to a mirror of PyPI, and run the command again";
  return await download(shown(address), { cure, headers });
}

/** A user or password as it was meant; a "%" that begins no escape is one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll(/%(?![\da-f]{2})/gi, "%25"));
  } catch {
    return text;
  }
}

/** An address as a message may show it: without user and password. */
function shown(address: string): string {
  const url = new URL(address);
  url.username = url.password = "";
  return url.href;
}
