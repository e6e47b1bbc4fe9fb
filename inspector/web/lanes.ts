/// <reference lib="dom" />
/** Partitions as lanes, as the chapters draw them: one box a record, coloured by key; new ones come in on the right. */
import { useRef } from "preact/hooks";
import { NO_KEY, type Swatch, swatch } from "pictures/palette.ts";
import { html, type VNode } from "./html.ts";
import { count } from "./numbers.ts";
import type { RecordPlace } from "./records_table.ts";
import { visible, visibleText } from "./text.ts";
import type { BytesView, RecordRow } from "../shapes.ts";

/** Most boxes in a lane: more than a wide window holds. */
const MOST_BOXES = 24;
/** Most keys with a look of their own; more come in a topic of many customers. */
const MOST_KEYS = 2_000;

/**
 * The lanes; a click on a box opens its record.
 *
 * @param props The numbers of the partitions, the records, the one that is open, and what to call with the next.
 * @returns The lanes.
 */
export function Lanes({ partitions, records, isNewest, chosen, onChoose }: {
  partitions: number[];
  records: RecordRow[];
  /** Whether the newest records matter most; else it is the first ones, or those from the chosen one on. */
  isNewest: boolean;
  chosen: RecordPlace | null;
  onChoose: (record: RecordRow) => void;
}): VNode {
  const looks = useRef(new Map<string, Swatch>());
  const ofLane = Map.groupBy(records, ({ partition }) => partition);
  return html`
    <div class="lanes" role="group"
      aria-label="Lanes of the partitions">${partitions.map((partition) => {
        const all = ofLane.get(partition)?.toSorted((a, b) =>
          a.offset - b.offset
        );
        const shown = isNewest
          ? (all ?? []).slice(-MOST_BOXES)
          : from(all ?? [], partition, chosen);
        return html`<div class="lane" key=${partition}><b><span>partition </span>${partition}</b>
        <div class=${`track ${isNewest ? "newest" : ""}`}>${
          shown.map((record, i) => [
            isGap(shown[i - 1], record) &&
            html`<span class="gap" title="Offsets that are not shown">…</span>`,
            box(record, looks.current, chosen, onChoose),
          ])
        }</div></div>`;
      })}</div>
  `;
}

/** Boxes before the chosen one, so that it does not stand at the edge. */
const BEFORE = 3;

function from(
  all: RecordRow[],
  partition: number,
  chosen: RecordPlace | null,
): RecordRow[] {
  const at = chosen?.partition === partition
    ? all.findIndex(({ offset }) => offset >= chosen.offset)
    : 0;
  return all.slice(Math.max(0, at - BEFORE)).slice(0, MOST_BOXES);
}

function isGap(before: RecordRow | undefined, record: RecordRow): boolean {
  return before !== undefined && record.offset !== before.offset + 1;
}

function box(
  record: RecordRow,
  looks: Map<string, Swatch>,
  chosen: RecordPlace | null,
  onChoose: (record: RecordRow) => void,
): VNode {
  const isMarker = record.transaction?.endsWith("marker") ?? false;
  const isChosen = chosen?.partition === record.partition &&
    chosen.offset === record.offset;
  const look = lookOf(record.key, looks);
  const key = short(record.key) || (isMarker ? "" : "–");
  const words = isMarker
    ? record.transaction!
    : `offset ${record.offset}, key ${key}: ${short(record.value, 60)}`;
  return html`
    <button key=${record.offset} type="button"
      class=${`box ${isMarker ? "marker" : ""} ${isChosen ? "chosen" : ""}`}
      style=${isMarker ? {} : { backgroundColor: look.fill }}
      title=${visibleText(words)} onClick=${() => onChoose(record)}>
        <b>${isMarker
          ? (record.transaction === "commit marker" ? "✓" : "✕")
          : visible(key.length > 6 ? look.letter : key)}</b>
        <small>${count(record.offset)}</small></button>
  `;
}

function lookOf(key: BytesView | null, looks: Map<string, Swatch>): Swatch {
  if (key === null) return NO_KEY;
  const name = key.text ?? key.base64 ?? "";
  const known = looks.get(name);
  if (known) return known;
  const fresh = swatch(looks.size % MOST_KEYS);
  looks.set(name, fresh);
  if (looks.size > MOST_KEYS) looks.clear();
  return fresh;
}

function short(view: BytesView | null, most = 12): string {
  if (view === null) return "";
  return (view.text ?? "bytes").slice(0, most);
}
