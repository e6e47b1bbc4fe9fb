import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { type Cluster, connect } from "workbook/cluster.ts";

/**
 * Starts a second broker that creates the topics it is asked for, and connects to it.
 *
 * It ends with the chapter's connection, or with the notebook; its records go with it.
 *
 * @param cluster The chapter's cluster, whose closing ends the broker.
 * @param properties The broker's properties that differ from those of the workbook's broker.
 * @returns A connection to the broker.
 * @throws {Trouble} If the broker does not start.
 */
export async function carefreeBroker(
  cluster: Cluster,
  properties: Record<string, number>,
): Promise<Cluster> {
  const broker = await startBroker({
    folder: workbookPath("test", `carefree-${crypto.randomUUID()}`),
    port: 0,
    ownerPid: Deno.pid,
    ephemeral: true,
    properties: { ...properties, "auto.create.topics.enable": true },
  });
  cluster.onClose(() => broker.stop());
  const carefree = await connect(undefined, { brokers: broker.brokers });
  cluster.onClose(() => carefree.close());
  return carefree;
}
