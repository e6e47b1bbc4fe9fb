/** A resource that the operating system refused a Kafka process, whose records are unharmed. */
export interface Refusal {
  /** The resource that Kafka needs, as it stands after "expected". */
  expected: string;
  /** The action before the next start, as it stands before "and start again". */
  cure: string;
}

/** Matches a message of the operating system, in the two forms in which Java prints it. */
function said(words: string): RegExp {
  return new RegExp(`(?:: |\\()(?:${words})`, "m");
}

const REFUSALS: (Refusal & { says: RegExp })[] = [
  {
    says: said("Too many open files"),
    expected: "to open a file for each partition",
    cure:
      'Raise the limit that "ulimit -Hn" shows, or use a terminal that has a higher one,',
  },
  {
    // A port below 1024 is denied in the same words, but concerns no file.
    says:
      /AccessDeniedException: |: Could not read file |^(?!.*[Ss]ocket).*(?:: |\()(?:Permission denied|Operation not permitted)/m,
    expected: "to read and write its folder",
    cure:
      'Make it yours ("chmod -R u+rwX", and "chown -R" if it belongs to someone else)',
  },
  {
    says: said("No space left on device|Disk quota exceeded"),
    expected: "free disk space",
    cure: "Free some space",
  },
  {
    says: said("Read-only file system"),
    expected: "a disk that it can write to",
    cure: "Mount the disk writable",
  },
  {
    says: said("Input/output error"),
    expected: "a disk that works",
    cure: "Copy the folder to another disk, check this one,",
  },
];

/**
 * Finds the resource that the operating system refused a Kafka process.
 *
 * @param failure The error that ended the process, as `failureIn()` returns it.
 * @returns The resource and how to get it, or `null` when nothing was refused.
 *
 * @example A full disk
 * ```ts
 * import { refusalIn } from "broker/refusals.ts";
 *
 * const refusal = refusalIn("java.io.IOException: No space left on device");
 * console.assert(refusal?.cure === "Free some space");
 * ```
 */
export function refusalIn(failure: string): Refusal | null {
  return REFUSALS.find(({ says }) => says.test(failure)) ?? null;
}
