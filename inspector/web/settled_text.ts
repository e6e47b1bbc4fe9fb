/// <reference lib="dom" />
/** A text that is being typed. */
import { useEffect, useState } from "preact/hooks";

/** The time after the last key until a search begins, in ms. */
const TYPING_MS = 300;

/**
 * Waits until nobody types, so that not every letter is a question to the brokers.
 *
 * @param text The text as it is typed.
 * @returns The text as it was when somebody last paused.
 */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
