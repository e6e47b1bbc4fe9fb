/// <reference lib="dom" />
/** One group: its members, its lag by partition, in records and in time, and where it goes. */
import { useState } from "preact/hooks";
import { ask, useAnswer } from "./api.ts";
import { StateChip } from "./groups_view.ts";
import { html, type VNode } from "./html.ts";
import { LagChart, trendOf } from "./lag_chart.ts";
import { MembersTable } from "./members_table.ts";
import { count, duration, many } from "./numbers.ts";
import { Dialog, Empty, NameLink, Trouble, Waiting } from "./parts.ts";
import { ResetForm } from "./reset_form.ts";
import { linkTo, type ViewProps } from "./routes.ts";
import { visible } from "./text.ts";
import type { GroupDetail, LagRow } from "../shapes.ts";

/**
 * The view of one group.
 *
 * @param props The place that is open, and what may be changed.
 * @returns The view.
 */
export function GroupView({ place, rights }: ViewProps): VNode {
  const { cluster, path } = place;
  const id = path[1]!;
  const address = `${cluster}/groups/${encodeURIComponent(id)}`;
  const { data, trouble, refresh } = useAnswer<GroupDetail>(address);
  const [open, setOpen] = useState<"reset" | "delete" | null>(null);
  const mayChange = rights?.may === "all" ||
    (rights?.may === "prefix" && id.startsWith(rights.prefix));
  const isIdle = data !== null && data.members.length === 0;
  const why = isIdle ? "" : "Stop its consumers first";
  const remove = async (): Promise<void> => {
    const { refused } = await ask<{ refused: string[] }>(`${cluster}/groups`, {
      method: "DELETE",
      body: { names: [id] },
    });
    if (refused.length > 0) throw new Error(refused.join(". "));
    location.hash = linkTo(cluster, ["groups"]);
  };
  return html`
    <div class="head"><h1>${visible(id)}</h1>
      <div class="actions">
        <button disabled=${!mayChange || !isIdle ||
          data?.type === "share"} title=${why}
          onClick=${() => setOpen("reset")}>Reset offsets</button>
        <button class="danger" disabled=${!mayChange || !isIdle} title=${why}
          onClick=${() => setOpen("delete")}>Delete group</button>
      </div>
      ${data && html`<p class="sub"><span>${data.type} group</span>
        <span><${StateChip} state=${data.state} /></span>
        <span>${many(data.members.length, "member")}</span>${
        data.assignor &&
        html`<span>shares out by ${visible(data.assignor)}</span>`
      }</p>`}
    </div>
    <${Trouble} text=${trouble} />
    ${data?.note && html`<p class="note">${data.note}</p>`}
    ${!data && !trouble && html`<${Waiting} />`}
    ${data && figures(data)}
    ${data && data.history.length > 1 &&
      html`<${LagChart} history=${data.history} />`}
    ${data && lagTable(cluster, data)}
    ${data && html`<${MembersTable} members=${data.members} />`}
    ${open === "reset" && html`
      <${ResetForm} address=${address} group=${data}
        onClose=${() => setOpen(null)} onDone=${refresh} />
    `}
    ${open === "delete" && html`
      <${Dialog} title="Delete the group?" danger action="Delete"
        onAction=${remove} onClose=${() => setOpen(null)}>
        <p>${visible(
          id,
        )} forgets where it is. A consumer that joins it begins anew.</p>
        </${Dialog}>
    `}
  `;
}

function figures({ lag, history }: GroupDetail): VNode {
  const total = lag.reduce((sum, row) => sum + (row.lag ?? 0), 0);
  const ages = lag.map(({ ageMs }) => ageMs).filter((age) => age !== null);
  return html`
    <dl class="figures">
      <div>
        <dt>Lag</dt>
        <dd>${count(total)} <small>${total === 1
          ? "record"
          : "records"}</small></dd>
      </div>
      <div>
        <dt>Lag in time</dt>
        <dd title="Age of the oldest record that is not done">${ages.length > 0
          ? duration(Math.max(...ages))
          : total === 0
          ? "none"
          : "–"}</dd>
      </div>
      <div>
        <dt>Trend</dt>
        <dd><small>${trendOf(history)}</small></dd>
      </div>
    </dl>
  `;
}

function lagTable(cluster: string, { lag, members }: GroupDetail): VNode {
  if (lag.length === 0) {
    return html`
      <${Empty} title="No partitions yet">
        <p>Members get partitions when the topics that they subscribe to exist.</p>
        </${Empty}>
    `;
  }
  const most = Math.max(1, ...lag.map((row) => row.lag ?? 0));
  const client = new Map(members.map((each) => [each.id, each.client]));
  return html`
    <h2>Partitions</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col" class="number">Partition</th>
            <th scope="col" class="number">Committed</th>
            <th scope="col" class="number">End</th>
            <th scope="col" class="number">Lag</th>
            <th scope="col" class="wide"><span class="skip">Lag as a bar</span></th>
            <th scope="col" class="number">Oldest not done</th>
            <th scope="col">Member</th>
          </tr>
        </thead>
        <tbody>${lag.map((row) =>
          html`
            <tr key=${`${row.topic}/${row.partition}`}>
              <td>
                <${NameLink} cluster=${cluster} list="topics" name=${row
                  .topic} />
              </td>
              <td class="number">${row.partition}</td>
              <td class="number">${committed(cluster, row)}</td>
              <td class="number">${count(row.end)}</td>
              <td class="number">${count(row.lag)}</td>
              <td
                class="meters wide"><span class="meter"><i style=${{
                  width: `${100 * (row.lag ?? 0) / most}%`,
                }}></i></span></td>
              <td class="number">${duration(row.ageMs)}</td>
              <td>${row.owner
                ? visible(client.get(row.owner) || row.owner)
                : html`<span class="muted">none</span>`}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

function committed(cluster: string, row: LagRow): VNode {
  return row.committed === null
    ? html`
      <span class="muted"
        title="The lag of a consumer group is counted from the oldest record then">nothing</span>
    `
    : html`<a href=${
      linkTo(cluster, ["topics", row.topic, row.partition, row.committed])
    }>${count(row.committed)}</a>`;
}
