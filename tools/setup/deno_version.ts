import { Trouble } from "workbook/errors.ts";

/** The version of Deno that the course is tested with. */
export const TESTED_DENO = "2.9.6";

/** Oldest version to work with; older kernels report errors as successes and lose messages. */
const OLDEST = [2, 9, 1];

/**
 * Checks that a version of Deno has a kernel that notebooks can rely on.
 *
 * @param version The version, such as `2.9.6`.
 * @throws {Trouble} If the version is too old.
 */
export function checkDeno(version: string): void {
  const parts = version.split(/[.+-]/).slice(0, 3).map(Number);
  const differing = OLDEST.findIndex((least, at) => parts[at] !== least);
  if (differing < 0 || parts[differing]! > OLDEST[differing]!) return;
  throw new Trouble(
    `Cannot run the workbook on this Deno: expected ${
      OLDEST.join(".")
    } or newer but found ${version}. Run "deno upgrade ${TESTED_DENO}", or put "npx -y deno@${TESTED_DENO}" in place of "deno"`,
  );
}
