/** Lets one piece of work run at a time, in the order in which they ask. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs some work when all that asked before is done, whether it went well or not.
   *
   * @param work What to do.
   * @returns What the work gives.
   */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Waits for all who asked so far. */
  async done(): Promise<void> {
    await this.#last;
  }
}
