/// <reference lib="dom" />
/** The form by which the committed offsets of a group are moved. */
import { useState } from "preact/hooks";
import { ask } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { Dialog, Segments } from "./parts.ts";
import type { GroupDetail } from "../shapes.ts";

type To = "start" | "end" | "time" | "offset";

const TO = [
  ["start", "Oldest"],
  ["end", "End"],
  ["time", "Time"],
  ["offset", "Offset"],
] as const;

/**
 * Asks for a topic and a place, and moves the group there.
 *
 * @param props The address of the group, the group, and what to call afterwards.
 * @returns The dialog.
 */
export function ResetForm({ address, group, onClose, onDone }: {
  address: string;
  group: GroupDetail;
  onClose: () => void;
  onDone: () => void;
}): VNode {
  const topics = [...new Set(group.lag.map(({ topic }) => topic))];
  const [topic, setTopic] = useState(topics[0] ?? "");
  const [to, setTo] = useState<To>("start");
  const [time, setTime] = useState("");
  const [partition, setPartition] = useState("0");
  const [offset, setOffset] = useState("0");
  const reset = async (): Promise<void> => {
    await ask(`${address}/offsets`, {
      method: "POST",
      body: {
        topic,
        to: to === "time"
          ? new Date(time).getTime()
          : to === "offset"
          ? Number(offset)
          : to,
        ...(to === "offset" && { partition: Number(partition) }),
      },
    });
    onDone();
  };
  const typed = (set: (value: string) => void) => (event: Event): void =>
    set((event.target as HTMLInputElement).value);
  const own = group.lag.filter((row) => row.topic === topic);
  return html`
    <${Dialog} title="Reset offsets" action="Reset" onAction=${reset}
      onClose=${onClose}>
        <p class="muted">The group goes on from there when a consumer joins it again.</p>
        <label class="field">Topic
          <select value=${topic} onChange=${typed(setTopic)}>${topics.map((
            each,
          ) => html`<option value=${each}>${each}</option>`)}</select></label>
        <p><${Segments} label="Go on from" value=${to} options=${TO} onChange=${setTo} /></p>
        ${to === "time" && html`<label class="field">First record since
      <input type="datetime-local" step="1" required value=${time} onInput=${
          typed(setTime)
        } /></label>`}
        ${to === "offset" && html`<div class="pair">
      <label class="field">Partition
        <select value=${partition} onChange=${typed(setPartition)}>${
          own.map((row) =>
            html`<option value=${
              String(row.partition)
            }>${row.partition}</option>`
          )
        }</select></label>
      <label class="field">Offset
        <input type="number" min="0" required value=${offset} onInput=${
          typed(setOffset)
        } /></label></div>`}
      </${Dialog}>
  `;
}
