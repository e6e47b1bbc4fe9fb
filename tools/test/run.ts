import { type Broker, startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { keepOffProxy } from "../processes/loopback.ts";
import { startGroup } from "../processes/process_group.ts";
import { listenForStop } from "../processes/stop_request.ts";
import { formatSummary, readSummary } from "./summary.ts";

const STOP_WITHIN_MS = 3_000;
/** Characters of output in which the counts are looked for: with `--coverage`, a table of all files follows them. */
const ROOM_FOR_A_REPORT = 100_000;
/** Exit code that a shell reports for a program that was interrupted. */
const INTERRUPTED = 130;

/**
 * Runs the tests against a broker of their own, or against those that `KAFKA_BROKERS` names, and prints the counts last.
 *
 * @param root The absolute path of the checkout.
 * @param args The arguments of `deno test`.
 * @returns The exit code of `deno test`.
 * @throws {Trouble} If the broker does not start.
 */
export async function runTests(root: string, args: string[]): Promise<number> {
  keepOffProxy();
  using stop = await listenForStop();
  if (!await buildSolvedNotebooks(root)) return 1;
  await using broker = await startTestBroker();
  const tests = await startGroup(Deno.execPath(), {
    args: ["test", "-P", "--parallel", ...args],
    cwd: root,
    env: {
      DENO_JOBS: Deno.env.get("DENO_JOBS") ?? "4",
      ...broker && { KAFKA_BROKERS: broker.brokers.join(",") },
    },
    stdout: "piped",
  });
  const printed = passOn(tests.child.stdout);
  const code = await Promise.race([
    tests.child.status.then((status) => status.code),
    stop.received.then(() => INTERRUPTED),
  ]);
  // Also ends what tests may have left behind, which could keep the output open.
  await tests.stop(STOP_WITHIN_MS);
  const end = await printed;
  console.log(formatSummary(readSummary(end)));
  return code;
}

/** Builds the notebooks with all exercises solved, which tests run; returns whether it succeeded. */
async function buildSolvedNotebooks(root: string): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "tools/build_notebooks.ts", "--solved"],
    cwd: root,
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn().status;
  return success;
}

async function startTestBroker(): Promise<
  Broker | null
> {
  if (Deno.env.get("KAFKA_BROKERS")) return null;
  return await startBroker({
    folder: workbookPath("test", String(Deno.pid)),
    port: 0,
    ephemeral: true,
    ownerPid: Deno.pid,
  });
}

/** Prints an output as it comes; returns its end, where the counts are. */
async function passOn(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const decoder = new TextDecoder();
  let end = "";
  for await (const piece of output) {
    for (let at = 0; at < piece.length;) {
      at += await Deno.stdout.write(piece.subarray(at));
    }
    end = (end + decoder.decode(piece, { stream: true })).slice(
      -ROOM_FOR_A_REPORT,
    );
  }
  return end;
}
