import { Trouble } from "workbook/errors.ts";
import { sha256 } from "broker/jars.ts";
import { startGroup } from "../processes/process_group.ts";
import { fetchPackageFile, type PackageFile } from "./package_index.ts";
import { readPackageSources } from "./pip_settings.ts";
import { megabytes, type Step } from "./progress.ts";

/**
 * Fetches pip itself, so that it makes no difference whether the reader's Python came with it.
 *
 * @param requirements The text of requirements.txt, which names the version of pip and its hashes.
 * @param folder The folder that keeps pip's file.
 * @returns The path of the file; Python runs pip from within it.
 * @throws {Trouble} If pip cannot be fetched.
 */
export async function fetchPip(
  requirements: string,
  folder: string,
): Promise<string> {
  const wanted = pipIn(requirements);
  const path = `${folder}/${wanted.file}`;
  const kept = await Deno.readFile(path).catch(() => null);
  if (kept !== null && wanted.hashes.includes(await sha256(kept))) return path;
  const content = await fetchPackageFile(wanted, await readPackageSources());
  await Deno.writeFile(`${path}.part`, content);
  await Deno.rename(`${path}.part`, path);
  return path;
}

function pipIn(requirements: string): PackageFile {
  const [, version, hashes] =
    requirements.match(/^pip==(\S+)((?:\s+\\\n\s+--hash=\S+)+)/m) ?? [];
  if (version === undefined || hashes === undefined) {
    throw new Error(
      `expected "pip==<version>" with hashes in requirements.txt but found none`,
    );
  }
  return {
    name: "pip",
    file: `pip-${version}-py3-none-any.whl`,
    hashes: [...hashes.matchAll(/sha256:(\w+)/g)].map(([, hash]) => hash!),
  };
}

/** One run of pip. */
export interface Installation {
  /** Path of the Python of the environment to install into. */
  python: string;
  /** Path of pip's own file. */
  pip: string;
  /** Path of requirements.txt. */
  requirements: string;
  /** Path of the file that keeps pip's output. */
  log: string;
}

/**
 * Installs the packages of a requirements file, each verified by its hash.
 *
 * @param installation The environment, the packages and the log.
 * @param step The step that shows the progress.
 * @throws {Trouble} If pip fails; the message has the reason and a remedy.
 */
export async function installPackages(
  installation: Installation,
  step: Step,
): Promise<void> {
  const { python, pip, requirements, log } = installation;
  const { child } = await startGroup(python, {
    args: [
      "-Iu",
      `${pip}/pip`,
      "install",
      "--no-input",
      "--no-user",
      "--require-hashes",
      "--no-deps",
      "--only-binary=:all:",
      "--retries=2",
      "--progress-bar=raw",
      "--no-color",
      "--disable-pip-version-check",
      `--requirement=${requirements}`,
    ],
    stdout: "piped",
    stderr: "piped",
  });
  const complaints = new Response(child.stderr).text();
  const total = count(await Deno.readTextFile(requirements));
  const said = await follow(child.stdout, total, step);
  const output = said + await complaints;
  await Deno.writeTextFile(log, output);
  if (!(await child.status).success) {
    throw new Trouble(
      `Cannot install the Python packages: ${
        reasonIn(output)
      }. pip's own words are in "${log}"`,
    );
  }
}

/** Reads pip's output to its end and turns it into progress. */
async function follow(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
  total: number,
  step: Step,
): Promise<string> {
  let all = "";
  let unfinished = "";
  let seen = 0;
  let name = "";
  for await (const text of output.pipeThrough(new TextDecoderStream())) {
    const lines = (unfinished + text).split("\n");
    unfinished = lines.pop()!;
    for (const line of lines) {
      const bytes = line.match(/^Progress (\d+) of (\d+)/)?.slice(1).map(
        Number,
      );
      if (bytes === undefined) all += line + "\n";
      if (/^(Collecting|Ignoring) /.test(line)) {
        seen++;
        name = line.match(/^\w+ ([\w.-]+)/)?.[1] ?? "";
      }
      const part = bytes ? bytes[0]! / Math.max(1, bytes[1]!) : 0;
      const detail = line.startsWith("Installing")
        ? "unpacking"
        : bytes
        ? `${name} ${megabytes(bytes[0]!)} of ${megabytes(bytes[1]!)}`
        : name;
      step.show((seen - 1 + part) / total, detail);
    }
  }
  return all + unfinished;
}

function count(requirements: string): number {
  return requirements.match(/^[\w.-]+==/gm)?.length ?? 1;
}

/** Known failures, by pip's words for them. */
const REASONS: [words: RegExp, reason: string][] = [
  [
    /No space left on device/,
    "the disk is full. Make about 1 GB free and run the command again",
  ],
  [
    /DO NOT MATCH THE HASHES/,
    "a file is not the one that was published. Set PIP_INDEX_URL to another index, or ask who runs it, and run the command again",
  ],
  [
    /Could not find a version|No matching distribution/,
    "the index has no file for this machine, or lacks a package. Set PIP_INDEX_URL to an index that mirrors PyPI and run the command again",
  ],
  [
    /ConnectionError|NewConnectionError|Temporary failure in name resolution|Read timed out|ConnectTimeout|ProtocolError|SSLError/,
    "the package index stopped answering. Check the network and run the command again",
  ],
];

function reasonIn(output: string): string {
  for (const [words, reason] of REASONS) if (words.test(output)) return reason;
  const last = output.split("\n").findLast((line) => /^ERROR: /.test(line));
  return last?.slice("ERROR: ".length).replace(/\.$/, "") ??
    "pip ended without a word. Run the command again";
}
