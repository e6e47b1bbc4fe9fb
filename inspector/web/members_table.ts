/// <reference lib="dom" />
/** The members of a group. */
import { html, type VNode } from "./html.ts";
import { visible } from "./text.ts";
import type { MemberRow } from "../shapes.ts";

/**
 * The list of the members of a group, with their partitions.
 *
 * @param props The members.
 * @returns The list.
 */
export function MembersTable(
  { members: rows }: { members: MemberRow[] },
): VNode {
  return html`<h2>Members</h2>${
    rows.length === 0
      ? html`<p class="muted">None: nobody reads for this group now. Its offsets stay.</p>`
      : html`
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Client id</th>
                <th scope="col">Address</th>
                <th scope="col">Partitions</th>
                <th scope="col" class="wide">Member id</th>
              </tr>
            </thead>
            <tbody>${rows.map((row) =>
              html`
                <tr key=${row.id}>
                  <td class="name">${visible(row.client)}</td>
                  <td class="mono">${visible(row.host)}</td>
                  <td>${row.assigned.length === 0
                    ? html`<span class="muted">none</span>`
                    : row.assigned.map(({ topic, partitions }) =>
                      html`
                        ${visible(topic)} ${partitions.toSorted((a, b) => a - b)
                          .join(", ")}
                      `
                    )}</td>
                  <td class="mono muted wide">${visible(row.id)}</td>
                </tr>
              `
            )}</tbody>
          </table>
        </div>
      `
  }`;
}
