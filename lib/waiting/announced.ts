/** A wait, as a page can show it to the reader while it lasts. */
export interface Wait {
  /** Returns the thing that is waited for, and how far it is; `null` when only the code knows it. */
  what: () => string | null;
  /** How long it may take: `usually about 10 s`; left out when nobody knows. */
  howLong?: string;
}

/** The page that shows waits: its `begin` is called as a wait begins, and returns a function to call with whether it ended well. */
export const waitPage: { begin: (wait: Wait) => (isDone: boolean) => void } = {
  begin: () => () => {},
};

/**
 * Lets the reader's page show what is waited for while some work lasts.
 *
 * @param wait The words for the wait.
 * @param work The work to wait for.
 * @returns What the work resolves to.
 * @throws What the work throws.
 *
 * @example A wait with its usual length
 * ```ts
 * import { announced } from "workbook/waiting.ts";
 *
 * const wait = { what: () => "broker 2 to serve", howLong: "usually about 5 s" };
 * console.assert(await announced(wait, Promise.resolve(2)) === 2);
 * ```
 */
export async function announced<T>(wait: Wait, work: Promise<T>): Promise<T> {
  const end = waitPage.begin(wait);
  let isDone = false;
  try {
    const result = await work;
    isDone = true;
    return result;
  } finally {
    end(isDone);
  }
}
