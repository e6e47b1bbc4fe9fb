/**
 * What the real package does is written down here, and asked of two: of the stand-in, and of whatever `@std/assert` is on
 * this machine, which is the real package where JSR answers.
 */
import * as installed from "@std/assert";
import * as standIn from "tools/jsr_stand_ins/std-assert/mod.ts";

type Assert = typeof installed;

class Ada {
  #orders: number;
  constructor(orders: number) {
    this.#orders = orders;
  }
  get orders(): number {
    return this.#orders;
  }
}
const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const bare = (value: object): object =>
  Object.assign(Object.create(null), value);
const errorHere = (): Error => new Error("same");
const errorThere = (): Error => new Error("same");

/** Pairs that are deeply equal, and pairs that are not. */
const EQUAL: [unknown, unknown][] = [
  [1, 1],
  [NaN, NaN],
  [0, -0],
  [{ a: 1, b: [2n] }, { b: [2n], a: 1 }],
  [bare({ a: 1 }), { a: 1 }],
  [new Date(5), new Date(5)],
  [bytes(1, 2), bytes(1, 2)],
  [new Float64Array([0, NaN]), new Float64Array([-0, NaN])],
  [bytes(1).buffer, bytes(1).buffer],
  [new WeakRef(bytes(1)), new WeakRef(bytes(1))],
  [new Intl.Locale("en-US"), new Intl.Locale("en-US")],
  [new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])],
  [new Map([[{ k: 1 }, 1]]), new Map([[{ k: 1 }, 1]])],
  [/x/g, /x/g],
  [new URL("http://a/b"), new URL("http://a/b")],
  [new Ada(1), new Ada(1)],
  [
    Temporal.Instant.from("2026-01-01T00:00Z"),
    Temporal.Instant.from("2026-01-01T00:00Z"),
  ],
];
const UNEQUAL: [unknown, unknown][] = [
  [1, "1"],
  [1, 1n],
  [null, undefined],
  [{ a: undefined }, {}],
  [[1, undefined], [1]],
  [[1, 2], [2, 1]],
  [{ a: { b: 1 } }, { a: { b: 2 } }],
  [{ length: 0 }, []],
  [new Date(5), new Date(6)],
  [bytes(1, 2), bytes(1, 3)],
  [bytes(1), [1]],
  [bytes(1).buffer, bytes(2).buffer],
  [new WeakRef(bytes(1)), new WeakRef(bytes(2))],
  [new Intl.Locale("en-US"), new Intl.Locale("es-MX")],
  [new Intl.NumberFormat("en"), new Intl.NumberFormat("de")],
  [new Error("a"), new Error("b")],
  [errorHere(), errorThere()],
  [Object.assign(new Set([1]), { by: "Ada" }), new Set([1])],
  [new Set([1, 1, 2]), new Set([1, 3])],
  [new Map([[1, "a"]]), new Map([[1, "b"]])],
  [/x/g, /x/i],
  [new URL("http://a/b"), new URL("http://a/c")],
  [new Ada(1), new Ada(2)],
  [new Ada(1), { orders: 1 }],
  [
    Temporal.Instant.from("2026-01-01T00:00Z"),
    Temporal.Instant.from("2026-01-02T00:00Z"),
  ],
  [Symbol("a"), Symbol("a")],
  [(): void => {}, (): void => {}],
];

const sides: [string, Assert][] = [
  ["stand-in", standIn as unknown as Assert],
  ["installed", installed],
];

for (const [side, assert] of sides) {
  Deno.test(`assertEquals() (${side}) takes for equal what @std/assert does`, () => {
    for (const [a, b] of EQUAL) {
      assert.assertEquals(a, b);
      assert.assertEquals(b, a);
    }
    for (const [a, b] of UNEQUAL) {
      assert.assertNotEquals(a, b);
      assert.assertNotEquals(b, a);
    }
  });

  Deno.test(`assertEquals() (${side}) refuses what it cannot look into`, () => {
    for (const make of [() => new WeakMap(), () => new WeakSet()]) {
      assert.assertThrows(
        () => assert.assertEquals<unknown>(make(), make()),
        TypeError,
        "Cannot compare Weak",
      );
    }
  });
}
