import { refuse } from "./assertion_error.ts";
import { assertIsError } from "./errors.ts";

type ErrorClass<E> = abstract new (...args: never[]) => E;

/**
 * Asserts that a function throws.
 *
 * @param fn The function to call.
 * @param msg Words to add to the message of the assertion's error.
 * @returns The value that was thrown.
 * @throws {AssertionError} If it does not hold.
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Asserts that a function throws an error of a class.
 *
 * @param fn The function to call.
 * @param ErrorClass The class of the error.
 * @param msgIncludes A part of the error's message. Default: any message.
 * @param msg Words to add to the message of the assertion's error.
 * @returns The error that was thrown.
 * @throws {AssertionError} If it does not hold.
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error>(
  fn: () => unknown,
  expected?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const errorClass = errorClassIn(expected);
  // A class of anything but errors is ignored, and what follows it is taken for the words.
  const isIgnored = typeof expected === "function" && errorClass === undefined;
  const words = typeof expected === "string"
    ? expected
    : isIgnored
    ? msgIncludes
    : msg;
  try {
    fn();
  } catch (error) {
    check(error, "thrown", errorClass, msgIncludes, words);
    return error;
  }
  refuse("Expected function to throw", words);
}

/**
 * Asserts that the promise of a function is rejected.
 *
 * @param fn The function to call.
 * @param msg Words to add to the message of the assertion's error.
 * @returns The value that the promise was rejected with.
 * @throws {AssertionError} If it does not hold, or the function itself throws.
 */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/**
 * Asserts that the promise of a function is rejected with an error of a class.
 *
 * @param fn The function to call.
 * @param ErrorClass The class of the error.
 * @param msgIncludes A part of the error's message. Default: any message.
 * @param msg Words to add to the message of the assertion's error.
 * @returns The error that the promise was rejected with.
 * @throws {AssertionError} If it does not hold, or the function itself throws.
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  expected?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const words = typeof expected === "string" ? expected : msg;
  const promise = start(fn, words);
  try {
    await promise;
  } catch (error) {
    check(error, "rejected", errorClassIn(expected), msgIncludes, words);
    return error;
  }
  refuse("Expected function to reject", words);
}

function errorClassIn<E>(
  expected: ErrorClass<E> | string | undefined,
): ErrorClass<E> | undefined {
  if (typeof expected !== "function") return undefined;
  const { prototype } = expected;
  return prototype instanceof Error || prototype === Error.prototype
    ? expected
    : undefined;
}

function start(
  fn: () => PromiseLike<unknown>,
  msg: string | undefined,
): PromiseLike<unknown> {
  try {
    const promise = fn();
    if (typeof promise?.then === "function") return promise;
  } catch { /* throwing at once is no rejection; said below */ }
  refuse("Function throws when expected to reject", msg);
}

function check<E extends Error>(
  error: unknown,
  how: "thrown" | "rejected",
  errorClass: ErrorClass<E> | undefined,
  msgIncludes: string | undefined,
  msg: string | undefined,
): void {
  if (errorClass === undefined) return;
  if (!(error instanceof Error)) {
    refuse(`A non-Error object was ${how}`, msg);
  }
  assertIsError(error, errorClass, msgIncludes, msg);
}
