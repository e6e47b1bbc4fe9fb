/** The exit code and the output of a shell script. */
export interface ShellResult {
  /** Exit code; 0 means success. */
  code: number;
  /** Standard output, without the last line break. */
  output: string;
  /** Standard error, without the last line break. */
  error: string;
}

/**
 * Runs a POSIX shell script and waits for its end.
 *
 * Processes are checked and signalled in `sh`, which works alike on Linux and macOS, and asks for no permission but the one
 * to run `sh`.
 *
 * @param script The text of the script.
 * @param args The positional parameters of the script, `$1` onwards; never parsed by the shell.
 * @returns The exit code and the output.
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
