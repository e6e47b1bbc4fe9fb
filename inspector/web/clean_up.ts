/// <reference lib="dom" />
/** The question before left-overs of earlier runs are deleted. */
import { ask, useAnswer } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { many } from "./numbers.ts";
import { Dialog, Trouble, Waiting } from "./parts.ts";
import { visible } from "./text.ts";
import type { Leftovers } from "../shapes.ts";

/**
 * Lists what earlier runs of chapters have left, and deletes it.
 *
 * @param props The key of the cluster, and what to call afterwards.
 * @returns The dialog.
 */
export function CleanUp({ cluster, onClose, onDone }: {
  cluster: string;
  onClose: () => void;
  onDone: () => void;
}): VNode {
  const { data, trouble } = useAnswer<Leftovers>(`${cluster}/leftovers`, 0);
  const total = (data?.topics.length ?? 0) + (data?.groups.length ?? 0);
  const remove = async (): Promise<void> => {
    if (!data || total === 0) return;
    const { refused } = await ask<{ refused: string[] }>(
      `${cluster}/leftovers`,
      { method: "DELETE", body: data },
    );
    onDone();
    if (refused.length > 0) throw new Error(refused.join(". "));
  };
  return html`
    <${Dialog} title="Clean up after earlier runs" danger=${total > 0}
      action=${total > 0 ? `Delete ${total}` : "Close"}
      onAction=${remove} onClose=${onClose}>
        <${Trouble} text=${trouble} />
        ${!data && !trouble && html`<${Waiting} />`}
        ${data && (total === 0 ? nothing() : listed(data))}
        ${(data?.busy.length ?? 0) > 0 &&
          html`
            <p
              class="muted small">Left alone, as a consumer is at work in it: ${data!
                .busy.map((run) => `run ${run}`).join(", ")}.</p>
          `}
      </${Dialog}>
  `;
}

function nothing(): VNode {
  return html`<p>Earlier runs of chapters have left nothing.</p>`;
}

function listed({ topics, groups }: Leftovers): VNode {
  return html`
    <p>${many(topics.length, "topic")} with all records, and ${many(
      groups.length,
      "group",
    )} with their offsets. A chapter that is open in a notebook loses its topics, too: run its first cells again then.</p>
    <ul>${[...topics, ...groups].map((name) =>
      html`<li>${visible(name)}</li>`
    )}</ul>
  `;
}
