import { shell } from "broker/shell.ts";

/** A program and everything it starts, in a process group of its own, so that Ctrl-C does not reach it by itself. */
export interface ProcessGroup {
  /** The program; its process id is also the number of the group. */
  child: Deno.ChildProcess;
  /**
   * Asks all processes of the group to stop, and kills those that do not.
   *
   * @param withinMs The time they have to stop, in milliseconds.
   */
  stop(withinMs: number): Promise<void>;
}

/**
 * Looks once a second whether the owner lives, and ends the group when it is gone. Exits when the group has ended.
 *
 * It differs from the guard of Kafka's nodes (`broker/guard.ts`), which knows nodes by their folder rather than by a
 * process group, because they may have been started again since, and hands them over to another owner.
 */
const GUARD = `
owner=$1 group=$2
trap '' HUP INT TERM
lives() { kill -0 "$1" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; }
while lives "$owner"; do
  kill -0 "-$group" 2>/dev/null || exit
  sleep 1
done
kill -TERM "-$group" 2>/dev/null
for i in 1 2 3 4 5; do
  kill -0 "-$group" 2>/dev/null || exit
  sleep 1
done
kill -KILL "-$group"
`;

/**
 * Starts a program in a process group of its own that ends with this process, however this process ends.
 *
 * @param program The path of the program.
 * @param options The options of `Deno.Command`; standard input is empty.
 * @returns The running group.
 */
export async function startGroup(
  program: string,
  options: Omit<Deno.CommandOptions, "detached" | "stdin">,
): Promise<ProcessGroup> {
  const child = new Deno.Command(program, {
    ...options,
    stdin: "null",
    detached: true,
  }).spawn();
  const group = String(child.pid);
  await shell(
    '(cd / && exec sh -c "$@") < /dev/null > /dev/null 2>&1 &',
    GUARD,
    "kafka-workbook-guard",
    String(Deno.pid),
    group,
  );
  return {
    child,
    async stop(withinMs): Promise<void> {
      await signalGroup("TERM", group);
      const timer = setTimeout(() => signalGroup("KILL", group), withinMs);
      await child.status;
      clearTimeout(timer);
      await signalGroup("KILL", group);
    },
  };
}

async function signalGroup(
  signal: "TERM" | "KILL",
  group: string,
): Promise<void> {
  await shell('kill "-$1" "-$2" 2>/dev/null', signal, group);
}
