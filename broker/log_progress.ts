/** Each entry of a log begins with its time, which is no progress. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ /;

/** In lines about partitions the numbers differ because another partition is done. */
const OF_A_PARTITION = /partition|segment|Completed load of/i;

/** Kafka's own count of the partitions whose records it has loaded. */
const LOADED = /Completed load of .*\((\d+)\/(\d+) completed/;

/** Kafka's line at the end of loading. */
const ALL_LOADED = /Loaded \d+ logs in /;

/**
 * Follows the log of a Kafka process, to tell work that takes long from one that has come to nothing.
 *
 * A line counts once: a process that will never serve prints the same ones again and again, with other times and numbers.
 */
export class LogProgress {
  readonly #log: string;
  readonly #seen = new Set<string>();
  #readTo = 0;
  #unfinished = "";
  #activity: string | null = null;

  /**
   * Follows a log from its beginning.
   *
   * @param log Absolute path of the log file, which need not exist yet.
   */
  constructor(log: string) {
    this.#log = log;
  }

  /** What the process does, to stand after its name; `null` while the log does not say. */
  get activity(): string | null {
    return this.#activity;
  }

  /**
   * Reads the lines that were added since the last look.
   *
   * @returns Whether one of them shows that the process got further.
   */
  async look(): Promise<boolean> {
    const before = this.#seen.size;
    const lines = (this.#unfinished + await this.#readOn()).split("\n");
    this.#unfinished = lines.pop()!;
    for (const line of lines) {
      const text = line.replace(TIME, "");
      this.#seen.add(
        OF_A_PARTITION.test(text) ? text : text.replaceAll(/\d+/g, "0"),
      );
      const [, done, all] = line.match(LOADED) ?? [];
      if (all !== undefined) {
        this.#activity =
          `is loading its records: ${done} of ${all} partitions are done`;
      }
      if (ALL_LOADED.test(line)) this.#activity = "has loaded its records";
    }
    return this.#seen.size > before;
  }

  async #readOn(): Promise<string> {
    try {
      using file = await Deno.open(this.#log);
      await file.seek(this.#readTo, Deno.SeekMode.Start);
      const added = await new Response(file.readable).bytes();
      this.#readTo += added.length;
      return new TextDecoder().decode(added);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return "";
      throw error;
    }
  }
}
