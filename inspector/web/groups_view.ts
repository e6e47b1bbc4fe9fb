/// <reference lib="dom" />
/** All groups. */
import { useState } from "preact/hooks";
import { useAnswer } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { count, many } from "./numbers.ts";
import { Empty, NameLink, OriginChip, Trouble, Waiting } from "./parts.ts";
import { linkTo, type ViewProps } from "./routes.ts";
import { visible } from "./text.ts";
import type { GroupRow, Origin } from "../shapes.ts";

type Row = GroupRow & { origin: Origin | null };

const MOST_ROWS = 300;
const BUSY = ["Stable"];
const MOVING = [
  "PreparingRebalance",
  "CompletingRebalance",
  "Assigning",
  "Reconciling",
];

/**
 * The list of groups of every kind.
 *
 * @param props The place that is open.
 * @returns The view.
 */
export function GroupsView({ place }: ViewProps): VNode {
  const { cluster } = place;
  const [search, setSearch] = useState("");
  const { data, trouble } = useAnswer<{ groups: Row[]; notes: string[] }>(
    `${cluster}/groups`,
  );
  const found =
    data?.groups.filter(({ id, topics }) =>
      [id, ...topics].some((name) =>
        name.toLowerCase().includes(search.toLowerCase())
      )
    ) ?? [];
  return html`
    <div class="head">
      <h1>Groups</h1>
    </div>
    <div class="tools">
      <input type="search" placeholder="Search groups and topics"
        aria-label="Search groups and topics"
        value=${search} onInput=${(event: Event) =>
          setSearch((event.target as HTMLInputElement).value)} />
      <span class="muted push" role="status">${data &&
        (found.length > MOST_ROWS
          ? `the first ${MOST_ROWS} of ${
            count(found.length)
          }; search for others`
          : many(found.length, "group"))}</span>
    </div>
    <${Trouble} text=${trouble || data?.notes.join(". ") || ""} />
    ${!data && !trouble && html`<${Waiting} />`}
    ${data && table(cluster, found.slice(0, MOST_ROWS), data.groups.length)}
  `;
}

function table(cluster: string, rows: Row[], total: number): VNode {
  if (rows.length === 0) {
    return total > 0
      ? html`
        <${Empty} title="No group of that name">
          <p>Search for a part of its name, or of a topic that it reads.</p>
          </${Empty}>
      `
      : html`
        <${Empty} title="No groups yet">
          <p>A group comes into being when its first consumer joins. Chapter 5 starts one.</p>
          </${Empty}>
      `;
  }
  return html`
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" class="wide">Kind</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Members</th>
            <th scope="col" class="number">Lag</th>
            <th scope="col" class="wide">Topics</th>
          </tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`
            <tr key=${row.id}>
              <td>
                <${NameLink} cluster=${cluster} list="groups" name=${row.id} />
                <${OriginChip} origin=${row
                  .origin} />
              </td>
              <td class="fixed wide">${row.type}</td>
              <td>
                <${StateChip} state=${row.state} />
              </td>
              <td class="number">${count(row.members)}</td>
              <td class="number">${count(row.lag)}</td>
              <td class="wide">${row.topics.map((topic, i) =>
                html`${i > 0 && ", "}<a href=${
                  linkTo(cluster, ["topics", topic])
                }>${visible(topic)}</a>`
              )}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

/**
 * The state of a group, in Kafka's word.
 *
 * @param props Kafka's name of the state.
 * @returns The word, coloured.
 */
export function StateChip({ state }: { state: string }): VNode {
  const look = BUSY.includes(state)
    ? "good"
    : MOVING.includes(state)
    ? "warn"
    : state === "Dead"
    ? "bad"
    : "";
  return html`<span class=${`chip ${look}`}>${state}</span>`;
}
