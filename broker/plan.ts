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
  /** What distinguishes it from other nodes. */
  identity: NodeIdentity;
  /** Its settings, except where its records are. */
  properties: Properties;
}

/** A cluster to start: one node, or several. */
export interface Plan {
  /** Absolute path of the folder with all that belongs to it. */
  folder: string;
  /** Kafka version. */
  version: string;
  /** Ports that the nodes need, to be taken if they are free; 0 for any free one. */
  wishedPorts: number[];
  /** Gives the nodes, brokers before controllers, for ports that are free. */
  nodes: (ports: number[]) => PlannedNode[];
  /** Process that the cluster must not outlive. Default: it stays until it is stopped. */
  ownerPid?: number | undefined;
  /** Whether its records are thrown away when it stops. Default: they stay. */
  ephemeral?: boolean | undefined;
  /** Told, in a sentence, what the reader should know. */
  onNote?: ((line: string) => void) | undefined;
  /** Further arguments for `StorageTool format`. */
  formatArguments?: string[];
  /** Whether to have no start-up cache made for Java when there is none. Default: one is made. */
  ignoreCache?: boolean;
}

/** What a single node can be told. */
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
 * @param options Folder, port, version, settings.
 * @returns What `launch()` starts.
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

/** Each node holds little, and four of them run side by side. */
const HEAP_MEGABYTES = 192;

/**
 * Plans one controller and three brokers.
 *
 * The controller is a process of its own: were it part of the brokers, killing two of them would also end the majority
 * of controllers, and the brokers that are left would never notice who is missing.
 *
 * @param folder Absolute path of the folder with all that belongs to it.
 * @param wishedPorts TCP ports of the three brokers, to be taken if they are free; 0 for any free one.
 * @param version Kafka version.
 * @returns What `launch()` starts.
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
