/// <reference lib="dom" />
/** One record, whole. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "./api.ts";
import { BytesBlock, BytesLine, type Look, lookFor } from "./bytes_view.ts";
import { html, type VNode } from "./html.ts";
import { bytes, count } from "./numbers.ts";
import { Segments, Trouble, Waiting } from "./parts.ts";
import type { RecordPlace } from "./records_table.ts";
import { visible } from "./text.ts";
import type { BytesView, RecordRow, RecordsPage } from "../shapes.ts";

/**
 * The panel with one record, and the line for a cell that shows it.
 *
 * @param props The address of the topic, its name, the place of the record, and what to call when the panel is closed.
 * @returns The panel.
 */
export function RecordDetail({ address, topic, place, onClose }: {
  address: string;
  topic: string;
  place: RecordPlace;
  onClose: () => void;
}): VNode {
  const { partition, offset } = place;
  const { data, trouble } = useAnswer<RecordsPage>(
    `${address}/records/${partition}/${offset}`,
    0,
  );
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === "Escape") onClose();
    };
    addEventListener("keydown", close);
    return () => removeEventListener("keydown", close);
  }, []);
  const record = data?.records[0];
  return html`<aside class="detail" aria-label="Record">
    <h2>Partition ${partition}, offset ${count(offset)}
      <button class="quiet" onClick=${onClose} aria-label="Close">✕</button></h2>
    <${Trouble} text=${trouble} />
    ${!data && !trouble && html`<${Waiting} />`}
    ${
    data && !record &&
    html`<p>${data.note ? `${data.note}.` : "No record has this offset."}</p>`
  }
    ${
    record && record.offset !== offset && html`
      <p
        class="note warn">No record has offset ${count(
          offset,
        )}: it was compacted away, or belongs to a transaction. This is the next one, offset ${count(
          record.offset,
        )}.</p>
    `
  }
    ${record && facts(record)}
    ${
    record && html`
      <${Part} title="Key" view=${record.key} none="no key" />
      <${Part} title="Value" view=${record.value} none="tombstone: no value" />
    `
  }
    ${record && record.headers.length > 0 && headers(record)}
    ${record && html`<${CellLine} topic=${topic} place=${place} />`}
  </aside>`;
}

function facts(record: RecordRow): VNode {
  return html`<dl>
    <dt>Time</dt><dd>${new Date(record.timestamp).toISOString()}</dd>
    <dt>Size</dt><dd>${bytes(record.bytes)}</dd>
    ${
    record.transaction && html`
      <dt>Transaction</dt>
      <dd>${record.transaction}</dd>
    `
  }
  </dl>`;
}

const LOOKS = [["text", "Text"], ["json", "JSON"], ["bytes", "Bytes"]] as const;

function Part(
  { title, view, none }: {
    title: string;
    view: BytesView | null;
    none: string;
  },
): VNode {
  const [look, setLook] = useState<Look | null>(null);
  const shown = look ?? lookFor(view);
  return html`<h3>${title} ${
    view && html`
      <span>${bytes(view.length)}</span>
      <${Segments} label=${`${title} as`} value=${shown} options=${LOOKS}
        onChange=${setLook} />
    `
  }</h3>
  ${
    view
      ? html`<${BytesBlock} view=${view} look=${shown} />`
      : html`<p class="muted">${none}</p>`
  }`;
}

function headers({ headers }: RecordRow): VNode {
  return html`
    <h3>Headers</h3>
    <dl>${headers.map(([name, value]) =>
      html`
        <dt class="mono">${visible(name)}</dt>
        <dd class="mono">
          <${BytesLine} view=${value} none="none" />
        </dd>
      `
    )}</dl>
  `;
}

/** The way back: the line that shows the record in a cell. */
function CellLine(
  { topic, place }: { topic: string; place: RecordPlace },
): VNode {
  const [copied, setCopied] = useState(false);
  const line = useRef(
    `await inspect.records(${
      JSON.stringify(topic)
    }, { partition: ${place.partition}, offset: ${place.offset} })`,
  );
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(line.current);
    setCopied(true);
  };
  return html`
    <h3>In a cell <button class="quiet" onClick=${copy}>${copied
      ? "Copied"
      : "Copy"}</button></h3>
    <pre tabindex="0">${visible(line.current)}</pre>
  `;
}
