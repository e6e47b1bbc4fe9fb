import { Trouble } from "workbook/errors.ts";
import { LogProgress } from "broker/log_progress.ts";
import { poll } from "broker/poll.ts";
import { venvPython, workbookPathIn } from "broker/places.ts";
import { environmentFor } from "./jupyter_environment.ts";
import { writePageExtension } from "./page_extension.ts";
import { type ProcessGroup, startGroup } from "../processes/process_group.ts";

/** A JupyterLab whose log shows nothing new for this long will not start; on a slow machine it may take longer. */
const IDLE_MS = 60_000;
/** Reading the log costs more than asking for the page. */
const LOOK_AT_LOG_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 8_000;

/** A running JupyterLab. */
export interface JupyterLab extends AsyncDisposable {
  /** Address of the course's first page, token included; it has answered. */
  url: string;
  /** Settles when JupyterLab has ended. */
  ended: Promise<unknown>;
}

/** Options for starting JupyterLab. */
export interface JupyterLabOptions {
  /** Absolute path of the checkout. */
  root: string;
  /** TCP port on 127.0.0.1; `null` for 8888 or, if that is taken, the next free one. */
  port: number | null;
  /** Whether JupyterLab opens a browser by itself. */
  browser: boolean;
}

/** The file that JupyterLab's server writes once it listens. */
interface ServerRecord {
  url: string;
  token: string;
}

/**
 * Starts JupyterLab with the workbook's own settings, and waits until its page can be opened.
 *
 * @param options The checkout and the port.
 * @returns The running JupyterLab; dispose of it to stop it and its kernels.
 * @throws {Trouble} If JupyterLab ends, or its log shows nothing new for 60 s.
 */
export async function startJupyterLab(
  options: JupyterLabOptions,
): Promise<JupyterLab> {
  const folder = jupyterFolder(options.root);
  const log = `${folder}/lab.log`;
  await writePageExtension(options.root, folder);
  await linkDeno(folder);
  const group = await startGroup(venvPython(options.root), {
    args: argumentsFor(options, log),
    cwd: options.root,
    clearEnv: true,
    env: environmentFor(folder, Deno.env.toObject()),
    stdout: "null",
    stderr: "null",
  });
  try {
    return {
      url: await untilItAnswers(group, folder, log),
      ended: group.child.status,
      [Symbol.asyncDispose]: () => group.stop(STOP_WITHIN_MS),
    };
  } catch (error) {
    await group.stop(STOP_WITHIN_MS);
    throw error;
  }
}

/**
 * Names the folder of everything that JupyterLab reads and writes besides notebooks.
 *
 * @param root The absolute path of the checkout.
 * @returns The absolute path of the folder.
 */
export function jupyterFolder(root: string): string {
  return workbookPathIn(root, "jupyter");
}

function argumentsFor(options: JupyterLabOptions, log: string): string[] {
  return [
    "-I",
    `${options.root}/tools/jupyter/lab.py`,
    log,
    "--LabApp.default_url=/lab",
    `--ServerApp.open_browser=${options.browser ? "True" : "False"}`,
    ...options.port === null ? [] : [
      `--ServerApp.port=${options.port}`,
      "--ServerApp.port_retries=0",
    ],
  ];
}

/** Puts the running Deno where the page's terminals find it: who came by npx has no other. */
async function linkDeno(folder: string): Promise<void> {
  const link = `${folder}/bin/deno`;
  await Deno.mkdir(`${folder}/bin`, { recursive: true });
  await Deno.remove(link).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.symlink(Deno.execPath(), link);
}

async function untilItAnswers(
  group: ProcessGroup,
  folder: string,
  log: string,
): Promise<string> {
  let ended = false;
  void group.child.status.then(() => ended = true);
  let url = "";
  const progress = new LogProgress(log);
  let lookedAt = performance.now();
  let furtherAt = lookedAt;
  const hasSettled = async (): Promise<boolean> => {
    url = await addressOf(group.child.pid, folder) ?? "";
    if (ended || (url !== "" && await answers(url))) return true;
    const now = performance.now();
    if (now - lookedAt < LOOK_AT_LOG_EVERY_MS) return false;
    lookedAt = now;
    if (await progress.look()) furtherAt = now;
    else if (now - furtherAt > IDLE_MS) {
      throw failure(`got no further for ${IDLE_MS / 1000} s`, log);
    }
    return false;
  };
  await poll(hasSettled);
  if (ended) throw failure("ended at once", log);
  return url;
}

function failure(found: string, log: string): Trouble {
  return new Trouble(
    `Cannot open JupyterLab: it ${found}, and the last line of its log is "${
      lastLine(wordsIn(log))
    }". Read "${log}"; "deno task doctor" says what is wrong with the set-up`,
  );
}

function wordsIn(log: string): string {
  try {
    return Deno.readTextFileSync(log);
  } catch {
    return ""; // it ended before it wrote any
  }
}

async function addressOf(
  pid: number,
  folder: string,
): Promise<string | null> {
  try {
    const { url, token }: ServerRecord = JSON.parse(
      await Deno.readTextFile(`${folder}/runtime/jpserver-${pid}.json`),
    );
    return `${url}lab?token=${token}`;
  } catch (error) {
    // The file may be read before it exists, or while it is being written.
    if (error instanceof Deno.errors.NotFound) return null;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
