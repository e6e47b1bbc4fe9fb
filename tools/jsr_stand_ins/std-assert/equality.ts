import { inspect } from "node:util";
import { comparison, refuse } from "./assertion_error.ts";
import { equal } from "./equal.ts";

/**
 * Asserts that two values are deeply equal.
 *
 * @param actual The value to check.
 * @param expected The value it must equal.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  refuse("Values are not equal", msg, comparison(actual, expected));
}

/**
 * Asserts that two values are not deeply equal.
 *
 * @param actual The value to check.
 * @param expected The value it must not equal.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  refuse(
    `Expected actual: ${inspect(actual)} not to be: ${inspect(expected)}`,
    msg,
  );
}

/**
 * Asserts that two values are the same value, by `Object.is`.
 *
 * @param actual The value to check.
 * @param expected The value it must be.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const [found, wanted] = [inspect(actual), inspect(expected)];
  if (found === wanted) {
    refuse(
      "Values have the same structure but are not reference-equal",
      msg,
      `\n\n${found}`,
    );
  }
  refuse(
    "Values are not strictly equal",
    msg,
    comparison(actual, expected),
  );
}

/**
 * Asserts that two values are not the same value, by `Object.is`.
 *
 * @param actual The value to check.
 * @param expected The value it must not be.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertNotStrictEquals<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (!Object.is(actual, expected)) return;
  refuse(
    `Expected "actual" to not be strictly equal to: ${inspect(actual)}`,
    msg,
  );
}

/**
 * Asserts that an array holds every element of another, by deep equality.
 *
 * @param actual The array to check.
 * @param expected The elements it must hold.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T> & object,
  expected: ArrayLike<T> & object,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !present.some((candidate) => equal(item, candidate))
  );
  if (missing.length === 0) return;
  refuse(
    `Expected actual: "${inspect(actual)}" to include: "${inspect(expected)}"`,
    msg,
    `\nmissing: ${inspect(missing)}`,
  );
}
