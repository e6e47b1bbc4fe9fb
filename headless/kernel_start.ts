import { join } from "node:path";
import { KernelChannels } from "./channels.ts";
import { newConnection } from "./connection.ts";
import { Inbox, TimedOut } from "./inbox.ts";
import {
  KernelDied,
  KernelProcess,
  type ProcessOptions,
} from "./kernel_process.ts";
import { scratchFolder } from "./checkout.ts";

const ATTEMPTS = 5;
const SUBSCRIPTION_MS = 50;
const PATIENCE_MS = 30_000;
const LAST_BREATH_MS = 1_000;

/** A kernel that answers requests. */
export interface RunningKernel {
  /** Its process. */
  process: KernelProcess;
  /** The connections to it. */
  channels: KernelChannels;
  /** The messages that came from it. */
  inbox: Inbox;
}

/**
 * Starts a kernel's process and connects to it.
 *
 * When another process takes one of its ports first, the kernel is started again with other ports;
 * nothing else is retried.
 *
 * @param options Folder and environment of the kernel's process.
 * @returns A kernel that answers requests and whose outputs arrive.
 * @throws {KernelDied} If the kernel ends before it answers.
 * @throws {Error} If the kernel does not answer within 30 seconds.
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
    await untilSubscribed(channels, inbox, giveUp.signal);
    return { process, channels, inbox };
  } catch (error) {
    const reason = giveUp.signal.aborted ? giveUp.signal.reason : error;
    const died = await endOf(process); // the process that took a port may have answered instead
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

/** Deno's kernel writes to a connection from two tasks at once, which garbles large outputs. */
function unreadable({ message }: Error): KernelDied {
  return new KernelDied(
    "SIGKILL",
    `because what it sent could not be read: ${message}. Deno's kernel garbles outputs of some megabytes: does the cell show less?`,
  );
}

/** A subscription is never confirmed, so requests are sent until a message that the kernel publishes arrives. */
async function untilSubscribed(
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
