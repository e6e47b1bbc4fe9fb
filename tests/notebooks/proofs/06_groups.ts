/** The proofs of the claims of chapter 6. */
import type { Proof } from "headless/options.ts";
import { removedMembers } from "./06_removed_members.ts";
import { shares } from "./06_shares.ts";

/** The chapter's proofs, by the id of their claim. */
export const proofs: Record<string, Proof> = { ...shares, ...removedMembers };
