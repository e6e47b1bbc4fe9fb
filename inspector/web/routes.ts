/// <reference lib="dom" />
/** The places of the page, as they stand behind the # of its address. */
import { useEffect, useState } from "preact/hooks";
import type { Rights } from "../shapes.ts";

/** A place of the page. */
export interface Place {
  /** The key of the cluster. */
  cluster: string;
  /** The parts of the path: `["topics", "orders", "2", "17"]`. */
  path: string[];
  /** What stands behind the ?, such as the tab. */
  query: URLSearchParams;
}

/** What every view gets. */
export interface ViewProps {
  /** The place that is open. */
  place: Place;
  /** What may be changed; `null` while that is not known. */
  rights: Rights | null;
}

/**
 * Reads the address of the page.
 *
 * @param hash What stands from the # on.
 * @returns The place; the topics of the main cluster when there is none.
 */
export function placeIn(hash: string): Place {
  const [path = "", query] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decoded);
  const search = new URLSearchParams(query);
  return {
    cluster: search.get("cluster") ?? "main",
    path: parts.length === 0 ? ["topics"] : parts,
    query: search,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody has typed a %
  }
}

/**
 * Makes an address on the page.
 *
 * @param cluster The key of the cluster.
 * @param path The parts of the path.
 * @param query What stands behind the ?.
 * @returns The address, from the # on.
 */
export function linkTo(
  cluster: string,
  path: (string | number)[],
  query: Record<string, string> = {},
): string {
  const search = new URLSearchParams(query);
  if (cluster !== "main") search.set("cluster", cluster);
  const parts = path.map((part) => encodeURIComponent(part)).join("/");
  return `#/${parts}${search.size > 0 ? `?${search}` : ""}`;
}

/**
 * Follows the address of the page.
 *
 * @returns The place that is open now.
 */
export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return placeIn(hash);
}
