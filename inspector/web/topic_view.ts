/// <reference lib="dom" />
/** One topic: its records, partitions, configs and groups. */
import { useState } from "preact/hooks";
import { ask, useAnswer } from "./api.ts";
import { ConfigsTab } from "./configs_tab.ts";
import { html, type VNode } from "./html.ts";
import { bytes, many } from "./numbers.ts";
import { Dialog, OriginChip, Trouble, Waiting } from "./parts.ts";
import { PartitionsTab } from "./partitions_tab.ts";
import { ProduceForm } from "./produce_form.ts";
import { ReadersTab } from "./readers_tab.ts";
import { RecordsTab } from "./records_tab.ts";
import { linkTo, type ViewProps } from "./routes.ts";
import { visible } from "./text.ts";
import { isInPanel, openNotebook } from "./theme.ts";
import type { Origin, TopicDetail } from "../shapes.ts";

type Topic = TopicDetail & { origin: Origin | null };

const TABS = [
  ["records", "Records"],
  ["partitions", "Partitions"],
  ["configs", "Configs"],
  ["groups", "Groups"],
] as const;

/**
 * The view of one topic.
 *
 * @param props The place that is open, and what may be changed.
 * @returns The view.
 */
export function TopicView({ place, rights }: ViewProps): VNode {
  const { cluster, path, query } = place;
  const name = path[1]!;
  const tab = query.get("tab") ?? "records";
  const address = `${cluster}/topics/${encodeURIComponent(name)}`;
  const { data, trouble, refresh } = useAnswer<Topic>(address);
  const [open, setOpen] = useState<"produce" | "delete" | null>(null);
  const mayChange = rights?.may === "all" ||
    (rights?.may === "prefix" && name.startsWith(rights.prefix));
  const remove = async (): Promise<void> => {
    const { refused } = await ask<{ refused: string[] }>(`${cluster}/topics`, {
      method: "DELETE",
      body: { names: [name] },
    });
    if (refused.length > 0) throw new Error(refused.join(". "));
    location.hash = linkTo(cluster, ["topics"]);
  };
  return html`
    <div class="head"><h1>${visible(name)}</h1>
      <div class="actions">
        ${chapterButton(data?.origin ?? null)}
        <button disabled=${!mayChange || !data} onClick=${() =>
          setOpen("produce")}>Send a record</button>
        <button class="danger" disabled=${!mayChange || !data} onClick=${() =>
          setOpen("delete")}>Delete topic</button>
      </div>
      ${data && summary(data)}
    </div>
    <${Trouble} text=${trouble} />
    <nav class="tabs" aria-label="Parts of the topic">${TABS.map((
      [key, title],
    ) =>
      html`<a href=${
        linkTo(
          cluster,
          ["topics", name],
          key === "records" ? {} : { tab: key },
        )
      } aria-current=${key === tab ? "page" : null}>${title}</a>`
    )}</nav>
    ${!data && !trouble && html`<${Waiting} />`}
    ${data && tab === "records" &&
      html`<${RecordsTab} place=${place} topic=${data} />`}
    ${data && tab === "partitions" &&
      html`<${PartitionsTab} cluster=${cluster} topic=${data} />`}
    ${data && tab === "configs" &&
      html`<${ConfigsTab} address=${`${address}?configs=yes`} />`}
    ${data && tab === "groups" &&
      html`<${ReadersTab} cluster=${cluster} topic=${name} />`}
    ${open === "produce" && html`
      <${ProduceForm} address=${address}
        partitions=${data?.partitions.length ?? 1} onClose=${() =>
          setOpen(null)} onDone=${refresh} />
    `}
    ${open === "delete" && html`
      <${Dialog} title="Delete the topic?" danger action="Delete"
        onAction=${remove} onClose=${() => setOpen(null)}>
        <p>${visible(
          name,
        )} and all its records are gone then, for everybody.</p>
        </${Dialog}>
    `}
  `;
}

function chapterButton(origin: Origin | null): VNode | null {
  const [chapter, ...others] = origin?.chapters ?? [];
  if (!chapter || others.length > 0 || !isInPanel) return null;
  return html`<button onClick=${() => openNotebook(chapter)}>Open chapter ${
    Number(chapter.slice(0, 2))
  }</button>`;
}

function summary({ partitions, origin }: Topic): VNode {
  const held = partitions.map(({ start, end }) => (end ?? 0) - (start ?? 0));
  const size = partitions.map((each) => each.bytes ?? 0);
  const sum = (all: number[]): number => all.reduce((a, b) => a + b, 0);
  return html`
    <p
      class="sub"><span>${many(
        partitions.length,
        "partition",
      )}</span><span title="From the oldest offset to the end; compaction and transactions leave gaps">${many(
        sum(held),
        "offset",
      )} held</span><span>${bytes(sum(size))}</span>${origin &&
        html`<${OriginChip} origin=${origin} />`}</p>
  `;
}
