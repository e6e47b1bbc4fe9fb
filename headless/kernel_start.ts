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
const UNREACHABLE_MS = 1_000;

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
  return error instanceof KernelDied && error.stderr.includes("AddrInUse");
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
    process.kill("SIGKILL");
    const died = await process.ended;
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
  await channels.closed; // by now all that the kernel sent has been read
  const timer = setTimeout(() => process.kill("SIGKILL"), UNREACHABLE_MS);
  inbox.end(await process.ended);
  clearTimeout(timer);
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
