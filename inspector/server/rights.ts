import { Trouble } from "workbook/errors.ts";
import type { Rights } from "../shapes.ts";

/** Cluster ids of the clusters that the workbook has started begin with this. */
const OWN_CLUSTERS = "workbook-";

/**
 * Says what the inspector may change on a cluster.
 *
 * @param clusterId The id of the cluster.
 * @param user The prefix of the reader's names, as `WORKBOOK_USER` has it; empty for none.
 * @returns Everything on a cluster that the workbook has started; on others what has the reader's prefix.
 */
export function rightsOn(clusterId: string, user: string): Rights {
  const prefix = user ? `${user}-` : "";
  if (clusterId.startsWith(OWN_CLUSTERS)) {
    return { may: "all", prefix, why: "" };
  }
  if (prefix) {
    return {
      may: "prefix",
      prefix,
      why:
        `The workbook has not started this cluster, so this page changes only what begins with "${prefix}" (WORKBOOK_USER).`,
    };
  }
  return {
    may: "nothing",
    prefix,
    why:
      "The workbook has not started this cluster, so this page changes nothing on it. Set WORKBOOK_USER to a prefix of your own to change what begins with that.",
  };
}

/**
 * Throws unless topics or groups may be changed.
 *
 * @param rights What may be changed.
 * @param names The full names of the topics or groups.
 * @throws {Trouble} If one of them may not be changed.
 */
export function mustBeAllowed(rights: Rights, names: readonly string[]): void {
  if (rights.may === "all") return;
  const foreign = names.find((name) =>
    rights.may === "nothing" || !name.startsWith(rights.prefix)
  );
  if (foreign === undefined) return;
  throw new Trouble(
    `Cannot change "${foreign}": expected a name ${
      rights.prefix ? `that begins with "${rights.prefix}"` : "of your own"
    } but found another. ${rights.why.replace(/\.$/, "")}`,
  );
}
