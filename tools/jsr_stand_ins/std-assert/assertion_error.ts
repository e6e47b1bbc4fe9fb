import { AssertionError as NodeAssertionError } from "node:assert/strict";

/** Error that a failed assertion throws. */
export class AssertionError extends Error {
  /**
   * Creates the error; its name is `AssertionError`.
   *
   * @param message The claim that does not hold, and the values.
   * @param options The cause, if there is one.
   */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/**
 * Throws an {@link AssertionError}.
 *
 * @param claim The claim that does not hold.
 * @param msg The caller's own words, if any.
 * @param detail Further lines, such as a comparison.
 * @throws {AssertionError} Always.
 */
export function refuse(claim: string, msg?: string, detail = ""): never {
  throw new AssertionError(`${claim}${msg ? `: ${msg}` : "."}${detail}`);
}

/**
 * Compares two values line by line.
 *
 * @param actual The value that was found.
 * @param expected The value that was expected.
 * @returns An empty line and the comparison, as Node.js prints it.
 */
export function comparison(actual: unknown, expected: unknown): string {
  const { message } = new NodeAssertionError({
    actual,
    expected,
    operator: "deepStrictEqual",
  });
  return "\n\n" + message.split("\n").slice(1).join("\n").trim();
}
