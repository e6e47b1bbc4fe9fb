import { stripVTControlCharacters } from "node:util";
import { AssertionError, refuse } from "./assertion_error.ts";

/**
 * Asserts that a value is an instance of a class.
 *
 * @param actual The value to check.
 * @param expectedType The class.
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertInstanceOf<
  // deno-lint-ignore no-explicit-any
  T extends abstract new (...args: any[]) => any,
>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const found = actual === null
    ? "null"
    : typeof actual === "object"
    ? actual.constructor?.name ?? "Object"
    : typeof actual;
  const wanted = `Expected object to be an instance of "${expectedType.name}"`;
  if (found === expectedType.name) refuse(wanted, msg);
  if (found === "function") {
    refuse(`${wanted} but was not an instanced object`, msg);
  }
  refuse(`${wanted} but was "${found}"`, msg);
}

/**
 * Asserts that a value is an error, of a class and with a message if these are given.
 *
 * @param error The value to check.
 * @param ErrorClass The class of the error. Default: any.
 * @param msgMatches A part of the error's message, or a regular expression that it matches. Default: any message.
 * @param msg Words to add to the message of the assertion's error.
 * @throws {AssertionError} If it does not hold.
 */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: abstract new (...args: never[]) => E,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    refuse(`Expected "error" to be an Error object`, msg);
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    refuse(
      `Expected error to be instance of "${ErrorClass.name}", but was "${error.constructor?.name}"`,
      msg,
    );
  }
  if (!msgMatches) return;
  const text = stripVTControlCharacters(error.message);
  const matches = typeof msgMatches === "string"
    ? text.includes(stripVTControlCharacters(msgMatches))
    : msgMatches.test(text);
  if (matches) return;
  const wanted = typeof msgMatches === "string"
    ? JSON.stringify(msgMatches)
    : String(msgMatches);
  refuse(
    `Expected error message to include ${wanted}, but got ${
      JSON.stringify(error.message)
    }`,
    msg,
  );
}

/**
 * Asserts that a test fails at once, without a condition.
 *
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} Always.
 */
export function fail(msg?: string): never {
  refuse("Failed assertion", msg);
}

/**
 * Asserts that a branch is never reached; for those that the types rule out.
 *
 * @param msg Words to add to the message of the error.
 * @throws {AssertionError} Always.
 */
export function unreachable(msg?: string): never {
  refuse("Unreachable", msg);
}

export { AssertionError };
