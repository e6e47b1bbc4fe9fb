import { inspect } from "node:util";
import { AssertionError, refuse } from "./assertion_error.ts";

/** The values that count as false. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/**
 * Asserts that a value counts as true.
 *
 * @param expr The value to check.
 * @param msg The message of the error. Default: none.
 * @throws {AssertionError} If it does not hold.
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/**
 * Asserts that a value counts as false.
 *
 * @param expr The value to check.
 * @param msg The message of the error. Default: none.
 * @throws {AssertionError} If it does not hold.
 */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}

/**
 * Asserts that a value is neither `null` nor `undefined`.
 *
 * @param actual The value to check.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  refuse(`Expected actual: "${actual}" to not be null or undefined`, msg);
}

/**
 * Asserts that `actual > expected`.
 *
 * @param actual The value to check.
 * @param expected The bound, itself not allowed.
 * @param msg The message of the error. Default: both values.
 * @throws {AssertionError} If it does not hold.
 */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  compared(actual > expected, actual, ">", expected, msg);
}

/**
 * Asserts that `actual >= expected`.
 *
 * @param actual The value to check.
 * @param expected The bound, itself allowed.
 * @param msg The message of the error. Default: both values.
 * @throws {AssertionError} If it does not hold.
 */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  compared(actual >= expected, actual, ">=", expected, msg);
}

/**
 * Asserts that `actual < expected`.
 *
 * @param actual The value to check.
 * @param expected The bound, itself not allowed.
 * @param msg The message of the error. Default: both values.
 * @throws {AssertionError} If it does not hold.
 */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  compared(actual < expected, actual, "<", expected, msg);
}

/**
 * Asserts that `actual <= expected`.
 *
 * @param actual The value to check.
 * @param expected The bound, itself allowed.
 * @param msg The message of the error. Default: both values.
 * @throws {AssertionError} If it does not hold.
 */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  compared(actual <= expected, actual, "<=", expected, msg);
}

/**
 * Asserts that two numbers are close to each other.
 *
 * @param actual The number to check.
 * @param expected The number it must be close to.
 * @param tolerance Largest difference that is allowed. Default: a ten-millionth of `expected`.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const delta = Math.abs(expected - actual);
  if (delta <= tolerance) return;
  const [a, e, d, t] = [actual, expected, delta, tolerance]
    .map((n) => Number.isInteger(n) ? `${n}` : n.toExponential());
  refuse(
    `Expected actual: "${a}" to be close to "${e}": delta "${d}" is greater than "${t}"`,
    msg,
  );
}

/**
 * Asserts that a text contains another.
 *
 * @param actual The text to check.
 * @param expected The text it must contain.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (actual.includes(expected)) return;
  refuse(`Expected actual: "${actual}" to contain: "${expected}"`, msg);
}

/**
 * Asserts that a text matches a regular expression.
 *
 * @param actual The text to check.
 * @param expected The regular expression.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (expected.test(actual)) return;
  refuse(`Expected actual: "${actual}" to match: "${expected}"`, msg);
}

/**
 * Asserts that a text does not match a regular expression.
 *
 * @param actual The text to check.
 * @param expected The regular expression.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertNotMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (!expected.test(actual)) return;
  refuse(`Expected actual: "${actual}" to not match: "${expected}"`, msg);
}

function compared(
  holds: boolean,
  actual: unknown,
  sign: string,
  expected: unknown,
  msg: string | undefined,
): void {
  if (holds) return;
  throw new AssertionError(
    msg ?? `Expect ${inspect(actual)} ${sign} ${inspect(expected)}`,
  );
}
