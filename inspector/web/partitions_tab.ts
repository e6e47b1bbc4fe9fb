/// <reference lib="dom" />
/** The partitions of a topic. */
import { html, type VNode } from "./html.ts";
import { bytes, count } from "./numbers.ts";
import { linkTo } from "./routes.ts";
import type { TopicDetail } from "../shapes.ts";

/**
 * The list of the partitions of a topic, with leaders and replicas.
 *
 * @param props The key of the cluster, and the topic.
 * @returns The list.
 */
export function PartitionsTab(
  { cluster, topic: { name, partitions } }: {
    cluster: string;
    topic: TopicDetail;
  },
): VNode {
  return html`
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">Partition</th>
            <th scope="col" class="number">Leader</th>
            <th scope="col">Replicas</th>
            <th scope="col">In sync</th>
            <th scope="col" class="number">Oldest offset</th>
            <th scope="col" class="number">Next offset</th>
            <th scope="col" class="number">Size</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>${partitions.map((row) =>
          html`
            <tr key=${row.partition}>
              <td class="number"><a href=${linkTo(cluster, ["topics", name], {
                partition: String(row.partition),
              })}>${row.partition}</a></td>
              <td class="number">${row.leader < 0 ? "none" : row.leader}</td>
              <td>${row.replicas.join(", ")}</td>
              <td>${row.isr.join(", ")}</td>
              <td class="number">${count(row.start)}</td>
              <td class="number">${count(row.end)}</td>
              <td class="number">${bytes(row.bytes)}</td>
              <td>${stateOf(row)}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

function stateOf(row: TopicDetail["partitions"][number]): unknown {
  const behind = row.behind.map((each) =>
    `broker ${each.broker} is ${count(each.behind)} behind`
  );
  const missing = row.replicas.filter((id) => !row.isr.includes(id));
  return [
    row.leader < 0 && html`
      <span class="chip bad">no leader</span>
    `,
    missing.length > 0 &&
    html`
      <span class="chip warn">not in sync: ${missing.join(", ")}</span>
    `,
    behind.length > 0 &&
    html`
      <span class="chip warn">${behind.join(", ")}</span>
    `,
    row.open && html`<span class="chip warn">a transaction is open</span>`,
  ];
}
