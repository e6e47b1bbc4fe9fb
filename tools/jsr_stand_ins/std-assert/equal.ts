type Keyed = Record<PropertyKey, unknown>;

/** Prototypes of objects whose content is what `String()` makes of them; neither keys nor getters show all of it. */
const WRITTEN_AS_TEXT = new Set<object>(
  [
    Intl.Locale,
    RegExp,
    Temporal.Duration,
    Temporal.Instant,
    Temporal.PlainDate,
    Temporal.PlainDateTime,
    Temporal.PlainMonthDay,
    Temporal.PlainTime,
    Temporal.PlainYearMonth,
    Temporal.ZonedDateTime,
    URL,
    URLSearchParams,
  ].map(({ prototype }) => prototype),
);

/**
 * Compares two values deeply, by the rules of `@std/assert`.
 *
 * `0` equals `-0`, `NaN` itself, and an object without prototype one with. Two errors differ when their stacks do, and
 * two maps or sets are equal when each entry of the first has an equal in the second.
 *
 * @param a The one value.
 * @param b The other value.
 * @returns Whether they are equal.
 * @throws {TypeError} If both are a `WeakMap`, or both a `WeakSet`.
 */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

function compare(
  a: unknown,
  b: unknown,
  seen: Map<unknown, unknown>,
): boolean {
  if (isSame(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const same = (x: unknown, y: unknown): boolean => compare(x, y, seen);

  if (a instanceof Date && b instanceof Date) {
    return Object.is(a.getTime(), b.getTime());
  }
  if (kindOf(a) !== kindOf(b)) return false;
  const [elements, others] = [elementsOf(a), elementsOf(b)];
  if (elements && others) return haveSameElements(elements, others);
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError(`Cannot compare ${a[Symbol.toStringTag]} instances`);
  }
  if (a instanceof WeakRef && b instanceof WeakRef) {
    return same(a.deref(), b.deref());
  }

  if (seen.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  seen.set(a, b);
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size &&
      [...a].every(([key, value]) =>
        [...b].some(([k, v]) => same(key, k) && same(value, v))
      );
  }
  if (a instanceof Set && b instanceof Set) {
    return a.size === b.size &&
      [...a].every((value) => [...b].some((other) => same(value, other)));
  }
  if (WRITTEN_AS_TEXT.has(kindOf(a))) return String(a) === String(b);

  return keysOf(a).union(keysOf(b)).values().every((key) =>
    key in a === key in b && same(a[key], b[key])
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

function isObject(value: unknown): value is Keyed {
  return typeof value === "object" && value !== null;
}

function kindOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** The elements of a typed array, or the bytes of a buffer; `null` for anything else. */
function elementsOf(value: object): ArrayLike<unknown> | null {
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return new Uint8Array(value);
  }
  return ArrayBuffer.isView(value) && "length" in value
    ? value as object as ArrayLike<unknown>
    : null;
}

function haveSameElements(
  a: ArrayLike<unknown>,
  b: ArrayLike<unknown>,
): boolean {
  return a.length === b.length &&
    Array.prototype.every.call(a, (value, index) => isSame(value, b[index]));
}

/** The keys of a literal or array; for an instance also what its classes add, since state may show in getters only. */
function keysOf(value: object): Set<PropertyKey> {
  const kind = kindOf(value);
  if (kind === Object.prototype || kind === Array.prototype) {
    return new Set(Reflect.ownKeys({ ...value }));
  }
  const keys = new Set<PropertyKey>();
  for (
    let at = value;
    at && at !== Object.prototype && at !== Array.prototype;
    at = Object.getPrototypeOf(at)
  ) Reflect.ownKeys(at).forEach((key) => keys.add(key));
  return keys;
}
