import { KAFKA_VERSION } from "./jars.ts";
import type { Plan } from "./plan.ts";
import { dedicatedController, replicatedBroker } from "./properties.ts";

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
