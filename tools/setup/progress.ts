/** How often a bar is drawn, in milliseconds. */
const EVERY_MS = 100;
const BAR_WIDTH = 24;

/** One step of set-up, as the reader sees it. */
export interface Step extends Disposable {
  /**
   * Shows how far the step is.
   *
   * @param fraction From 0 to 1.
   * @param detail What is being done, in a few words.
   */
  show(fraction: number, detail: string): void;
}

/** Where steps are shown; standard output by default. */
export interface Screen {
  write(text: string): void;
  /** Whether a line can be drawn over. */
  isTerminal: boolean;
  /** Characters in a line. */
  width: number;
}

/**
 * Says that a step begins, and shows its progress until it is disposed of.
 *
 * On a terminal the progress is a bar, and the step's line stays behind it; elsewhere the line is all there is.
 *
 * @param sentence What the step does.
 * @param screen Where to show it.
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
 * Gives a size in the unit that people use for downloads.
 *
 * @param bytes The size.
 * @returns Such as `35 MB`.
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
