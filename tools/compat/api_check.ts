import type { CompatFixture } from "./fixture.ts";

/** One check of KafkaJS's API: a request of a client, and the answer that the broker has to give. */
export interface ApiCheck {
  /** Unique name: the function of KafkaJS, or the feature. */
  name: string;
  /** Makes the request; throws when the answer is not the expected one. */
  run: (fixture: CompatFixture) => Promise<void>;
  /** Matches the error, for a request that the broker has to refuse. */
  expectFailure?: RegExp;
}

/** Outcome of an {@link ApiCheck}. */
export interface ApiCheckResult {
  /** Name of the check. */
  name: string;
  /** What went wrong, or `null` when all is as expected. */
  problem: string | null;
  /** How long it took, in milliseconds. */
  tookMs: number;
}

/** Far longer than any check takes. */
const CHECK_WITHIN_MS = 30_000;

/**
 * Runs one API check, for 30 s at most.
 *
 * @param check The check.
 * @param fixture The broker, its clients and the names of this run.
 * @returns The outcome; never rejects.
 */
export async function runApiCheck(
  check: ApiCheck,
  fixture: CompatFixture,
): Promise<ApiCheckResult> {
  const { name, expectFailure } = check;
  const start = performance.now();
  const error = await failureOf(check.run(fixture));
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
    const hang = new Error(
      `Timed out after ${CHECK_WITHIN_MS / 1000} s waiting for an answer`,
    );
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

/** Name, Kafka's error type and message of an error and of each of its causes. */
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
