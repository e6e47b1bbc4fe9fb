/// <reference lib="dom" />
/** Questions to the inspector's server. */
import { useEffect, useState } from "preact/hooks";

/** An answer, or the sentence that says why there is none; the last answer stays beside a sentence. */
export interface Answer<T> {
  /** The last answer; `null` before the first. */
  data: T | null;
  /** Why the last question was not answered; empty when it was. */
  trouble: string;
  /** Asks again at once. */
  refresh: () => void;
}

const GONE =
  "The inspector does not answer: it has been stopped. Start it again, and this page goes on.";

/**
 * Asks the server, or tells it to change something.
 *
 * @param path The address below `/api/`.
 * @param change What to change; nothing when left out.
 * @returns The answer.
 * @throws {Error} With a sentence for the reader, if it is refused or does not come.
 */
export async function ask<T>(
  path: string,
  change?: { method: "POST" | "DELETE"; body: unknown },
): Promise<T> {
  const answer = await fetch(`/api/${path}`, {
    ...(change && {
      method: change.method,
      body: JSON.stringify(change.body),
      headers: { "content-type": "application/json" },
    }),
  }).catch(() => {
    throw new Error(GONE);
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  throw new Error(sentenceIn(text));
}

function sentenceIn(text: string): string {
  try {
    return JSON.parse(text).error;
  } catch {
    return text;
  }
}

/** Questions that take long are asked more rarely: at most this part of the time goes to them. */
const MOST_OF_TIME = 0.2;

/**
 * Asks again and again while somebody looks at the page.
 *
 * @param path The address below `/api/`; `null` to ask nothing.
 * @param everyMs The time between two questions, in ms; 0 to ask once.
 * @returns The newest answer.
 */
export function useAnswer<T>(
  path: string | null,
  everyMs = 2_000,
): Answer<T> {
  const [state, setState] = useState<
    { path: string | null; data: T | null; trouble: string }
  >({ path, data: null, trouble: "" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const next = (spentMs: number): void => {
      if (isOver || everyMs === 0) return;
      timer = setTimeout(look, Math.max(everyMs, spentMs / MOST_OF_TIME));
    };
    const look = async (): Promise<void> => {
      if (document.hidden) return next(0);
      const askedAt = performance.now();
      try {
        const data = await ask<T>(path);
        if (!isOver) setState({ path, data, trouble: "" });
      } catch (error) {
        const trouble = (error as Error).message;
        if (!isOver) {
          setState((before) => ({
            path,
            data: before.path === path ? before.data : null,
            trouble,
          }));
        }
      }
      next(performance.now() - askedAt);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [path, everyMs, turn]);
  const isSame = state.path === path;
  return {
    data: isSame ? state.data : null,
    trouble: isSame ? state.trouble : "",
    refresh: () => setTurn((before) => before + 1),
  };
}
