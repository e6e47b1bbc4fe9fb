/// <reference lib="dom" />
/** The form for a record to send. */
import { useState } from "preact/hooks";
import { ask } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { Dialog } from "./parts.ts";

/**
 * Asks for key, value, headers and partition, and sends the record.
 *
 * @param props The address of the topic, its number of partitions, and what to call afterwards.
 * @returns The dialog.
 */
export function ProduceForm({ address, partitions, onClose, onDone }: {
  address: string;
  partitions: number;
  onClose: () => void;
  onDone: () => void;
}): VNode {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const [headers, setHeaders] = useState("");
  const [partition, setPartition] = useState("");
  const [isTombstone, setIsTombstone] = useState(false);
  const send = async (): Promise<void> => {
    await ask(`${address}/records`, {
      method: "POST",
      body: {
        key: key === "" ? null : key,
        value: isTombstone ? null : value,
        headers: headersIn(headers),
        ...(partition !== "" && { partition: Number(partition) }),
      },
    });
    onDone();
  };
  const typed = (set: (value: string) => void) => (event: Event): void =>
    set((event.target as HTMLInputElement).value);
  return html`
    <${Dialog} title="Send a record" action="Send" onAction=${send}
      onClose=${onClose}>
      <div class="pair">
        <label class="field">Key
            <input value=${key} onInput=${typed(
              setKey,
            )} placeholder="none" autofocus /></label>
        <label class="field">Partition
            <select value=${partition} onChange=${typed(setPartition)}>
              <option value="">${key === ""
                ? "Any"
                : "The one of its key"}</option>
              ${Array.from(
                { length: partitions },
                (_, each) =>
                  html`<option value=${String(each)}>${each}</option>`,
              )}
            </select></label>
      </div>
      <label class="field">Value
          <textarea rows="6" value=${value} disabled=${isTombstone} onInput=${typed(
            setValue,
          )}></textarea></label>
      <p><label class="check"><input type="checkbox" checked=${isTombstone}
          onChange=${() =>
            setIsTombstone(!isTombstone)} />No value: a tombstone</label></p>
      <label class="field">Headers, one a line
          <textarea rows="2" value=${headers} onInput=${typed(setHeaders)}
            placeholder="source: web"></textarea></label>
      </${Dialog}>
  `;
}

function headersIn(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf(":");
    if (at < 1) {
      throw new Error(
        `Cannot read the header "${line}": expected name: value, as in source: web`,
      );
    }
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}
