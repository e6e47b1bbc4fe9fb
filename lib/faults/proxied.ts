import { type Cluster, connect } from "workbook/cluster.ts";
import * as faults from "workbook/faults.ts";
import type { Plan } from "workbook/faults/plan.ts";
import type { FaultProxy } from "workbook/faults/proxy.ts";

/** A second connection to a cluster, and the proxy on its way. */
export interface ProxiedCluster extends AsyncDisposable {
  /** Where things can be made to go wrong. */
  readonly proxy: FaultProxy;
  /** Its clients reach the brokers through the proxy. */
  readonly cluster: Cluster;
}

/**
 * Connects once more to the brokers of a cluster, this time through a proxy.
 *
 * @param cluster Whose brokers; closing it closes the proxy and the second connection too.
 * @param plan What shall go wrong; nothing when left out. More can be injected later.
 * @returns The proxy and the connection; `await using` closes them earlier.
 * @throws {Trouble} If the plan can't be carried out, or no broker answers.
 *
 * @example The broker's first answer gets lost
 * ```ts ignore
 * const { cluster: bumpy } = await connectThroughProxy(cluster, {
 *   dropResponse: { api: "Produce", nth: 1 },
 * });
 * const producer = bumpy.kafka.producer();
 * ```
 */
export async function connectThroughProxy(
  cluster: Cluster,
  plan: Plan = {},
): Promise<ProxiedCluster> {
  const proxy = await faults.between(cluster);
  const connection = { brokers: proxy.brokers };
  const proxied = await connect(undefined, connection).catch(
    async (error) => {
      await proxy[Symbol.asyncDispose]();
      throw error;
    },
  );
  const close = async (): Promise<void> => {
    await proxied.close();
    await proxy[Symbol.asyncDispose]();
  };
  cluster.onClose(close);
  proxy.inject(plan);
  return { proxy, cluster: proxied, [Symbol.asyncDispose]: close };
}
