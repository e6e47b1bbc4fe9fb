/// <reference lib="dom" />
/** The records of a topic: a page of them, or a live tail, as lanes and as a list. */
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { Lanes } from "./lanes.ts";
import { count, many } from "./numbers.ts";
import { Empty, Segments, Trouble, Waiting } from "./parts.ts";
import { RecordDetail } from "./record_detail.ts";
import { RecordsTable } from "./records_table.ts";
import { linkTo, type Place } from "./routes.ts";
import { useSettled } from "./settled_text.ts";
import { type Tail, useTail } from "./tail.ts";
import type { RecordRow, RecordsPage, TopicDetail } from "../shapes.ts";

type From = "live" | "newest" | "oldest" | "offset" | "time";

const FROM = [
  ["live", "Live"],
  ["newest", "Newest"],
  ["oldest", "Oldest"],
  ["offset", "Offset"],
  ["time", "Time"],
] as const;

/**
 * The records of a topic, with the ways to choose among them.
 *
 * @param props The place that is open, and the topic.
 * @returns The tab.
 */
export function RecordsTab(
  { place, topic }: { place: Place; topic: TopicDetail },
): VNode {
  const { cluster, path, query } = place;
  const [linked, offsetOfLink] = [path[2] ?? query.get("partition"), path[3]];
  const [from, setFrom] = useState<From>(offsetOfLink ? "offset" : "newest");
  const [partition, setPartition] = useState(linked ?? "");
  const [offset, setOffset] = useState(offsetOfLink ?? "0");
  const [since, setSince] = useState("");
  const [search, setSearch] = useState("");
  const [next, setNext] = useState("");
  const settled = useSettled(search);
  useEffect(() => setNext(""), [from, partition, offset, since, settled]);
  const address = `${cluster}/topics/${encodeURIComponent(topic.name)}`;
  const wanted = new URLSearchParams({
    search: settled,
    ...(partition && { partition }),
    ...startOf(from, offset, since),
    ...(next && { next }),
  });
  const isLive = from === "live";
  const page = useAnswer<RecordsPage>(
    isLive || (from === "time" && since === "")
      ? null
      : `${address}/records?${wanted}`,
    from === "newest" ? 2_000 : 0,
  );
  const tail = useTail(isLive ? address : null, settled);
  const all = isLive ? tail.records : page.data?.records ?? [];
  const records = all.filter((each) =>
    partition === "" || each.partition === Number(partition)
  );
  const chosen = offsetOfLink
    ? { partition: Number(linked), offset: Number(offsetOfLink) }
    : null;
  const choose = (record: RecordRow | null): void => {
    const parts = record ? [record.partition, record.offset] : [];
    location.hash = linkTo(cluster, ["topics", topic.name, ...parts]);
  };
  const typed = (set: (value: string) => void) => (event: Event): void =>
    set((event.target as HTMLInputElement).value);
  return html`
    <div class="tools">
      <${Segments} label="Where to begin" value=${from} options=${FROM} onChange=${setFrom} />
      ${from === "offset" &&
        html`
          <input class="narrow" type="number" min="0" aria-label="Offset"
            value=${offset} onChange=${typed(setOffset)} />
        `}
      ${from === "time" &&
        html`
          <input type="datetime-local" step="1" aria-label="Time"
            value=${since} onChange=${typed(setSince)} />
        `}
      <select aria-label="Partition" value=${partition} onChange=${typed(
        setPartition,
      )}>
        <option value="">All partitions</option>
        ${topic.partitions.map((each) =>
          html`<option value=${
            String(each.partition)
          }>Partition ${each.partition}</option>`
        )}
      </select>
      <input type="search" placeholder="Search keys, values, headers" aria-label="Search keys, values and headers"
        value=${search} onInput=${typed(setSearch)} />
      <span class="muted push small" role="status">${isLive
        ? tail.status
        : pageStatus(page.data, settled)}</span>
    </div>
    <${Trouble} text=${isLive ? tail.trouble : page.trouble} />
    ${page.data?.note && html`<p class="note warn">${page.data.note}.</p>`}
    ${topic.partitions.length <= 12 && records.length > 0 &&
      html`
        <${Lanes} partitions=${topic.partitions.map((each) => each.partition)
          .filter((each) =>
            partition === "" || each === Number(partition)
          )} records=${records} isNewest=${isLive || from === "newest"}
          chosen=${chosen}
          onChoose=${choose} />
      `}
    <div class=${`split ${chosen ? "open" : ""}`}>
      <div>
        ${records.length > 0
          ? html`<${RecordsTable} records=${
            isLive || from === "newest" ? records.toReversed() : records
          } chosen=${chosen} onChoose=${choose} />`
          : nothing(from, since, settled, page, tail)}
        ${!isLive && from !== "newest" && page.data && !page.data.ended &&
          html`<p><button onClick=${() =>
            setNext(
              Object.entries(page.data!.next).map((each) => each.join(":"))
                .join(),
            )}>${settled ? "Search further" : "Next records"}</button></p>`}
      </div>
      ${chosen &&
        html`
          <${RecordDetail} address=${address} topic=${topic
            .name} place=${chosen}
            onClose=${() => choose(null)} />
        `}
    </div>
  `;
}

function startOf(
  from: From,
  offset: string,
  since: string,
): Record<string, string> {
  if (from === "offset") return { offset: offset || "0" };
  if (from === "time") return { since: String(new Date(since).getTime()) };
  return { from };
}

function pageStatus(page: RecordsPage | null, search: string): string {
  if (!page) return "";
  return search
    ? `${page.records.length} found in ${many(page.scanned, "record")}${
      page.ended ? "" : ", and there are more"
    }`
    : many(page.records.length, "record");
}

function nothing(
  from: From,
  since: string,
  search: string,
  page: { data: RecordsPage | null; trouble: string },
  tail: Tail,
): VNode | null {
  if (from === "live") {
    if (!tail.isOpen) return tail.trouble ? null : html`<${Waiting} />`;
    return html`
      <${Empty} title="Waiting for records">
        <p>What is sent from now on appears here.</p>
        </${Empty}>
    `;
  }
  if (from === "time" && since === "") {
    return html`
      <${Empty} title="Since when?">
        <p>Choose a date and a time above.</p>
        </${Empty}>
    `;
  }
  if (!page.data) return page.trouble ? null : html`<${Waiting} />`;
  if (search) {
    return html`
      <${Empty} title="Nothing found">
        <p>${count(page.data.scanned)} records have been searched.</p>
        </${Empty}>
    `;
  }
  return html`
    <${Empty} title="No records here">
      <p>Send one with the button above, or from a cell, and it appears at once.</p>
      </${Empty}>
  `;
}
