import { workbookPath } from "broker/places.ts";
import { readState } from "broker/state.ts";
import { type Connection, readConnection } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { Link } from "../kafka/link.ts";
import { LagHistory } from "../kafka/lag_history.ts";
import type { ClusterChoice } from "../shapes.ts";

/** The cluster that chapters connect to. */
export const MAIN = "main";
const THREE = "cluster";

/** A cluster that can be looked at, with the connections to it. */
export interface OpenCluster extends ClusterChoice {
  /** Connections for short requests. */
  link: Link;
  /** The addresses and credentials, for connections of one's own. */
  connection: Connection;
  /** The lag of its groups so far. */
  history: LagHistory;
  /** The nodes that it should have; none when the workbook has not started it. */
  nodes: { id: number; controller: boolean }[];
}

/** The clusters of this checkout: the one of the chapters, the three brokers, and those that chapters have started. */
export class Clusters implements AsyncDisposable {
  readonly #open = new Map<string, OpenCluster>();
  readonly #main: () => Connection;

  /**
   * Prepares the connections; none is opened yet.
   *
   * @param main Gives the addresses of the cluster that chapters connect to.
   */
  constructor(main: () => Connection = readConnection) {
    this.#main = main;
  }

  /**
   * Lists the clusters that run.
   *
   * @returns The cluster of the chapters first, whether it runs or not.
   */
  async list(): Promise<ClusterChoice[]> {
    const others = await Promise.all(
      [...await ownFolders(), [THREE, workbookPath("cluster")] as const].map(
        async ([key, folder]) => await readState(folder) && key,
      ),
    );
    return [
      { key: MAIN, title: titleOf(MAIN) },
      ...others.filter((key) => key !== null)
        .map((key) => ({ key, title: titleOf(key) })),
    ];
  }

  /**
   * Finds a cluster by its key, on the ports that it has now.
   *
   * @param key The key, as {@linkcode list} has it.
   * @returns The cluster; its brokers may be down.
   * @throws {Trouble} If there is no such cluster, or its addresses can't be read.
   */
  async find(key: string): Promise<OpenCluster> {
    const { connection, nodes } = await this.#addressOf(key);
    const known = this.#open.get(key);
    const address = connection.brokers.join();
    if (known && known.connection.brokers.join() === address) return known;
    await known?.link.close();
    const opened = {
      key,
      title: titleOf(key),
      link: new Link(connection),
      connection,
      history: new LagHistory(),
      nodes,
    };
    this.#open.set(key, opened);
    return opened;
  }

  /** Closes all connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ link }) => link.close()));
  }

  async #addressOf(
    key: string,
  ): Promise<Pick<OpenCluster, "connection" | "nodes">> {
    if (key === MAIN) return { connection: this.#main(), nodes: [] };
    const own = new Map(await ownFolders());
    const folder = key === THREE ? workbookPath("cluster") : own.get(key);
    const state = folder ? await readState(folder) : null;
    if (!state) {
      throw new Trouble(
        `Cannot look at cluster "${key}": expected it to run but found that it has ended. Choose another one above`,
      );
    }
    return {
      connection: { brokers: state.brokers },
      nodes: state.nodes.map(({ id, name }) => ({
        id,
        controller: name.startsWith("controller"),
      })),
    };
  }
}

function titleOf(key: string): string {
  if (key === MAIN) {
    return Deno.env.get("KAFKA_BROKERS") ? "your cluster" : "the broker";
  }
  return key === THREE
    ? "the three brokers"
    : `a chapter's own brokers (${key.slice("own-".length)})`;
}

/** The clusters that chapters have started for themselves, by key. */
async function ownFolders(): Promise<[key: string, folder: string][]> {
  const folder = workbookPath("own");
  const entries = await Array.fromAsync(Deno.readDir(folder))
    .catch((): Deno.DirEntry[] => []);
  return entries.map(({ name }) => [
    `own-${name.slice(0, 4)}`,
    `${folder}/${name}`,
  ]);
}
