/// <reference lib="dom" />
/** All topics. */
import { useState } from "preact/hooks";
import { useAnswer } from "./api.ts";
import { CreateTopic } from "./create_topic.ts";
import { html, type VNode } from "./html.ts";
import { CleanUp } from "./clean_up.ts";
import { bytes, count, many } from "./numbers.ts";
import { Empty, NameLink, OriginChip, Trouble, Waiting } from "./parts.ts";
import { linkTo, type ViewProps } from "./routes.ts";
import { visible } from "./text.ts";
import type { GroupRow, TopicsPage } from "../shapes.ts";

type Row = TopicsPage["rows"][number];
type Open = "create" | "clean up" | null;

/** Groups change more rarely than they are looked at. */
const GROUPS_MS = 5_000;

/**
 * The list of topics, with a search, and the ways to create one and to clean up.
 *
 * @param props The place that is open, and what may be changed.
 * @returns The view.
 */
export function TopicsView({ place, rights }: ViewProps): VNode {
  const { cluster } = place;
  const [search, setSearch] = useState("");
  const [internal, setInternal] = useState(false);
  const [open, setOpen] = useState<Open>(null);
  const query = new URLSearchParams({
    search,
    internal: internal ? "yes" : "no",
  });
  const { data, trouble, refresh } = useAnswer<TopicsPage>(
    `${cluster}/topics?${query}`,
  );
  const [last, setLast] = useState<TopicsPage | null>(null);
  if (data && data !== last) setLast(data);
  const shown = data ?? last;
  const groups = useAnswer<{ groups: GroupRow[] }>(
    shown ? `${cluster}/groups` : null, // the topics come first
    GROUPS_MS,
  );
  const readers = readersIn(groups.data?.groups ?? []);
  const mayChange = rights !== null && rights.may !== "nothing";
  return html`
    <div class="head">
      <h1>Topics</h1>
      <div class="actions">
        <button disabled=${!mayChange} onClick=${() =>
          setOpen("clean up")}>Clean up…</button>
        <button class="main" disabled=${!mayChange}
          onClick=${() => setOpen("create")}>Create topic</button>
      </div>
    </div>
    <div class="tools">
      <input type="search" placeholder="Search topics" aria-label="Search topics"
        value=${search} onInput=${(event: Event) =>
          setSearch((event.target as HTMLInputElement).value)} />
      <label class="check"><input type="checkbox" checked=${internal}
        onChange=${() => setInternal(!internal)} />Kafka's own</label>
      <span class="muted push" role="status">${shown && tally(shown)}</span>
    </div>
    <${Trouble} text=${trouble} />
    ${shown
      ? table(cluster, shown, readers, trouble !== "")
      : !trouble && html`<${Waiting} />`}
    ${open === "create" &&
      html`
        <${CreateTopic} cluster=${cluster} rights=${rights}
          onClose=${() => setOpen(null)} onDone=${refresh} />
      `}
    ${open === "clean up" &&
      html`<${CleanUp} cluster=${cluster} onClose=${() =>
        setOpen(null)} onDone=${refresh} />`}
  `;
}

function tally({ rows, found, total }: TopicsPage): string {
  if (rows.length < found) {
    return `the first ${count(rows.length)} of ${
      count(found)
    }; search for others`;
  }
  return found < total
    ? `${count(found)} of ${many(total, "topic")}`
    : many(total, "topic");
}

function table(
  cluster: string,
  { rows, total }: TopicsPage,
  readers: Map<string, string[]>,
  isStale: boolean,
): VNode {
  if (rows.length === 0) {
    return total > 0
      ? html`
        <${Empty} title="No topic of that name">
          <p>Search for a part of its name.</p>
          </${Empty}>
      `
      : html`
        <${Empty} title="No topics yet">
          <p>Run the first cells of a chapter, or create one here.</p>
          </${Empty}>
      `;
  }
  return html`
    <div class="scroll">
      <table class=${isStale ? "stale" : ""}>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col" class="number">Partitions</th>
            <th scope="col" class="number wide">Replicas</th>
            <th scope="col" class="number wide">Size on disk</th>
            <th scope="col">Read by</th>
            <th scope="col">Replication</th>
          </tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`
            <tr key=${row.name}>
              <td>
                <${NameLink} cluster=${cluster} list="topics" name=${row
                  .name} />
                <${OriginChip} origin=${row
                  .origin} />
              </td>
              <td class="number">${count(row.partitions)}</td>
              <td class="number wide">${count(row.replicas)}</td>
              <td class="number wide">${bytes(row.bytes)}</td>
              <td>${readersOf(cluster, readers.get(row.name) ?? [])}</td>
              <td>${health(row)}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

const MOST_READERS = 3;

function readersOf(cluster: string, ids: string[]): unknown {
  if (ids.length === 0) return html`<span class="muted">–</span>`;
  return [
    ids.slice(0, MOST_READERS).map((id, i) =>
      html`${i > 0 && ", "}<a href=${linkTo(cluster, ["groups", id])}>${
        visible(id)
      }</a>`
    ),
    ids.length > MOST_READERS && ` and ${ids.length - MOST_READERS} more`,
  ];
}

function health({ lagging, leaderless }: Row): VNode {
  if (leaderless > 0) {
    return html`<span class="chip bad">${
      many(leaderless, "partition")
    } without leader</span>`;
  }
  return lagging > 0
    ? html`<span class="chip warn">${
      many(lagging, "partition")
    } not in sync</span>`
    : html`<span class="muted">in sync</span>`;
}

function readersIn(groups: GroupRow[]): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { id, topics } of groups) {
    for (const topic of topics) {
      readers.set(topic, [...readers.get(topic) ?? [], id]);
    }
  }
  return readers;
}
