import { type Cluster, connect } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { API_KEYS, type ApiName } from "./faults/apis.ts";
import type { Exchange, Fate } from "./faults/exchanges.ts";
import type { Drop, FaultPlan, Target } from "./faults/plan.ts";
import { dial, FaultProxy } from "./faults/proxy.ts";

export { API_KEYS };
export type { ApiName, Drop, Exchange, Fate, FaultPlan, FaultProxy, Target };

/**
 * Opens a proxy between clients and brokers that injects faults: a request or an answer gets lost
 * or comes late, everything hangs for a while, a connection breaks.
 *
 * A client that is made with the proxy's brokers stays on the proxy, whatever brokers the cluster
 * has: addresses in `Metadata`, `FindCoordinator`, `DescribeCluster`, `ShareFetch` and `ShareAcknowledge` answers are replaced. This
 * works for any client; the proxy reads Kafka's protocol, so connections must not be encrypted.
 *
 * @param brokers The `host:port` of one or more brokers, or an object that has such a list.
 * @param plan The faults to inject; none when left out. More can be injected later.
 * @returns The proxy; close it with `await using`.
 * @throws {Trouble} If the plan is impossible, or none of the brokers can be reached.
 *
 * Source: Kafka protocol guide, "Network" and "API keys".
 *
 * @example The broker writes, and its answer gets lost
 * ```ts ignore
 * import * as faults from "lab/faults.ts";
 *
 * await using proxy = await faults.between(cluster, {
 *   dropResponse: { api: "Produce", nth: 1 },
 * });
 * const kafka = new Kafka({ brokers: proxy.brokers });
 * ```
 */
export async function between(
  brokers: readonly string[] | { readonly brokers: readonly string[] },
  plan: FaultPlan = {},
): Promise<FaultProxy> {
  const addresses = "brokers" in brokers ? brokers.brokers : brokers;
  const reached = addresses.map(async (broker) => (await dial(broker)).close());
  try {
    await Promise.any(reached);
  } catch (cause) {
    throw new Trouble(
      `Cannot open a proxy to "${addresses}": expected a broker but found none that can be reached. ` +
        'Start it with "deno task broker", or check KAFKA_BROKERS',
      { cause },
    );
  }
  return new FaultProxy(addresses, plan);
}

/** A second connection to a cluster, which goes through a proxy. */
export interface ProxiedCluster extends AsyncDisposable {
  /** The proxy, which injects faults. */
  readonly proxy: FaultProxy;
  /** The connection, whose clients reach the brokers through the proxy. */
  readonly cluster: Cluster;
}

/**
 * Connects to the brokers of a cluster once more, through a proxy that injects faults.
 *
 * @param cluster The cluster whose brokers to reach; closing it closes the proxy and the second
 * connection too.
 * @param plan The faults to inject; none when left out. More can be injected later.
 * @returns The proxy and the connection; `await using` closes them earlier.
 * @throws {Trouble} If the plan is impossible, or no broker answers.
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
  plan: FaultPlan = {},
): Promise<ProxiedCluster> {
  const proxy = await between(cluster);
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
