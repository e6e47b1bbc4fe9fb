import { stripVTControlCharacters } from "node:util";
import { AssertionError, refuse } from "./assertion_error.ts";

// deno-lint-ignore no-explicit-any
type Class<T> = abstract new (...args: any[]) => T;
type ClassOrMessage<E> = Class<E> | string | undefined;

/** Asserts that `actual` is an instance of `expectedType`. */
export function assertInstanceOf<T extends Class<unknown>>(
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

/** Asserts that `error` is an error, of `ErrorClass` and with `msgMatches` in its message if those are given. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: Class<E>,
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

/** Asserts that `fn` throws, and returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: Class<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error>(
  fn: () => unknown,
  expected?: ClassOrMessage<E>,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const words = typeof expected === "string" ? expected : msg;
  try {
    fn();
  } catch (error) {
    check(error, "thrown", expected, msgIncludes, words);
    return error;
  }
  refuse("Expected function to throw", words);
}

/** Asserts that the promise of `fn` is rejected, and returns what it was rejected with. */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: Class<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  expected?: ClassOrMessage<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const words = typeof expected === "string" ? expected : msg;
  const promise = start(fn, words);
  try {
    await promise;
  } catch (error) {
    check(error, "rejected", expected, msgIncludes, words);
    return error;
  }
  refuse("Expected function to reject", words);
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
  expected: ClassOrMessage<E>,
  msgIncludes: string | undefined,
  msg: string | undefined,
): void {
  if (typeof expected !== "function") return;
  if (!(error instanceof Error)) {
    refuse(`A non-Error object was ${how}`, msg);
  }
  assertIsError(error, expected, msgIncludes, msg);
}

/** Asserts that this is never reached. */
export function fail(msg?: string): never {
  refuse("Failed assertion", msg);
}

/** Asserts that this is never reached; for branches that the types rule out. */
export function unreachable(msg?: string): never {
  refuse("Unreachable", msg);
}

export { AssertionError };
