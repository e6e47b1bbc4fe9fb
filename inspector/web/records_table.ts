/// <reference lib="dom" />
/** A list of records, one a line. */
import { BytesLine } from "./bytes_view.ts";
import { html, type VNode } from "./html.ts";
import { count, moment } from "./numbers.ts";
import type { RecordRow } from "../shapes.ts";

/** The place of a record in a topic. */
export interface RecordPlace {
  /** Partition number, from 0. */
  partition: number;
  /** Its offset. */
  offset: number;
}

/**
 * The list; Enter or a click on a line opens the record.
 *
 * @param props The records, the one that is open, and what to call with the next.
 * @returns The list.
 */
export function RecordsTable({ records, chosen, onChoose }: {
  records: RecordRow[];
  chosen: RecordPlace | null;
  onChoose: (record: RecordRow) => void;
}): VNode {
  return html`
    <table class="records">
      <thead>
        <tr>
          <th scope="col" class="p number">Partition</th>
          <th scope="col" class="o number">Offset</th>
          <th scope="col" class="t">Time</th>
          <th scope="col" class="k">Key</th>
          <th scope="col">Value</th>
          <th scope="col" class="h number">Headers</th>
        </tr>
      </thead>
      <tbody>${records.map((record) => {
        const isChosen = chosen?.partition === record.partition &&
          chosen.offset === record.offset;
        return html`
          <tr key=${`${record.partition}/${record.offset}`}
            class=${isChosen ? "chosen" : ""} onClick=${() => onChoose(record)}>
            <td class="number">${record.partition}</td>
            <td
              class="number"><button class="quiet" aria-label=${`Open offset ${record.offset} of partition ${record.partition}`}>${count(
                record.offset,
              )}</button></td>
            <td class="t">${moment(record.timestamp)}</td>
            <td class="mono">
              <${BytesLine} view=${record.key} none="no key" />
            </td>
            <td class="mono">${about(record)}<${BytesLine} view=${record.value}
                    none=${record.transaction?.endsWith("marker")
                      ? ""
                      : "tombstone"} /></td>
            <td class="h number">${record.headers.length || ""}</td>
          </tr>
        `;
      })}</tbody>
    </table>
  `;
}

function about({ transaction }: RecordRow): VNode | null {
  if (transaction === null || transaction === "part") return null;
  const [look, words] = {
    "open": ["warn", "in an open transaction"],
    "commit marker": ["good", "commit marker"],
    "abort marker": ["bad", "abort marker"],
  }[transaction];
  return html`
    <span class=${`chip ${look}`}>${words}</span>
  `;
}
