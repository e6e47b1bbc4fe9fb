/** Time between two looks at the broker's process, in milliseconds. */
const EVERY_MS = 5_000;

/** The broker that a course uses, as far as its end is concerned. */
export interface WatchedBroker {
  /** Absolute path of its log file. */
  log: string;
  /** Checks whether its process runs. */
  isRunning(): Promise<boolean>;
}

/**
 * Tells the reader when the broker has ended while the course is open, and when it runs again.
 *
 * @param broker The broker, which runs.
 * @param say Called with a sentence for the reader.
 * @param everyMs Time between two looks, in milliseconds. Default: 5 s.
 * @returns The watch; dispose of it to end it.
 */
export function watchBroker(
  broker: WatchedBroker,
  say: (line: string) => void,
  everyMs: number = EVERY_MS,
): Disposable {
  let isUp = true;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  const look = async (): Promise<void> => {
    // A look that fails says nothing about the broker.
    const isRunning = await broker.isRunning().catch(() => isUp);
    if (isOver) return;
    if (isRunning !== isUp) {
      say(
        isRunning
          ? "The broker runs again."
          : `The broker has ended. Start it again with "deno task broker" in another terminal; its log is "${broker.log}".`,
      );
      isUp = isRunning;
    }
    timer = setTimeout(look, everyMs);
  };
  timer = setTimeout(look, everyMs);
  return {
    [Symbol.dispose](): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
