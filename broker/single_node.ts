import { KAFKA_VERSION } from "./jars.ts";
import type { Plan } from "./plan.ts";
import { combinedNode, type Properties } from "./properties.ts";

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
