import type { Kafka } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";

/** What a way has to work with: places of its own, and the packing. */
export interface Site {
  /** KafkaJS with the workbook's defaults. */
  kafka: Kafka;
  /** An empty topic of one partition. */
  topic: string;
  /** A group that has committed nothing. */
  group: string;
  /** An empty file. */
  file: string;
  /** The path of a file that does not exist yet, to note a place in. */
  place: string;
  /** A free port of 127.0.0.1. */
  port: number;
  /** Packs an order; when it resolves, the parcel has left. */
  pack(order: string): Promise<void>;
  /** All complete lines of the file: those it had when this program began, those of now, and again each time it has changed. */
  follow(file: string): AsyncIterable<string[]>;
  /** Resolves when the warehouse is back and newer orders have been handed over. */
  later(): Promise<void>;
}

/** Hands one order over; when it resolves, the customer is thanked, and when it rejects, turned away. */
export type OrderSender = (order: string) => Promise<void>;

/** The part of a site that can be handed to other processes. */
export type SiteAddress = Pick<
  Site,
  "topic" | "group" | "file" | "place" | "port"
>;

/** Below those that systems hand out to whoever asks for any port, so that nobody takes them meanwhile. */
const PORTS = { from: 21_000, to: 32_000 };

/**
 * Opens places that no two ways share: a topic, a group, two paths, a port.
 *
 * @param cluster The cluster to create topics on; closing it deletes them, and the files.
 * @param count The number of sites.
 * @returns That many sites; nobody listens on their ports yet.
 * @throws {Trouble} If there are not enough free ports.
 */
export async function openSites(
  cluster: Cluster,
  count: number,
): Promise<SiteAddress[]> {
  const folder = await Deno.makeTempDir({ prefix: "workbook-handovers-" });
  cluster.onClose(() => Deno.remove(folder, { recursive: true }));
  return await Promise.all(
    freePorts(count).map(async (port, id) => {
      const file = `${folder}/orders-${id}.txt`;
      await Deno.writeTextFile(file, "");
      return {
        topic: await createTopic(cluster, "orders"),
        group: newGroup(cluster, "warehouse"),
        file,
        place: `${folder}/place-${id}.txt`,
        port,
      };
    }),
  );
}

function freePorts(count: number): number[] {
  const held: Deno.TcpListener[] = [];
  const span = PORTS.to - PORTS.from;
  const first = Math.floor(Math.random() * span);
  try {
    for (let i = 0; i < span && held.length < count; i++) {
      const port = PORTS.from + (first + i) % span;
      try {
        held.push(Deno.listen({ hostname: "127.0.0.1", port }));
      } catch (error) {
        if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      }
    }
  } finally {
    for (const listener of held) listener.close();
  }
  if (held.length === count) return held.map(({ addr }) => addr.port);
  throw new Trouble(
    `Cannot open ${count} ports: expected as many free ones from ${PORTS.from} to ${PORTS.to} but found ${held.length}`,
  );
}
