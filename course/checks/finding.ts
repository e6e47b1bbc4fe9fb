/** What is looked for. */
export type Check = "link" | "alt" | "contrast" | "spelling" | "overflow";

/** Something in the exported course that a reader would stumble over. */
export interface Finding {
  /** The file, seen from the folder that was checked. */
  page: string;
  check: Check;
  /** What is wrong, in a sentence. */
  what: string;
  /** What to do about it. */
  next?: string;
}
