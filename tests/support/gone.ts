import { identify } from "broker/processes.ts";

/**
 * Says whether a process is gone.
 *
 * @param pid Process id.
 * @param mark Text in its command line; another program that got its number counts as gone. None when left out.
 */
export async function isGone(pid: number, mark = ""): Promise<boolean> {
  return await identify(pid, mark) === null;
}
