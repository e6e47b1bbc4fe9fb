import {
  describeProducersV0,
  describeTransactionsV0,
  listTransactionsV0,
  listTransactionsV1,
} from "@platformatic/kafka";
import { errorName, type Link } from "./link.ts";
import { partitionsOf } from "./lag_on.ts";
import { type LiveBroker, type Metadata, readMetadata } from "./metadata.ts";
import { byLeader, findOffsets, keyOf } from "./offsets.ts";
import type { HangingRow, TransactionRow, Transactions } from "../shapes.ts";

const ANY_DURATION = -1n;
const LIST = [
  listTransactionsV1.api,
  listTransactionsV0.api as unknown as typeof listTransactionsV1.api,
];

/**
 * Lists transactions, and those that hang: partitions that wait for the end of a transaction that no coordinator knows.
 *
 * @param link The cluster to query.
 * @returns The transactional ids with their states, open ones first; hanging transactions; and sentences about what
 * can't be known.
 * @throws {Trouble} If no broker answers.
 */
export async function listTransactions(link: Link): Promise<Transactions> {
  const metadata = await readMetadata(link, null);
  const notes: string[] = [];
  const lists = await Promise.all(
    [...metadata.brokers.values()].map((broker) =>
      coordinatedBy(link, broker).catch((error: Error) => {
        notes.push(error.message);
        return [];
      })
    ),
  );
  const transactions = lists.flat().sort((a, b) =>
    Number(isOpen(b)) - Number(isOpen(a)) || a.id.localeCompare(b.id)
  );
  const hanging = await findHanging(link, metadata, transactions)
    .catch((error: Error) => {
      notes.push(error.message);
      return [];
    });
  return { transactions, hanging, notes };
}

/** Whether consumers wait for its end. */
function isOpen({ state }: Pick<TransactionRow, "state">): boolean {
  return state === "Ongoing" || state.startsWith("Prepare");
}

async function coordinatedBy(
  link: Link,
  broker: LiveBroker,
): Promise<TransactionRow[]> {
  const listed = await link.ask(broker, LIST, [], [], ANY_DURATION, null);
  const ids = listed.transactionStates.map((each) => each.transactionalId);
  if (ids.length === 0) return [];
  const { transactionStates } = await link.ask(
    broker,
    [describeTransactionsV0.api],
    ids,
  );
  const now = Date.now();
  return transactionStates.filter(({ errorCode }) => errorCode === 0)
    .map((each): TransactionRow => {
      const started = Number(each.transactionStartTimeMs);
      return {
        id: each.transactionalId,
        state: each.transactionState,
        producerId: Number(each.producerId),
        epoch: each.producerEpoch,
        openMs: isOpen({ state: each.transactionState }) && started > 0
          ? Math.max(0, now - started)
          : null,
        timeoutMs: each.transactionTimeoutMs,
        partitions: each.topics.flatMap(({ topic, partitions }) =>
          partitions.map((partition) => ({ topic, partition }))
        ),
      };
    });
}

/** Only partitions whose end consumers can't see yet may wait for one. */
async function findHanging(
  link: Link,
  metadata: Metadata,
  transactions: TransactionRow[],
): Promise<HangingRow[]> {
  const all = partitionsOf(metadata, new Set(metadata.topics.keys()));
  const [ends, stable] = await Promise.all([
    findOffsets(link, metadata, all, "end"),
    findOffsets(link, metadata, all, "end", "stable"),
  ]);
  const waiting = all.filter((name) =>
    ends.get(keyOf(name)) !== stable.get(keyOf(name))
  );
  const known = new Set(
    transactions.filter(isOpen).flatMap(({ producerId, partitions }) =>
      partitions.map((name) => `${producerId} ${keyOf(name)}`)
    ),
  );
  const rows = await Promise.all(
    [...byLeader(metadata, waiting)].map(async ([leader, own]) => {
      const topics = [...Map.groupBy(own, ({ topic }) => topic)].map((
        [name, each],
      ) => ({
        name,
        partitionIndexes: each.map(({ partition }) => partition),
      }));
      const answer = await link.ask(
        metadata.brokers.get(leader) ?? null,
        [describeProducersV0.api],
        topics,
      );
      return answer.topics.flatMap(({ name, partitions }) =>
        partitions.filter(({ errorCode }) => errorName(errorCode) === "NONE")
          .flatMap(({ partitionIndex, activeProducers }) =>
            activeProducers
              .filter(({ currentTxnStartOffset }) =>
                currentTxnStartOffset >= 0n
              )
              .map((producer): HangingRow => ({
                topic: name,
                partition: partitionIndex,
                producerId: Number(producer.producerId),
                epoch: producer.producerEpoch,
                start: Number(producer.currentTxnStartOffset),
                lastAt: Number(producer.lastTimestamp),
              }))
          )
      );
    }),
  );
  return rows.flat().filter((row) =>
    !known.has(`${row.producerId} ${keyOf(row)}`)
  );
}
