import type { BytesView, RecordRow } from "../shapes.ts";

/**
 * Orders records by time, and those of one partition by offset.
 *
 * @param a A record.
 * @param b Another record.
 * @returns A negative number if the first comes first, a positive one if the second does.
 */
export function byTime(a: RecordRow, b: RecordRow): number {
  return a.partition === b.partition
    ? a.offset - b.offset
    : a.timestamp - b.timestamp || a.partition - b.partition;
}

/**
 * Makes the test of a search.
 *
 * @param search The text to look for; empty for any record.
 * @returns Whether key, value or a header of a record contains it, in whatever case.
 */
export function matcher(search: string): (record: RecordRow) => boolean {
  const wanted = search.toLowerCase();
  const has = (view: BytesView | null): boolean =>
    view?.text?.toLowerCase().includes(wanted) ?? false;
  return ({ key, value, headers }) =>
    wanted === "" || has(key) || has(value) ||
    headers.some(([name, each]) =>
      name.toLowerCase().includes(wanted) || has(each)
    );
}
