/**
 * Shows what a cell waits for, once that takes two seconds: a line in its output, replaced as the wait
 * goes on, and gone with its end. Importing the module is enough; outside a notebook it changes nothing.
 */
import { cellEnds, inNotebook } from "workbook/kernel.ts";
import { type Wait, waitPage } from "workbook/waiting.ts";
import {
  type Displayable,
  displayable,
  live,
  type LiveDisplay,
} from "./display.ts";
import { escape, printable } from "./escape.ts";

const PATIENCE_MS = 2_000;
const REPLACED_EVERY_MS = 1_000;
const NOTHING = displayable({ "text/html": "" }, "");

/**
 * The line that says what is waited for: of all waits that last, the one that began first. Waits that
 * follow one another count as one.
 */
export class WaitLine {
  readonly #open: () => LiveDisplay;
  readonly #patienceMs: number;
  readonly #everyMs: number;
  #begun = new Map<Wait, number>();
  #place: LiveDisplay | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Makes the line, which takes no place yet.
   *
   * @param open A function that opens a place in the output of the cell that runs.
   * @param patienceMs The length of a wait that needs no words, in milliseconds; 2,000 when left out.
   * @param everyMs The time after which the line is replaced, in milliseconds; 1,000 when left out.
   */
  constructor(
    open: () => LiveDisplay,
    patienceMs: number = PATIENCE_MS,
    everyMs: number = REPLACED_EVERY_MS,
  ) {
    this.#open = open;
    this.#patienceMs = patienceMs;
    this.#everyMs = everyMs;
  }

  /** Takes note of a wait, and returns a function to call with whether it ended well. */
  readonly begin = (wait: Wait): (isDone: boolean) => void => {
    this.#begun.set(wait, performance.now());
    this.#timer ??= setTimeout(this.#look, this.#patienceMs);
    return (isDone) => {
      this.#begun.delete(wait);
      // After a failure the cell has probably ended, whatever is still waited for.
      if (!isDone) this.#rest();
    };
  };

  /** Forgets all waits: the cell whose output has the line is over. */
  readonly end = (): void => {
    this.#begun.clear();
    this.#rest();
  };

  readonly #look = (): void => {
    if (this.#begun.size === 0) return this.#rest();
    this.#timer = setTimeout(this.#look, this.#everyMs);
    const now = performance.now();
    for (const [wait, since] of this.#begun) {
      const what = wait.what();
      if (what === null) continue;
      this.#place ??= this.#open();
      void this.#place.show(lineOf(what, now - since, wait.howLong));
      return;
    }
  };

  /**
   * Says nothing more until another wait begins. Leaves the place, too, as nobody says when a cell has
   * failed: the next words may be another cell's.
   */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#place?.show(NOTHING);
    this.#place = null;
  }
}

function lineOf(what: string, ms: number, howLong?: string): Displayable {
  // What follows is advice for when it is too late.
  const [thing = ""] = what.split(/(?<=[^.])\. (?=[A-Z])/);
  const soFar = `${Math.round(ms / 1_000)} s so far`;
  const line = `Waiting for ${thing} (${
    [soFar, howLong].filter(Boolean).join(", ")
  })`;
  return displayable(
    { "text/html": `<div role="timer">${escape(line)}</div>` },
    printable(line),
  );
}

if (inNotebook()) {
  const line = new WaitLine(live);
  waitPage.begin = line.begin;
  cellEnds.add(line.end);
}
