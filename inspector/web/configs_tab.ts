/// <reference lib="dom" />
/** The configs of a topic, and where each comes from. */
import { useState } from "preact/hooks";
import { useAnswer } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { Empty, Trouble, Waiting } from "./parts.ts";
import { visible } from "./text.ts";
import type { ConfigRow, TopicDetail } from "../shapes.ts";

/**
 * The list of the configs of a topic.
 *
 * @param props The address of the topic with its configs.
 * @returns The list.
 */
export function ConfigsTab({ address }: { address: string }): VNode {
  const [all, setAll] = useState(false);
  const { data, trouble } = useAnswer<TopicDetail>(address, 10_000);
  if (!data) {
    return trouble
      ? html`<${Trouble} text=${trouble} />`
      : html`<${Waiting} />`;
  }
  if (typeof data.configs === "string") {
    return html`<${Trouble} text=${data.configs} />`;
  }
  const rows = all
    ? data.configs
    : data.configs.filter(({ source }) => source !== "Kafka's default");
  return html`
    <div
      class="tools"><label class="check"><input type="checkbox" checked=${all}
          onChange=${() =>
            setAll(!all)} />Show Kafka's defaults, too</label></div>
        ${rows.length === 0
          ? html`
            <${Empty} title="All configs are Kafka's defaults">
              <p>A topic sets its own when it is created, or by kafka-configs.</p>
              </${Empty}>
          `
          : configTable(rows)}
  `;
}

function configTable(rows: ConfigRow[]): VNode {
  return html`
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Config</th>
            <th scope="col">Value</th>
            <th scope="col">Comes from</th>
          </tr>
        </thead>
        <tbody>${rows.map(({ name, value, source, own, about }) =>
          html`
            <tr key=${name} title=${about.replaceAll(/<[^>]*>/g, "")}>
              <td class="mono">${visible(name)}</td>
              <td class="mono">${visible(value === "" ? '""' : value)}</td>
              <td>${own
                ? html`<span class="chip good">${source}</span>`
                : source}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}
