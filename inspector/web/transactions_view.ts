/// <reference lib="dom" />
/** Transactions: open ones, hanging ones, and the last of each transactional id. */
import { useAnswer } from "./api.ts";
import { html, type VNode } from "./html.ts";
import { count, duration, moment } from "./numbers.ts";
import { Empty, Trouble, Waiting } from "./parts.ts";
import { linkTo, type ViewProps } from "./routes.ts";
import { visible } from "./text.ts";
import type { HangingRow, TransactionRow, Transactions } from "../shapes.ts";

/**
 * The list of transactional ids with the state of their transactions.
 *
 * @param props The place that is open.
 * @returns The view.
 */
export function TransactionsView({ place }: ViewProps): VNode {
  const { cluster } = place;
  const { data, trouble } = useAnswer<Transactions>(`${cluster}/transactions`);
  return html`
    <div class="head">
      <h1>Transactions</h1>
      <p
        class="sub">While one is open, consumers that read committed records wait before its first record.</p>
    </div>
    <${Trouble} text=${trouble || data?.notes.join(". ") || ""} />
    ${!data && !trouble && html`<${Waiting} />`}
    ${data && data.hanging.length > 0 && hanging(cluster, data.hanging)}
    ${data && table(cluster, data.transactions)}
  `;
}

function table(cluster: string, rows: TransactionRow[]): VNode {
  if (rows.length === 0) {
    return html`
      <${Empty} title="No transactions">
        <p>A producer with a transactional id has one. Chapter 8 opens, commits and aborts some.</p>
        </${Empty}>
    `;
  }
  return html`
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Transactional id</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Open for</th>
            <th scope="col" class="number">Time-out</th>
            <th scope="col" class="number wide">Producer</th>
            <th scope="col" class="number wide">Epoch</th>
            <th scope="col">Partitions</th>
          </tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`
            <tr key=${row.id}>
              <td class="name">${visible(row.id)}</td>
              <td>${stateOf(row)}</td>
              <td class="number">${duration(row.openMs)}</td>
              <td class="number">${duration(row.timeoutMs)}</td>
              <td class="number wide">${count(row.producerId)}</td>
              <td class="number wide">${count(row.epoch)}</td>
              <td>${row.partitions.map(({ topic, partition }, i) =>
                html`${i > 0 && ", "}<a href=${
                  linkTo(cluster, ["topics", topic], {
                    partition: String(partition),
                  })
                }>${visible(topic)} ${partition}</a>`
              )}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}

function stateOf({ state, openMs, timeoutMs }: TransactionRow): VNode {
  const isLate = openMs !== null && openMs > timeoutMs;
  const look = isLate
    ? "bad"
    : state === "Ongoing" || state.startsWith("Prepare")
    ? "warn"
    : state === "CompleteCommit"
    ? "good"
    : "";
  return html`<span class=${`chip ${look}`}>${state}</span>`;
}

function hanging(cluster: string, rows: HangingRow[]): VNode {
  return html`
    <p class="note bad"
      role="alert">${rows.length === 1
        ? "One partition waits"
        : `${rows.length} partitions wait`} for the end of a transaction that no coordinator knows. kafka-transactions.sh --abort ends it.</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Partition</th>
            <th scope="col" class="number">Producer</th>
            <th scope="col" class="number">Epoch</th>
            <th scope="col" class="number">Since offset</th>
            <th scope="col" class="number">Last record</th>
          </tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`
            <tr>
              <td><a href=${linkTo(cluster, [
                "topics",
                row.topic,
                row.partition,
                row.start,
              ])}>${visible(row.topic)} ${row.partition}</a></td>
              <td class="number">${count(row.producerId)}</td>
              <td class="number">${count(row.epoch)}</td>
              <td class="number">${count(row.start)}</td>
              <td class="number">${moment(row.lastAt)}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </div>
  `;
}
