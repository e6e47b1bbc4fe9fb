/**
 * A failure that can be foreseen (a broker that is down, a topic that does not exist), said in one
 * sentence for the reader.
 *
 * It carries no stack trace, because the frames of a library say nothing to a learner; the error
 * that led to it is its `cause`.
 *
 * @example The sentence is all there is
 * ```ts
 * import { Trouble } from "workbook/trouble.ts";
 *
 * const trouble = new Trouble('Cannot read "orders": expected a topic but found none');
 * console.assert(trouble.stack === `Trouble: ${trouble.message}`);
 * ```
 */
export class Trouble extends Error {
  override name = "Trouble";

  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.stack = `${this.name}: ${sentence}`;
  }
}
