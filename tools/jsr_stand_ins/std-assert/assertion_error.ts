import { AssertionError as NodeAssertionError } from "node:assert/strict";

/** What every failed assertion throws. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/**
 * Throws an {@link AssertionError}.
 *
 * @param claim What was expected to hold.
 * @param msg The caller's own words, if any.
 * @param detail More lines, such as a comparison.
 * @throws {AssertionError} Always.
 */
export function refuse(claim: string, msg?: string, detail = ""): never {
  throw new AssertionError(`${claim}${msg ? `: ${msg}` : "."}${detail}`);
}

/**
 * Compares two values line by line.
 *
 * @returns Empty lines and the comparison, as Node.js prints it.
 */
export function comparison(actual: unknown, expected: unknown): string {
  const { message } = new NodeAssertionError({
    actual,
    expected,
    operator: "deepStrictEqual",
  });
  return "\n\n" + message.split("\n").slice(1).join("\n").trim();
}
