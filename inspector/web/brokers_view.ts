/// <reference lib="dom" />
/** The brokers: which are up, what they lead, and who is behind. */
import { useAnswer } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { bytes, count, many } from "./numbers.ts";
import { Trouble, Waiting } from "./parts.ts";
import type { ViewProps } from "./routes.ts";
import type { BrokerRow, Brokers } from "../shapes.ts";

/** A broker comes and goes within a second, and that is what one looks for. */
const LOOK_MS = 1_000;

/**
 * The list of brokers, those that are down among them.
 *
 * @param props The place that is open.
 * @returns The view.
 */
export function BrokersView({ place }: ViewProps): VNode {
  const { data, trouble } = useAnswer<Brokers>(
    `${place.cluster}/brokers`,
    LOOK_MS,
  );
  return html`
    <div class="head"><h1>Brokers</h1>
      ${data && html`<p class="sub"><span>cluster ${data.id}</span>
        <span>${controller(data)}</span></p>`}</div>
    <${Trouble} text=${trouble} />
    ${!data && !trouble && html`<${Waiting} />`}
    ${data && figures(data)}
    ${data && table(data, trouble !== "")}
  `;
}

function controller({ controller, voters }: Brokers): string {
  if (controller === null) return "the controller is not shown to this user";
  return voters.length > 1
    ? `node ${controller} of controllers ${voters.join(", ")} is active`
    : `node ${controller} is the controller`;
}

function figures({ brokers, lagging, leaderless }: Brokers): VNode {
  const up = brokers.filter(({ address }) => address !== null).length;
  return html`
    <dl class="figures">
      <div>
        <dt>Brokers up</dt>
        <dd>${up} <small>of ${brokers.length}</small></dd>
      </div>
      <div>
        <dt>Partitions not in sync</dt>
        <dd>${count(lagging)}</dd>
      </div>
      <div>
        <dt>Partitions without leader</dt>
        <dd>${count(leaderless)}</dd>
      </div>
    </dl>
  `;
}

function table(data: Brokers, isStale: boolean): VNode {
  return html`
    <div class="scroll">
      <table class=${isStale ? "stale" : ""}>
        <thead>
          <tr>
            <th scope="col">Broker</th>
            <th scope="col">Address</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Leads</th>
            <th scope="col" class="number wide">Replicas</th>
            <th scope="col" class="number wide">Size on disk</th>
            <th scope="col">Replication</th>
          </tr>
        </thead>
        <tbody>${data.brokers.map((row) =>
          html`
            <tr key=${row.id}>
              <td class="name">${row.id}${row.id === data.controller &&
                html`
                  <span class="chip">controller</span>
                `}</td>
              <td class="mono">${row.address ?? "–"}${row.rack && html`
                <span class="muted">rack ${row.rack}</span>
              `}</td>
              <td>${row.address
                ? html`<span class="chip good">up</span>`
                : html`<span class="chip bad">down</span>`}</td>
              <td class="number">${count(row.leads)}</td>
              <td class="number wide">${count(row.replicas)}</td>
              <td class="number wide">${bytes(row.bytes)}</td>
              <td>${replication(row)}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

function replication({ notInSync, behind, address }: BrokerRow): VNode {
  if (notInSync === 0 && !behind) {
    return html`<span class="muted">in sync</span>`;
  }
  const words = [
    ...notInSync > 0 ? [`${many(notInSync, "replica")} not in sync`] : [],
    ...behind ? [`${many(behind, "record")} behind`] : [],
  ].join(", ");
  return html`<span class=${`chip ${
    address ? "warn" : "bad"
  }`}>${words}</span>`;
}
