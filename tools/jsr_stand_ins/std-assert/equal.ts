import { isDeepStrictEqual } from "node:util";

type Values = Record<PropertyKey, unknown>;

/**
 * Says whether two values are deeply equal, by the rules of `@std/assert`.
 *
 * Node's own comparison decides for built-in objects. Three rules differ from it: `0` equals `-0`, an object
 * without prototype equals one with, and addresses and times are compared as text.
 */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

function compare(
  a: unknown,
  b: unknown,
  seen: Map<unknown, unknown>,
): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || kindOf(a) !== kindOf(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  const same = (x: unknown, y: unknown): boolean => compare(x, y, seen);

  if (isText(a)) return String(a) === String(b);
  if (a instanceof Map && b instanceof Map) {
    return pairUp([...a], [...b], ([k, v], [l, w]) => same(k, l) && same(v, w));
  }
  if (a instanceof Set && b instanceof Set) return pairUp([...a], [...b], same);
  if (!isPlain(a)) return isDeepStrictEqual(a, b);

  return Object.keys(a).length === Object.keys(b).length &&
    keysOf(a).union(keysOf(b)).values().every((key) =>
      key in a === key in b && same(a[key], b[key])
    );
}

/** The keys of a literal or array; for an instance also what its classes add, since state may show in getters only. */
function keysOf(value: object): Set<PropertyKey> {
  if (Array.isArray(value) || kindOf(value) === Object.prototype) {
    return new Set(Reflect.ownKeys({ ...value }));
  }
  const keys = new Set<PropertyKey>();
  for (
    let at = value;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) Reflect.ownKeys(at).forEach((key) => keys.add(key));
  return keys;
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null;
}

function kindOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** These keep their content where neither keys nor Node's comparison find it. */
function isText(value: object): boolean {
  return value instanceof URL || value instanceof URLSearchParams ||
    value instanceof RegExp || /^Temporal\./.test(tagOf(value));
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Objects whose content is their keys: literals, arrays, instances of the reader's classes. */
function isPlain(value: object): boolean {
  return ["Object", "Array"].includes(tagOf(value));
}

/** Says whether each entry of `a` finds an entry of its own in `b`. */
function pairUp<T>(a: T[], b: T[], same: (x: T, y: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  const free = [...b];
  return a.every((x) => {
    const at = free.findIndex((y) => same(x, y));
    if (at >= 0) free.splice(at, 1);
    return at >= 0;
  });
}
