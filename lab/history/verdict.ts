import {
  type AffectedRecord,
  ANOMALIES,
  type Anomaly,
  findAnomalies,
} from "./anomalies.ts";
import { type Evidence, type Outcome, outcomeOf, placeOf } from "./evidence.ts";

/** What went wrong in a history, counted. */
export interface HistoryVerdict {
  /** The numbers of records, whether anything went wrong with them or not. */
  totals: {
    /** Records sent, each counted once however often it was tried; the next three add up to it. */
    sent: number;
    acknowledged: number;
    unknown: number;
    aborted: number;
    /** Offsets that hold a record; `null` when nobody read the log. */
    found: number | null;
    /** Times that a record was processed; `null` when nobody watched. */
    processed: number | null;
  };
  /** The number of records that each anomaly affected. */
  counts: Record<Anomaly, number>;
  /** The records that each anomaly affected, in the order of sending. */
  findings: Record<Anomaly, AffectedRecord[]>;
  /** The verdict in a line, with the first ids of each anomaly. */
  summary: string;
}

/**
 * Counts what went wrong with the records of a history.
 *
 * @param evidence The sendings, the log and the deliveries of the history.
 * @returns The verdict; every count is 0 when nothing went wrong.
 */
export function judge(evidence: Evidence): HistoryVerdict {
  const findings = findAnomalies(evidence);
  const totals = countRecords(evidence);
  return {
    totals,
    counts: countEach(findings),
    findings,
    summary: `${inWords(totals)}: ${whatWentWrong(findings)}`,
  };
}

function countRecords(
  { sendings, log, deliveries }: Evidence,
): HistoryVerdict["totals"] {
  const outcomes = [...sendings.values()].map(outcomeOf);
  const count = (outcome: Outcome): number =>
    outcomes.filter((one) => one === outcome).length;
  return {
    sent: outcomes.length,
    acknowledged: count("acknowledged"),
    unknown: count("unknown"),
    aborted: count("aborted"),
    found: log && new Set(log.map(({ at }) => placeOf(at!))).size,
    processed: deliveries?.length ?? null,
  };
}

const NAMED_IDS = 3;

function inWords(totals: HistoryVerdict["totals"]): string {
  const { sent, acknowledged, unknown, aborted, found, processed } = totals;
  return [
    `${sent} sent`,
    `${acknowledged} acknowledged`,
    unknown > 0 && `${unknown} unknown`,
    aborted > 0 && `${aborted} aborted`,
    found !== null && `${found} in the log`,
    processed !== null && `${processed} processed`,
  ].filter(Boolean).join(", ");
}

function whatWentWrong(findings: HistoryVerdict["findings"]): string {
  const parts = Object.entries(findings).flatMap(([anomaly, list]) => {
    if (list.length === 0) return [];
    const ids = list.slice(0, NAMED_IDS).map(({ id }) => id).join(", ");
    const more = list.length > NAMED_IDS ? ", …" : "";
    return `${list.length} ${ANOMALIES[anomaly as Anomaly]} (${ids}${more})`;
  });
  return parts.join(", ") || "nothing went wrong";
}

function countEach(
  findings: HistoryVerdict["findings"],
): HistoryVerdict["counts"] {
  return Object.fromEntries(
    Object.entries(findings).map(([anomaly, list]) => [anomaly, list.length]),
  ) as HistoryVerdict["counts"];
}
