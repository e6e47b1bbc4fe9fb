/// <reference lib="dom" />
/** The groups that read a topic. */
import { useAnswer } from "./api.ts";
import { StateChip } from "./groups_view.ts";
import { html, type VNode } from "./html.ts";
import { count } from "./numbers.ts";
import { Empty, NameLink, Trouble, Waiting } from "./parts.ts";
import type { GroupRow } from "../shapes.ts";

/**
 * The list of the groups that have committed offsets of a topic, or whose members read it.
 *
 * @param props The key of the cluster, and the full name of the topic.
 * @returns The list.
 */
export function ReadersTab(
  { cluster, topic }: { cluster: string; topic: string },
): VNode {
  const { data, trouble } = useAnswer<{ groups: GroupRow[] }>(
    `${cluster}/groups`,
  );
  if (!data) {
    return trouble
      ? html`<${Trouble} text=${trouble} />`
      : html`<${Waiting} />`;
  }
  const rows = data.groups.filter(({ topics }) => topics.includes(topic));
  if (rows.length === 0) {
    return html`
      <${Empty} title="No group reads this topic">
        <p>A group appears here when a consumer of it joins, or has committed an offset.</p>
        </${Empty}>
    `;
  }
  return html`
    <${Trouble} text=${trouble} />
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Kind</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Members</th>
            <th scope="col" class="number">Lag, all topics</th>
          </tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`
            <tr key=${row.id}>
              <td>
                <${NameLink} cluster=${cluster} list="groups" name=${row.id} />
              </td>
              <td>${row.type}</td>
              <td>
                <${StateChip} state=${row.state} />
              </td>
              <td class="number">${count(row.members)}</td>
              <td class="number">${count(row.lag)}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}
