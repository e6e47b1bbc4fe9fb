/** Makes what the page *When something goes wrong* describes happen, and holds the page to the words that were seen. */
import { assert } from "@std/assert";
import { TROUBLES } from "course/notebooks/trouble_page.ts";

/** Notes what a reader would see: a text, or an error with everything inside it. */
export type Seen = (what: unknown) => void;

/**
 * Registers the test of an entry, or of several that one situation shows: it makes the trouble happen, and every message
 * of the entries must be among what was seen.
 *
 * @param ids The ids of the entries.
 * @param happens Makes it happen, and asserts what is no message.
 */
export function testTroubles(
  ids: string[],
  happens: (seen: Seen) => Promise<void>,
): void {
  const entries = ids.map((id) =>
    TROUBLES.flatMap(({ troubles }) => troubles).find((it) => it.id === id)!
  );
  const sights = entries.map(({ see }) => see).join("; ");
  Deno.test(`the page describes what happens: ${sights}`, async () => {
    const texts: string[] = [];
    await happens((what) => texts.push(...textsIn(what)));
    for (const words of entries.flatMap(({ says }) => says)) {
      assert(
        texts.some((text) => patternOf(words).test(text)),
        `expected "${words}" but saw\n${texts.join("\n")}`,
      );
    }
  });
}

/**
 * Awaits a failure.
 *
 * @param work What must fail.
 * @returns The error.
 */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const failure = await work.then(() => null, (error) => error);
  assert(failure !== null, "expected a failure but it worked");
  return failure;
}

/** The words of a message, with anything where it has an ellipsis. */
function patternOf(words: string): RegExp {
  const parts = words.split("…").map((part) =>
    part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
  );
  return new RegExp(parts.join("[^]+?"));
}

/** An error's name, its message and Kafka's name of it, and the same of what is inside. */
function textsIn(what: unknown): string[] {
  if (typeof what !== "object" || what === null) return [String(what)];
  const { name, message, type, cause, errors = [], groups = [] } = what as {
    name?: string;
    message?: string;
    type?: string;
    cause?: unknown;
    errors?: unknown[];
    groups?: { error: unknown }[];
  };
  return [
    ...[name, message, type].filter((text) => text !== undefined),
    ...[cause, ...errors, ...groups.map(({ error }) => error)]
      .filter((inner) => inner && inner !== what).flatMap(textsIn),
  ];
}
