/** The file `state.json` of a running cluster, by which other processes find it; status.ts checks whether it is still true. */
import { PORTS_FILE, STATE_FILE } from "./places.ts";

/** Name, id and port of one node of a cluster, and the size of its heap. */
export interface NodeIdentity {
  /** Role and id, such as `broker-1`; also the name of its folder. */
  name: string;
  /** Kafka's node id. */
  id: number;
  /** TCP port on 127.0.0.1: for clients, or the controller's listener. */
  port: number;
  /** Limit of its heap, in MiB. */
  heapMegabytes: number;
}

/** The content of `state.json` in the folder of a running cluster. */
export interface ClusterState {
  /** `host:port` of each broker, for clients. */
  brokers: string[];
  /** Id that the cluster was formatted with; begins with `workbook-`. */
  clusterId: string;
  /** Kafka version. */
  kafka: string;
  /** Process id of a single node; absent for a cluster of several. */
  pid?: number;
  /** When it began to serve, in ISO 8601. */
  startedAt: string;
  /** Log file of a single node, or the folder of a cluster of several. */
  log: string;
  /** All nodes, controllers included. */
  nodes: NodeIdentity[];
}

/**
 * Reads the state of the cluster in a folder.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns The state that was written when it started, or `null` when it was stopped or never ran, or the file holds
 * something else.
 */
export async function readState(folder: string): Promise<ClusterState | null> {
  try {
    const found = JSON.parse(await Deno.readTextFile(stateFile(folder)));
    return isState(found) ? found : null;
  } catch (error) {
    // A power cut may leave half a file, which is worth no more than none.
    if (error instanceof Deno.errors.NotFound) return null;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isState(found: Partial<ClusterState> | null): found is ClusterState {
  const { brokers, clusterId, kafka, nodes, startedAt, log } = found ?? {};
  return isList(brokers, (broker) => typeof broker === "string") &&
    [clusterId, kafka, startedAt, log].every((it) => typeof it === "string") &&
    isList(nodes, (node) =>
      /^(broker|controller)-\d+$/.test(node?.name) &&
      [node.id, node.port, node.heapMegabytes].every(Number.isInteger));
}

function isList<T>(found: T[] | undefined, is: (item: T) => boolean): boolean {
  return Array.isArray(found) && found.length > 0 && found.every(is);
}

/**
 * Writes the state of a cluster that has begun to serve.
 *
 * @param folder Absolute path of the cluster's folder.
 * @param state The addresses, id and nodes of the cluster.
 */
export async function writeState(
  folder: string,
  state: ClusterState,
): Promise<void> {
  const temporary = `${folder}/state.part`;
  await Deno.writeTextFile(temporary, JSON.stringify(state, null, 2) + "\n");
  await Deno.rename(temporary, stateFile(folder));
}

/**
 * Deletes the state of a cluster that was stopped.
 *
 * @param folder Absolute path of the cluster's folder.
 */
export async function removeState(folder: string): Promise<void> {
  await Deno.remove(stateFile(folder)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/**
 * Reads the ports on which a cluster last served, which clients that were open then still know.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns The ports, controllers' after brokers'; none when it never served.
 */
export async function readFormerPorts(folder: string): Promise<number[]> {
  const text = await Deno.readTextFile(`${folder}/${PORTS_FILE}`)
    .catch(() => "");
  return text.split(" ").map(Number).filter((port) => port > 0);
}

/**
 * Notes the ports on which a cluster serves; they stay noted when it is stopped.
 *
 * @param folder Absolute path of the cluster's folder.
 * @param ports The ports, controllers' after brokers'.
 */
export async function writePorts(
  folder: string,
  ports: number[],
): Promise<void> {
  await Deno.writeTextFile(`${folder}/${PORTS_FILE}`, ports.join(" "));
}

function stateFile(folder: string): string {
  return `${folder}/${STATE_FILE}`;
}
