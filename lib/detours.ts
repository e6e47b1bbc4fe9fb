import { Kafka, logLevel } from "kafkajs";
import { withDefaults } from "workbook/clients.ts";
import type { Cluster } from "workbook/cluster.ts";
import * as faults from "workbook/faults.ts";
import type { Plan } from "workbook/faults/plan.ts";
import type { FaultProxy } from "workbook/faults/proxy.ts";
import type { Clients } from "workbook/producers.ts";

/** A second way to the same brokers, on which requests and answers can get lost. */
export interface Detour extends Clients {
  /** KafkaJS with the workbook's defaults, on the detour. */
  readonly kafka: Kafka;
  /** What stands in the way. */
  readonly proxy: FaultProxy;
}

/**
 * Opens a way to the brokers on which things can go wrong, for some clients only.
 *
 * @param cluster Whose brokers; closing it closes the detour and its clients.
 * @param plan What shall go wrong; nothing when left out. More can be injected later.
 * @returns The detour; its admin client goes the straight way.
 * @throws {Trouble} If the plan can't be carried out, or the brokers can't be reached.
 *
 * @example The answer to the third send gets lost
 * ```ts ignore
 * const detour = await openDetour(cluster, { dropResponse: { api: "Produce", nth: 3 } });
 * const producer = detour.kafka.producer({ idempotent: true });
 * ```
 */
export async function openDetour(
  cluster: Cluster,
  plan: Plan = {},
): Promise<Detour> {
  const proxy = await faults.between(cluster, plan);
  cluster.onClose(() => proxy[Symbol.asyncDispose]());
  const kafka = new Kafka({
    brokers: proxy.brokers,
    requestTimeout: 2_000,
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 5 },
  });
  withDefaults(
    kafka,
    (client) => cluster.onClose(() => client.disconnect()),
  );
  return { proxy, kafka, admin: cluster.admin };
}
