import { type BrokerCluster, startCluster } from "broker/broker_cluster.ts";
import { workbookPath } from "broker/places.ts";

/**
 * Starts three brokers and a controller for one test, which end with it, and with this process however that ends.
 *
 * @param name Of their folder; no other test has it.
 */
export async function startNodes(name: string): Promise<BrokerCluster> {
  return await startCluster({
    folder: workbookPath("test", `${name}-${Deno.pid}`),
    ownerPid: Deno.pid,
    ephemeral: true,
  });
}
