import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import type { Site } from "../handovers.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";

/** What of a site other processes can be told. */
export type SiteAddress = Pick<
  Site,
  "topic" | "group" | "file" | "place" | "port"
>;

/** Below those that systems hand out to whoever asks for any port, so that nobody takes them meanwhile. */
const PORTS = { from: 21_000, to: 32_000 };

/**
 * Opens places that no two ways share: a topic, a group, two paths, a port.
 *
 * @param cluster Where; closing it deletes them.
 * @param count How many.
 * @returns As many sites; at a port nobody listens yet.
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
