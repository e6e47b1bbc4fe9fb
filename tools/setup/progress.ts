/** Time between two drawings of a bar, in milliseconds. */
const EVERY_MS = 100;
const BAR_WIDTH = 24;

/** One step of set-up, as the reader sees it. */
export interface Step extends Disposable {
  /**
   * Shows the progress of the step.
   *
   * @param fraction The part that is done, from 0 to 1.
   * @param detail The present activity, in a few words.
   */
  show(fraction: number, detail: string): void;
}

/** The terminal or file that shows the steps. */
export interface Screen {
  /** Writes a text as it is, control characters included. */
  write(text: string): void;
  /** Whether a line can be drawn over. */
  isTerminal: boolean;
  /** Characters in a line. */
  width: number;
}

/**
 * Prints that a step begins, and shows its progress until it is disposed of.
 *
 * On a terminal the progress is a bar, and the step's line stays when it ends; elsewhere only the line is printed.
 *
 * @param sentence The line that describes the step.
 * @param screen The screen to show it on. Default: standard output.
 * @returns The step; dispose of it when it is done.
 */
export function startStep(
  sentence: string,
  screen: Screen = standardOutput(),
): Step {
  if (!screen.isTerminal) {
    screen.write(`${sentence}\n`);
    return { show(): void {}, [Symbol.dispose](): void {} };
  }
  let drawn = -Infinity;
  const draw = (text: string): void =>
    screen.write(`\r\x1b[K${text.slice(0, screen.width - 1)}`);
  draw(sentence);
  return {
    show(fraction, detail): void {
      const now = performance.now();
      if (now - drawn < EVERY_MS) return;
      drawn = now;
      draw(`${sentence} ${bar(fraction)} ${detail}`);
    },
    [Symbol.dispose](): void {
      screen.write(`\r\x1b[K${sentence}\n`);
    },
  };
}

/**
 * Writes the size of a download in megabytes.
 *
 * @param bytes The size in bytes.
 * @returns A text such as `35 MB` or `0.4 MB`.
 */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function bar(fraction: number): string {
  const full = Math.round(Math.min(1, fraction) * BAR_WIDTH);
  return `[${"#".repeat(full)}${".".repeat(BAR_WIDTH - full)}]`;
}

function standardOutput(): Screen {
  const isTerminal = Deno.stdout.isTerminal();
  const encoder = new TextEncoder();
  return {
    isTerminal,
    width: isTerminal ? Deno.consoleSize().columns : 80,
    write: (text): void => void Deno.stdout.writeSync(encoder.encode(text)),
  };
}
