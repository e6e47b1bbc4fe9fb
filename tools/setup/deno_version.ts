import { Trouble } from "workbook/errors.ts";

/** The Deno that the course is tested with. */
export const TESTED_DENO = "2.9.6";

/** Older kernels report errors as successes and lose messages. */
const OLDEST = [2, 9, 1];

/**
 * Makes sure that this Deno has a kernel that notebooks can rely on.
 *
 * @param version Such as `2.9.6`.
 * @throws {Trouble} If it is too old.
 */
export function checkDeno(version: string): void {
  const parts = version.split(/[.+-]/).slice(0, 3).map(Number);
  const differing = OLDEST.findIndex((least, at) => parts[at] !== least);
  if (differing < 0 || parts[differing]! > OLDEST[differing]!) return;
  throw new Trouble(
    `Cannot run the workbook on this Deno: expected ${
      OLDEST.join(".")
    } or newer but found ${version}. Run "deno upgrade ${TESTED_DENO}", or put "npx -y deno@${TESTED_DENO}" in place of "deno".`,
  );
}
