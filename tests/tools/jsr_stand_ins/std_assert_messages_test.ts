/**
 * What the real package does is written down here, and asked of two: of the stand-in, and of whatever `@std/assert` is on
 * this machine, which is the real package where JSR answers.
 */
import { equal, fail } from "node:assert/strict";
import * as installed from "@std/assert";
import * as standIn from "tools/jsr_stand_ins/std-assert/mod.ts";

type Assert = typeof installed;

class Trouble extends Error {}

/** A class of anything but errors, for which the types have no place. */
const NO_ERROR_CLASS = Map as never;

function throwing(error: unknown): () => never {
  return () => {
    throw error;
  };
}

/** A call, and how its message begins; `null` when it passes. */
const CALLS: [call: (a: Assert) => unknown, message: string | null][] = [
  [(a) => a.assert(1), null],
  [(a) => a.assert(""), ""],
  [(a) => a.assert(0, "why"), "why"],
  [(a) => a.assertFalse(0), null],
  [(a) => a.assertFalse(1, "why"), "why"],
  [(a) => a.assertEquals(1, 2), "Values are not equal.\n"],
  [(a) => a.assertEquals([1], [2], "why"), "Values are not equal: why\n"],
  [(a) => a.assertNotEquals(1, 2), null],
  [(a) => a.assertNotEquals(1, 1), "Expected actual: 1 not to be: 1."],
  [(a) => a.assertStrictEquals(NaN, NaN), null],
  [(a) => a.assertStrictEquals(0, -0), "Values are not strictly equal.\n"],
  [
    (a) => a.assertStrictEquals<unknown>([], [], "why"),
    "Values have the same structure but are not reference-equal: why\n",
  ],
  [(a) => a.assertNotStrictEquals<unknown>([], []), null],
  [
    (a) => a.assertNotStrictEquals(1, 1),
    'Expected "actual" to not be strictly equal to: 1.',
  ],
  [(a) => a.assertExists(0), null],
  [
    (a) => a.assertExists(null),
    'Expected actual: "null" to not be null or undefined.',
  ],
  [(a) => a.assertGreater(2, 1), null],
  [(a) => a.assertGreater(1n, 1n), "Expect 1n > 1n"],
  [(a) => a.assertGreaterOrEqual(1, 1), null],
  [(a) => a.assertGreaterOrEqual(1, 2, "why"), "why"],
  [(a) => a.assertLess(1, 2), null],
  [(a) => a.assertLess(2, 1), "Expect 2 < 1"],
  [(a) => a.assertLessOrEqual(1, 1), null],
  [(a) => a.assertLessOrEqual(2, 1), "Expect 2 <= 1"],
  [(a) => a.assertAlmostEquals(0.1 + 0.2, 0.3), null],
  [
    (a) => a.assertAlmostEquals(1, 2, 0.5),
    'Expected actual: "1" to be close to "2": delta "1" is greater than "5e-1".',
  ],
  [(a) => a.assertStringIncludes("abc", "b"), null],
  [
    (a) => a.assertStringIncludes("abc", "x"),
    'Expected actual: "abc" to contain: "x".',
  ],
  [(a) => a.assertMatch("abc", /B/i), null],
  [(a) => a.assertMatch("abc", /x/), 'Expected actual: "abc" to match: "/x/".'],
  [
    (a) => a.assertNotMatch("abc", /b/),
    'Expected actual: "abc" to not match: "/b/".',
  ],
  [
    (a) => a.assertArrayIncludes<unknown>([{ a: 1 }, NaN], [NaN, { a: 1 }]),
    null,
  ],
  [
    (a) => a.assertArrayIncludes([1], [2], "why"),
    'Expected actual: "[',
  ],
  [(a) => a.assertInstanceOf(new Trouble(), Error), null],
  [
    (a) => a.assertInstanceOf({}, Error),
    'Expected object to be an instance of "Error" but was "Object".',
  ],
  [
    (a) => a.assertInstanceOf(null, Error),
    'Expected object to be an instance of "Error" but was "null".',
  ],
  [
    (a) => a.assertInstanceOf(Error, Error),
    'Expected object to be an instance of "Error" but was not an instanced object.',
  ],
  [(a) => a.assertIsError(new Trouble("no room"), Error, /room/), null],
  [
    (a) => a.assertIsError("no"),
    'Expected "error" to be an Error object.',
  ],
  [(a) => a.assertThrows(throwing("no")), null],
  [(a) => a.assertThrows(() => 1), "Expected function to throw."],
  [(a) => a.assertThrows(() => 1, "why"), "Expected function to throw: why"],
  [
    (a) =>
      a.assertThrows(
        throwing(new Trouble("\x1b[31mno\x1b[0m room")),
        Trouble,
        "no room",
      ),
    null,
  ],
  [
    (a) => a.assertThrows(throwing(new Error("no")), Trouble),
    'Expected error to be instance of "Trouble", but was "Error".',
  ],
  [
    (a) => a.assertThrows(throwing(new Error("no")), Error, "yes", "why"),
    'Expected error message to include "yes", but got "no": why',
  ],
  [
    (a) => a.assertThrows(throwing("no"), Error),
    "A non-Error object was thrown.",
  ],
  [
    (a) =>
      a.assertRejects(() => Promise.reject(new Trouble("no")), Trouble, "n"),
    null,
  ],
  [
    (a) => a.assertRejects(() => Promise.resolve(1)),
    "Expected function to reject.",
  ],
  [
    (a) => a.assertRejects(throwing(new Error("no"))),
    "Function throws when expected to reject.",
  ],
  [
    (a) => a.assertRejects(() => Promise.reject("no"), Error),
    "A non-Error object was rejected.",
  ],
  [
    (a) => a.assertThrows(() => 1, NO_ERROR_CLASS, "why"),
    "Expected function to throw: why",
  ],
  [(a) => a.assertThrows(throwing(new Error("no")), NO_ERROR_CLASS), null],
  [
    (a) => a.assertRejects(() => Promise.resolve(1), NO_ERROR_CLASS, "why"),
    "Expected function to reject.",
  ],
  [(a) => a.assertRejects(() => Promise.reject("no"), NO_ERROR_CLASS), null],
  [(a) => a.fail("why"), "Failed assertion: why"],
  [(a) => a.unreachable(), "Unreachable."],
];

const sides: [string, Assert][] = [
  ["stand-in", standIn as unknown as Assert],
  ["installed", installed],
];

for (const [side, assert] of sides) {
  Deno.test(`each assertion (${side}) passes or says why as @std/assert does`, async () => {
    for (const [call, message] of CALLS) {
      const error = await outcome(() => call(assert));
      const asked = call.toString();
      if (message === null) equal(error, null, asked);
      else if (!(error instanceof assert.AssertionError)) {
        fail(`${asked}: ${error}`);
      } else {
        equal(error.name, "AssertionError", asked);
        equal(
          error.message.slice(0, message.length),
          message,
          asked,
        );
      }
    }
  });

  Deno.test(`assertThrows() and assertRejects() (${side}) give back what was thrown`, async () => {
    const trouble = new Trouble("no");
    equal(assert.assertThrows(throwing(trouble), Trouble), trouble);
    equal(
      await assert.assertRejects(() => Promise.reject(trouble), Trouble),
      trouble,
    );
  });
}

async function outcome(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return null;
  } catch (error) {
    return error;
  }
}
