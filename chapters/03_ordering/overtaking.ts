/**
 * Makes happen for certain what a network does now and then: of two sends that are under way at
 * the same time, the later one arrives first. Sends that wait for each other are not touched.
 */
export class Overtaking {
  #underWay: (() => Promise<void>)[] = [];
  #isDelivering = false;

  /** How many sends have no answer yet. */
  underWay = 0;

  /**
   * Takes a send on its way.
   *
   * @param deliver What happens when it arrives.
   * @returns The answer to it.
   */
  send<T>(deliver: () => Promise<T>): Promise<T> {
    const answer = Promise.withResolvers<T>();
    this.underWay++;
    this.#underWay.push(async () => {
      await deliver().then(answer.resolve, answer.reject);
      this.underWay--;
    });
    if (!this.#isDelivering) {
      this.#isDelivering = true;
      setTimeout(() => this.#deliverAll()); // after all that was sent in the same breath
    }
    return answer.promise;
  }

  async #deliverAll(): Promise<void> {
    for (let last = this.#underWay.pop(); last; last = this.#underWay.pop()) {
      await last();
    }
    this.#isDelivering = false;
  }
}
