import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import type { Bank, Charge } from "./bank_books.ts";

/** The reader's function: charges an order, and commits its offset. */
export type ChargeOrder = (
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
) => Promise<void>;

/** The desk that is killed, and the moment of that. */
interface DeskCrash {
  /** The group's full name. */
  group: string;
  /** The topic's full name. */
  topic: string;
  /** The order in whose middle the desk is killed. */
  at: string;
}

type Input = DeskCrash & { chargeOrder: string };

interface Report {
  charge?: Charge;
  /** The order that was committed while its charge was still on its way. */
  early?: string;
  /** One step for the order is done; the process waits to be killed. */
  dead?: true;
  /** The order is finished without a single step. */
  idle?: true;
  failed?: string;
}

/**
 * Runs the reader's function in a process of its own, and kills it when the first of two steps, charge
 * and commit, is done for an order.
 *
 * @param cluster The cluster whose brokers the process talks to.
 * @param chargeOrder The reader's function; sent to the process as text.
 * @param crash The desk's group and topic, and the order at which it is killed.
 * @returns The charges that the bank was asked for.
 * @throws {Refused} If the function throws, does no step for the order, or commits while a charge is on its way.
 * @throws {Trouble} If the process fails by itself, or no step is done within 15 s.
 */
export async function killAtFirstStep(
  cluster: Cluster,
  chargeOrder: ChargeOrder,
  crash: DeskCrash,
): Promise<Charge[]> {
  const input = { ...crash, chargeOrder: String(chargeOrder) };
  await using desk = startProcess<Input, Report>(cluster, workUntilDead, input);
  await desk.until(
    (reports) =>
      reports.some(({ dead, idle, failed }) => dead || idle || failed),
    `a step for order ${crash.at}`,
  );
  await desk.kill();
  const { reports } = desk;
  const failed = reports.find(({ failed }) => failed)?.failed;
  if (failed) {
    throw new Refused(
      `In a program of its own your function threw ${failed}. It sees only its three arguments there, and nothing of the notebook.`,
    );
  }
  const early = reports.find(({ early }) => early)?.early;
  if (early) {
    throw new Refused(
      `For order ${early} commit() was called while its charge was still on its way. If the desk dies now, who knows of it?`,
    );
  }
  if (reports.some(({ idle }) => idle)) {
    throw new Refused(
      `For order ${crash.at} neither bank.charge() nor commit() was called.`,
    );
  }
  return reports.flatMap(({ charge }) => charge ?? []);
}

/** Runs in the process: sees nothing of this module. */
async function workUntilDead(
  { kafka, input, report, functionFromText }: ProcessTools<Input>,
): Promise<void> {
  const chargeOrder = functionFromText<ChargeOrder>(input.chargeOrder);
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
