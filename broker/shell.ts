/** What a shell script left behind. */
export interface ShellResult {
  /** Exit code; 0 means that it went well. */
  code: number;
  /** Standard output, without the last line break. */
  output: string;
  /** Standard error, without the last line break. */
  error: string;
}

/**
 * Runs a POSIX shell script and waits for its end.
 *
 * Everything that looks at or signals a process goes through `sh`: it works alike on Linux and macOS, and a program that
 * may run `sh` needs no other permission for it.
 *
 * @param script The script.
 * @param args Its positional parameters, `$1` onwards; never parsed by the shell.
 * @returns Exit code and what it printed.
 */
export async function shell(
  script: string,
  ...args: string[]
): Promise<ShellResult> {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", script, "sh", ...args],
    stdin: "null",
    // Its own session, so that Ctrl-C in the terminal does not reach what the script leaves running.
    detached: true,
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    output: decoder.decode(stdout).trimEnd(),
    error: decoder.decode(stderr).trimEnd(),
  };
}
