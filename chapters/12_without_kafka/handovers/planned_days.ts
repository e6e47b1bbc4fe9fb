import type { SiteAddress } from "./sites.ts";

/** What happens on a day. */
export type Blow = typeof BLOWS[number];

/** Each thing that can happen while order 1005 is in hand. */
export const BLOWS = [
  "killed before the parcel leaves",
  "killed after the parcel has left",
  "shop killed before its thanks",
] as const;

/** A way on a day of which it is known what will happen. */
export interface PlannedDay {
  /** The day's number. */
  id: number;
  /** The shop's function of the way, as text. */
  shop: string;
  /** The warehouse's function of the way, as text; `null` where the shop's program packs. */
  warehouse: string | null;
  /** What will happen. */
  blow: Blow;
  /** The places that the way works with. */
  site: SiteAddress;
}
