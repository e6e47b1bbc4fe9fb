import type { Lab } from "./lab.ts";

/** One thing that a client asks of a broker. */
export interface Check {
  /** What is asked, in KafkaJS's words; unique. */
  name: string;
  /** Asks, and throws when the answer is not the expected one. */
  run: (lab: Lab) => Promise<void>;
  /** What has to occur in the error, for a check that the broker has to refuse. */
  expectFailure?: RegExp;
}

/** How a check went. */
export interface CheckResult {
  /** Name of the check. */
  name: string;
  /** What went wrong, or `null` when all is as expected. */
  problem: string | null;
  /** How long it took, in milliseconds. */
  tookMs: number;
}

/** Far more than any check needs. */
const CHECK_WITHIN_MS = 30_000;

/**
 * Runs one check.
 *
 * @param check What to run.
 * @param lab Where to run it.
 * @returns How it went; never rejects.
 */
export async function runCheck(check: Check, lab: Lab): Promise<CheckResult> {
  const { name, expectFailure } = check;
  const start = performance.now();
  const error = await failureOf(check.run(lab));
  const tookMs = Math.round(performance.now() - start);
  if (expectFailure === undefined) {
    return { name, problem: error, tookMs };
  }
  const asExpected = error !== null && expectFailure.test(error);
  const problem = asExpected
    ? null
    : `expected ${expectFailure} but found ${error ?? "no error"}`;
  return { name, problem, tookMs };
}

async function failureOf(work: Promise<void>): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const hang = new Error(`no answer within ${CHECK_WITHIN_MS} ms`);
    timer = setTimeout(() => reject(hang), CHECK_WITHIN_MS);
  });
  try {
    await Promise.race([work, late]);
    return null;
  } catch (error) {
    return textOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Names, Kafka's error types and messages, of the error and of what caused it. */
function textOf(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    const { type } = at as { type?: string };
    parts.push([at.name, type, at.message].filter(Boolean).join(" "));
  }
  return parts.join(", because ") || String(error);
}
