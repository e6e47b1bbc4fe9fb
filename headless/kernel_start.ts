import { join } from "node:path";
import { KernelChannels } from "./channels.ts";
import { newConnection } from "./connection.ts";
import { Inbox, TimedOut } from "./inbox.ts";
import {
  KernelDied,
  KernelProcess,
  type ProcessOptions,
} from "./kernel_process.ts";
import { scratchFolder } from "./scratch.ts";

const ATTEMPTS = 5;
const SUBSCRIPTION_MS = 50;
const PATIENCE_MS = 30_000;
const LAST_BREATH_MS = 1_000;

/** The parts of a kernel that answers. */
export interface RunningKernel {
  process: KernelProcess;
  channels: KernelChannels;
  inbox: Inbox;
}

/**
 * Starts a kernel's process and connects to it.
 *
 * When another process takes one of its ports first, it starts anew with others; nothing else is
 * tried twice.
 *
 * @param options Where it runs.
 * @returns A kernel that answers requests and whose outputs arrive.
 * @throws {KernelDied} If it ends before it answers.
 * @throws {Error} If it does not answer in 30 seconds.
 */
export async function startKernel(
  options: ProcessOptions,
): Promise<RunningKernel> {
  for (let attempt = 1;; attempt++) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (attempt === ATTEMPTS || !portWasTaken(error)) throw error;
    }
  }
}

function portWasTaken(error: unknown): boolean {
  return error instanceof KernelDied && error.reason.includes("AddrInUse");
}

async function startOnce(options: ProcessOptions): Promise<RunningKernel> {
  await using folder = await scratchFolder();
  const connectionPath = join(folder.path, "connection.json");
  const connection = newConnection();
  await Deno.writeTextFile(connectionPath, JSON.stringify(connection));

  const inbox = new Inbox();
  const process = new KernelProcess(connectionPath, options);
  const giveUp = new AbortController();
  void process.ended.then((died) => giveUp.abort(died));
  const timer = setTimeout(() => giveUp.abort(notStarted()), PATIENCE_MS);
  let channels: KernelChannels | undefined;
  try {
    channels = await KernelChannels.open(
      connection,
      (message) => inbox.add(message),
      giveUp.signal,
    );
    void endInbox(process, channels, inbox);
    await hearOutputs(channels, inbox, giveUp.signal);
    return { process, channels, inbox };
  } catch (error) {
    const reason = giveUp.signal.aborted ? giveUp.signal.reason : error;
    const died = await endOf(process); // whoever took a port may have answered in its place
    if (channels) await inbox.ended;
    throw died.how === "SIGKILL" ? reason : died;
  } finally {
    clearTimeout(timer);
  }
}

function notStarted(): Error {
  return new Error(
    `Cannot start a kernel: expected an answer within ${
      PATIENCE_MS / 1000
    } seconds but found none. Is the machine very busy? Run it again`,
  );
}

async function endInbox(
  process: KernelProcess,
  channels: KernelChannels,
  inbox: Inbox,
): Promise<void> {
  const garbled = await channels.closed; // by now all that the kernel sent has been read
  const died = await endOf(process);
  inbox.end(garbled ? unreadable(garbled) : died);
}

/** Waits until the process has ended, by itself or else by force. */
async function endOf(process: KernelProcess): Promise<KernelDied> {
  const timer = setTimeout(() => process.kill(), LAST_BREATH_MS);
  const died = await process.ended;
  clearTimeout(timer);
  return died;
}

/** Deno's kernel writes to a connection from two sides at once, which shows when it can't keep up. */
function unreadable({ message }: Error): KernelDied {
  return new KernelDied(
    "SIGKILL",
    `because what it sent could not be read: ${message}. Deno's kernel garbles outputs of some megabytes: does the cell show less?`,
  );
}

/** Subscribing is never confirmed, so the kernel is asked until what it publishes is heard. */
async function hearOutputs(
  channels: KernelChannels,
  inbox: Inbox,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    await channels.send("kernel_info_request", {});
    try {
      await inbox.waitFor(
        ({ channel }) => channel === "iopub",
        SUBSCRIPTION_MS,
      );
      return;
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
    }
  }
}
