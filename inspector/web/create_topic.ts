/// <reference lib="dom" />
/** The form for a new topic. */
import { useState } from "preact/hooks";
import { ask } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { Dialog } from "./parts.ts";
import type { Rights } from "../shapes.ts";

/**
 * Asks for name, partitions, replicas and configs, and creates the topic.
 *
 * @param props The key of the cluster, what may be changed, and what to call afterwards.
 * @returns The dialog.
 */
export function CreateTopic({ cluster, rights, onClose, onDone }: {
  cluster: string;
  rights: Rights | null;
  onClose: () => void;
  onDone: () => void;
}): VNode {
  const [name, setName] = useState(rights?.prefix ?? "");
  const [partitions, setPartitions] = useState("3");
  const [replicas, setReplicas] = useState("");
  const [configs, setConfigs] = useState("");
  const create = async (): Promise<void> => {
    await ask(`${cluster}/topics`, {
      method: "POST",
      body: {
        name: name.trim(),
        partitions,
        replicas: replicas === "" ? -1 : replicas,
        configs: configsIn(configs),
      },
    });
    onDone();
  };
  const typed = (set: (value: string) => void) => (event: Event): void =>
    set((event.target as HTMLInputElement).value);
  return html`
    <${Dialog} title="Create topic" action="Create" onAction=${create}
      onClose=${onClose}>
      <label class="field">Name
          <input value=${name} onInput=${typed(setName)} required autofocus
            placeholder="orders" maxlength="249" /></label>
      <div class="pair">
        <label class="field">Partitions
            <input type="number" min="1" required value=${partitions} onInput=${typed(
              setPartitions,
            )} /></label>
        <label class="field">Replicas
            <input type="number" min="1" value=${replicas} onInput=${typed(
              setReplicas,
            )} placeholder="the cluster's default" /></label>
      </div>
      <label class="field">Configs, one a line
          <textarea rows="3" value=${configs} onInput=${typed(setConfigs)}
            placeholder="retention.ms=86400000"></textarea></label>
      </${Dialog}>
  `;
}

function configsIn(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf("=");
    if (at < 1) {
      throw new Error(
        `Cannot read the config "${line}": expected name=value, as in retention.ms=86400000`,
      );
    }
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}
