import { assertEquals } from "@std/assert";
import { endOrphans } from "broker/orphans.ts";
import { identify, leaveRunning } from "broker/processes.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { isGone } from "../support/gone.ts";

const WITHIN_MS = 10_000;

Deno.test("endOrphans() ends the processes with a mark, and spares the others", async () => {
  const mark = crypto.randomUUID();
  const start = (mark: string): Promise<number> =>
    leaveRunning(["sh", "-c", "while :; do sleep 1; done", mark], {
      folder: "/",
      log: "/dev/null",
    });
  const pids = [await start(mark), await start(mark)];
  const other = await start(crypto.randomUUID());
  assertEquals(await endOrphans(mark), 2);
  const areGone = async (): Promise<boolean> =>
    (await Promise.all(pids.map((pid) => isGone(pid)))).every(Boolean);
  await untilAnswered(
    areGone,
    WITHIN_MS,
    () => timedOut(WITHIN_MS, "the processes to end"),
  );
  assertEquals(await identify(other, "sh") !== null, true);
  Deno.kill(other, "SIGKILL");
  assertEquals(await endOrphans(mark), 0);
});
