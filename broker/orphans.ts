import { shell } from "./shell.ts";

/**
 * Kills the processes that outlived what started them, and what they have started in their groups.
 *
 * They are recognised by their command line, so the mark must be one that no other program has in its own: an absolute path
 * in this checkout, with the words before it.
 *
 * @param mark Text that occurs in the command line of these processes alone.
 * @returns How many there were.
 */
export async function endOrphans(mark: string): Promise<number> {
  const { output } = await shell("ps -A -ww -o pid= -o command=");
  const pids = output.split("\n").flatMap((line) => {
    const [, pid, command] = line.match(/^\s*(\d+)\s+(.*)$/) ?? [];
    return command?.includes(mark) ? [pid!] : [];
  });
  for (const pid of pids) {
    await shell(
      'kill -KILL "-$1" 2>/dev/null; kill -KILL "$1" 2>/dev/null',
      pid,
    );
  }
  return pids.length;
}
