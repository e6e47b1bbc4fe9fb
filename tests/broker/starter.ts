import { shell, type ShellResult } from "broker/shell.ts";

/** What `start_and_say.ts` prints. */
export interface Started {
  /** Process id of the broker. */
  pid: number;
  /** Whether it was this process that started it. */
  started: boolean;
}

/** A process that has started a broker. */
export interface Starter extends AsyncDisposable {
  /** What it got. */
  started: Promise<Started>;
  /** Kills the process, not the broker. */
  kill(): Promise<void>;
}

/** Lets another process start a broker in a folder. */
export function startElsewhere(
  folder: string,
  kind: "ephemeral" | "lasting",
  owner?: number,
): Starter {
  const script = new URL("start_and_say.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--no-lock",
      script,
      folder,
      kind,
      ...owner === undefined ? [] : [String(owner)],
    ],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const kill = async (): Promise<void> => {
    try {
      child.kill("SIGKILL");
    } catch { /* it was killed before */ }
    await child.status;
    await reader.cancel();
  };
  return {
    started: reader.read().then(({ value }) => JSON.parse(value ?? "null")),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

const START_AND_STOP = `
import { startBroker } from "broker/broker.ts";
await using _broker = await startBroker({
  folder: Deno.args[0],
  port: 0,
  ownerPid: Deno.pid,
});`;

/** Lets another process start a broker in a folder, under conditions that a shell script sets up, and stop it. */
export async function startUnder(
  script: string,
  folder: string,
): Promise<ShellResult> {
  return await shell(
    script,
    Deno.execPath(),
    "eval",
    "--no-lock",
    START_AND_STOP,
    folder,
  );
}
