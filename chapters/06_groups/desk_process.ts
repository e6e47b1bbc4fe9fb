import type { Consumer, ConsumerRunConfig } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import {
  type KillableProcess,
  type ProcessTools,
  startProcess,
} from "lab/processes.ts";
import type { Bank, Charge } from "./bank_books.ts";

/** The reader's function: charges the orders of a topic until SIGTERM comes. */
export type RunDesk = (
  consumer: Consumer,
  topic: string,
  bank: Bank,
) => Promise<void>;

/** What happens to a desk, each at the charge of an order. */
interface Misfortunes {
  /** The order in whose middle it waits to be killed, when the first of two steps, charge and commit, is done. */
  dies?: string;
  /** The order that the bank refuses, once. */
  refused?: string;
  /** The order whose charge waits for SIGUSR1. */
  held?: string;
}

/** What a desk's process reports. */
export interface DeskReport {
  /** A charge that the bank was asked for, and carries out. */
  charge?: Charge;
  /** The order that was committed while its charge was still on its way. */
  early?: string;
  /** The first step for `dies` is done. */
  dead?: true;
  /** `dies` is finished without a single step. */
  idle?: true;
  /** The order that was committed after the bank had refused it. */
  unpaid?: string;
  /** The charge of `held` waits. */
  held?: true;
  /** `disconnect()` or `stop()` was called. */
  closing?: true;
  /** The order that was committed after that: KafkaJS resolves, and commits nothing. */
  late?: string;
  /** What the function threw, as text. */
  failed?: string;
}

type Input = {
  group: string;
  topic: string;
  misfortunes: Misfortunes;
  runDesk: string;
};

/**
 * Runs the reader's function in a process of its own, which ends when the function has.
 *
 * @param cluster The cluster whose brokers the process talks to.
 * @param runDesk The reader's function; sent to the process as text.
 * @param place The desk's group and topic, by their full names.
 * @param misfortunes What happens to it.
 * @returns The running process.
 */
export function startDesk(
  cluster: Cluster,
  runDesk: RunDesk,
  place: { group: string; topic: string },
  misfortunes: Misfortunes,
): KillableProcess<DeskReport> {
  const input = { ...place, misfortunes, runDesk: String(runDesk) };
  return startProcess<Input, DeskReport>(cluster, work, input);
}

/** Runs in the process: sees nothing of this module. */
async function work(
  { kafka, input, report, functionFromText, forAWhile }: ProcessTools<Input>,
): Promise<void> {
  const { dies, refused, held } = input.misfortunes;
  const runDesk = functionFromText<RunDesk>(input.runDesk);
  // A charge that nobody waits for must not end the process when it is refused.
  addEventListener("unhandledrejection", (event) => event.preventDefault());
  const released = new Promise<void>((release) =>
    Deno.addSignalListener("SIGUSR1", release)
  );
  const once = new Set([refused, held]);
  const onTheirWay = new Set<string>();
  const unpaid = new Set<string>();
  const { setImmediate: turn } = await import("node:timers/promises");
  const patience = 300;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  let isFirstCharge = true;
  // The first charge takes until somebody commits without it, or has had the time to.
  const onItsWay = async (): Promise<void> => {
    await turn();
    if (!isFirstCharge) return;
    isFirstCharge = false;
    await forAWhile(committed, patience);
  };
  let steps = 0;
  const dieAfterStep = async (order: string): Promise<void> => {
    if (order !== dies) return;
    steps++;
    report({ dead: true });
    await new Promise(() => {});
  };
  const bank: Bank = {
    async charge(id, order): Promise<void> {
      onTheirWay.add(order);
      await onItsWay();
      const isFirst = once.delete(order);
      if (isFirst && order === held) {
        report({ held: true });
        await released;
        await forAWhile(ended, patience); // who waits for this charge has nothing else to do
      }
      onTheirWay.delete(order);
      if (isFirst && order === refused) {
        unpaid.add(order);
        throw new Error(`the bank refused order ${order}`);
      }
      unpaid.delete(order);
      report({ charge: { id, order } });
      await dieAfterStep(order);
    },
  };
  const consumer = kafka.consumer({
    groupId: input.group,
    sessionTimeout: dies ? 1_000 : 6_000, // the next desk has to wait for a dead one
    heartbeatInterval: 200,
  });
  let inHand = "";
  const watched = (config: ConsumerRunConfig = {}): ConsumerRunConfig => {
    const { eachMessage } = config;
    if (!eachMessage) return config;
    return {
      ...config,
      eachMessage: async (payload) => {
        inHand = String(payload.message.value);
        try {
          await eachMessage(payload);
        } catch (error) {
          const isSlip = error instanceof ReferenceError ||
            error instanceof TypeError;
          if (isSlip) report({ failed: String(error) });
          throw error;
        }
        if (inHand === dies && steps === 0) report({ idle: true });
      },
    };
  };
  let isClosing = false;
  const closing = (close: () => Promise<void>): Promise<void> => {
    isClosing = true;
    report({ closing: true });
    return close();
  };
  await consumer.connect();
  try {
    await runDesk(
      {
        ...consumer,
        run: (config) => consumer.run(watched(config)),
        disconnect: () => closing(consumer.disconnect),
        stop: () => closing(consumer.stop),
        async commitOffsets(offsets): Promise<void> {
          commit();
          for (const order of onTheirWay) report({ early: order });
          if (unpaid.has(inHand)) report({ unpaid: inHand });
          if (isClosing) report({ late: inHand });
          await consumer.commitOffsets(offsets);
          await dieAfterStep(inHand);
        },
      },
      input.topic,
      bank,
    );
    end();
  } catch (error) {
    report({ failed: String(error) });
    await new Promise(() => {});
  }
  Deno.exit(0); // nothing is closed here but what the function has closed
}
