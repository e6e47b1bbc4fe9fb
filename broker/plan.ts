/** What to start: the nodes of a cluster with their settings, before any of them runs. */
import { KAFKA_VERSION } from "./jars.ts";
import {
  combinedNode,
  dedicatedController,
  type Properties,
  replicatedBroker,
} from "./properties.ts";
import type { NodeIdentity } from "./state.ts";

/** One node to start. */
export interface PlannedNode {
  /** Name, id and port of the node. */
  identity: NodeIdentity;
  /** Its settings, all but `log.dirs`. */
  properties: Properties;
}

/** A cluster to start: one node, or several. */
export interface Plan {
  /** Absolute path of the folder with all that belongs to it. */
  folder: string;
  /** Kafka version. */
  version: string;
  /** TCP ports that the nodes need, taken if they are free; 0 for any free one. */
  wishedPorts: number[];
  /** Returns the nodes, brokers before controllers, for as many free ports as were wished. */
  nodes: (ports: number[]) => PlannedNode[];
  /** Id of the process that the cluster must not outlive. Default: it runs until it is stopped. */
  ownerPid?: number | undefined;
  /** Whether its folder is deleted when it stops. Default: the records stay. */
  ephemeral?: boolean | undefined;
  /** Called with a sentence for the reader. */
  onNote?: ((line: string) => void) | undefined;
  /** Further arguments for `StorageTool format`. */
  formatArguments?: string[];
  /** Whether no start-up cache is made for Java when there is none. Default: one is made. */
  ignoreCache?: boolean;
}

/** Options for {@link singleNode}. */
export interface SingleNodeOptions {
  /** Absolute path of the folder with all that belongs to it. */
  folder: string;
  /** TCP port to take if it is free; 0 for any free one. */
  port: number;
  /** Kafka version. */
  version?: string | undefined;
  /** Settings that differ from the workbook's own. */
  properties?: Properties;
}

/**
 * Plans a node that is broker and controller in one.
 *
 * @param options The node's folder, port, version and settings.
 * @returns A plan for `launch()`.
 */
export function singleNode(options: SingleNodeOptions): Plan {
  const { folder, port, version = KAFKA_VERSION } = options;
  return {
    folder,
    version,
    wishedPorts: [port, 0],
    nodes: ([client = 0, controller = 0]) => [{
      identity: { name: "broker-1", id: 1, port: client, heapMegabytes: 256 },
      properties: {
        ...combinedNode(1, client, controller),
        ...options.properties,
      },
    }],
  };
}

/** Node id of the controller; the brokers are 1, 2 and 3. */
export const CONTROLLER_ID = 9;

/** Four nodes run side by side, and each holds little. */
const HEAP_MEGABYTES = 192;

/**
 * Plans one controller and three brokers.
 *
 * The controller is a process of its own: if the brokers were controllers too, killing two of them would end the
 * majority of controllers, and the broker that is left would never learn that they are gone.
 *
 * @param folder Absolute path of the folder with all that belongs to the cluster.
 * @param wishedPorts TCP ports of the three brokers, taken if they are free; 0 for any free one.
 * @param version Kafka version.
 * @returns A plan for `launch()`.
 */
export function threeBrokers(
  folder: string,
  wishedPorts: [number, number, number],
  version: string = KAFKA_VERSION,
): Plan {
  return {
    folder,
    version,
    wishedPorts: [...wishedPorts, 0],
    nodes: (ports) => {
      const brokerPorts = ports.slice(0, -1);
      const controllerPort = ports.at(-1)!;
      const voter = `${CONTROLLER_ID}@127.0.0.1:${controllerPort}`;
      return [
        ...brokerPorts.map((port, index) => ({
          identity: identity("broker", index + 1, port),
          properties: replicatedBroker(index + 1, port, voter),
        })),
        {
          identity: identity("controller", CONTROLLER_ID, controllerPort),
          properties: dedicatedController(CONTROLLER_ID, controllerPort),
        },
      ];
    },
  };
}

function identity(
  role: string,
  id: number,
  port: number,
): { name: string; id: number; port: number; heapMegabytes: number } {
  return { name: `${role}-${id}`, id, port, heapMegabytes: HEAP_MEGABYTES };
}
