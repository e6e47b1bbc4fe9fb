import type { Bank, Charge } from "./bank_books.ts";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** The reader's function. */
export type ChargeOrder = (
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
) => Promise<void>;

/** Which group the desk joins, and in the middle of which order it dies. */
interface Place {
  group: string;
  topic: string;
  at: string;
}

type Input = Place & { chargeOrder: string };

interface Report {
  charge?: Charge;
  /** The order that was committed while its charge was still on its way. */
  early?: string;
  /** One step for the order is done, and the other will never be. */
  dead?: true;
  /** The order is finished without a single step. */
  idle?: true;
  failed?: string;
}

/**
 * Runs the reader's function in a process of its own and kills it when the first of two steps, charge and commit, is done
 * for an order.
 *
 * @returns The charges that the bank was asked for.
 */
export async function killAtFirstStep(
  cluster: Cluster,
  chargeOrder: ChargeOrder,
  place: Place,
): Promise<Charge[]> {
  const input = { ...place, chargeOrder: String(chargeOrder) };
  await using desk = startProcess<Input, Report>(cluster, workUntilDead, input);
  await desk.until(
    (told) => told.some(({ dead, idle, failed }) => dead || idle || failed),
    `a step for order ${place.at}`,
  );
  await desk.kill();
  const told = desk.reports;
  const failed = told.find(({ failed }) => failed)?.failed;
  if (failed) {
    throw new Refused(
      `In a program of its own your function threw ${failed}. It sees only its three arguments there, and nothing of the notebook.`,
    );
  }
  const early = told.find(({ early }) => early)?.early;
  if (early) {
    throw new Refused(
      `For order ${early} commit() was called while its charge was still on its way. If the desk dies now, who knows of it?`,
    );
  }
  if (told.some(({ idle }) => idle)) {
    throw new Refused(
      `For order ${place.at} neither bank.charge() nor commit() was called.`,
    );
  }
  return told.flatMap(({ charge }) => charge ?? []);
}

/** The other process; it sees nothing of this module. */
async function workUntilDead(
  { kafka, input, report }: ProcessTools<Input>,
): Promise<void> {
  const chargeOrder: ChargeOrder = new Function(
    `return (${input.chargeOrder})`,
  )();
  const forever = new Promise<void>(() => {});
  const consumer = kafka.consumer({
    groupId: input.group,
    sessionTimeout: 1_000,
    heartbeatInterval: 200,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [input.topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const order = String(message.value);
      let steps = 0;
      let onTheirWay = 0;
      const dieAfterStep = async (): Promise<void> => {
        steps++;
        if (order !== input.at) return;
        report({ dead: true });
        await forever;
      };
      const bank: Bank = {
        async charge(id, order): Promise<void> {
          onTheirWay++;
          await new Promise((answered) => setTimeout(answered, 1)); // what a request takes at least
          report({ charge: { id, order } });
          onTheirWay--;
          await dieAfterStep();
        },
      };
      const commit = async (): Promise<void> => {
        if (onTheirWay > 0) report({ early: order });
        const offset = String(BigInt(message.offset) + 1n);
        await consumer.commitOffsets([{ topic, partition, offset }]);
        await dieAfterStep();
      };
      const record: ConsumerRecord = {
        topic,
        partition,
        offset: BigInt(message.offset),
        timestamp: new Date(Number(message.timestamp)),
        key: null,
        value: order,
        headers: {},
      };
      try {
        await chargeOrder(record, bank, commit);
      } catch (error) {
        report({ failed: String(error) });
        await forever;
      }
      if (order === input.at && steps === 0) report({ idle: true });
    },
  });
  await forever;
}
