/// <reference lib="dom" />
/** Numbers as readers read them. */

const COUNT = new Intl.NumberFormat("en");
const UNITS = ["B", "kB", "MB", "GB", "TB"];

/**
 * Writes a number of things, with commas between thousands.
 *
 * @param value The number; `null` when it is unknown.
 * @returns The text; a dash for `null`.
 */
export function count(value: number | null): string {
  return value === null ? "–" : COUNT.format(value);
}

/**
 * Writes a number with its noun.
 *
 * @param value The number.
 * @param noun The noun, in the singular.
 * @returns Such as `1 topic` or `3 topics`.
 */
export function many(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/**
 * Writes a number of bytes.
 *
 * @param value The number; `null` when it is unknown.
 * @returns Such as `1.2 MB`; a dash for `null`.
 */
export function bytes(value: number | null): string {
  if (value === null) return "–";
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toFixed(digits)} ${UNITS[unit]}`;
}

/**
 * Writes a length of time in one unit.
 *
 * @param ms The time in ms; `null` when there is none.
 * @returns Such as `4.2 s` or `3 h`; a dash for `null`.
 */
export function duration(ms: number | null): string {
  if (ms === null) return "–";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}

/**
 * Writes a moment: its time, and its date when that is not today's.
 *
 * @param ms The moment, in ms.
 * @returns Such as `14:03:21.512`.
 */
export function moment(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  const two = (value: number): string => String(value).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(two).join(":");
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${
      two(date.getDate())
    } ${time}`;
}
