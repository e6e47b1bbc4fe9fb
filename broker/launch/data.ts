import { Trouble } from "workbook/errors.ts";
import { exists } from "../folders.ts";
import { reasonOf } from "../log_reason.ts";
import type { Node } from "../node.ts";
import { formatProperties } from "../properties.ts";
import { commandLine, type Runtime } from "../runtime.ts";
import { shell } from "../shell.ts";

/** Every cluster that the workbook formats has an id that begins like this. */
const CLUSTER_ID_START = "workbook-";

/**
 * Makes an id for a new cluster.
 *
 * @returns 22 characters of base64url, as Kafka wants them, that begin with `workbook-`.
 */
export function newClusterId(): string {
  const random = crypto.getRandomValues(new Uint8Array(9));
  const text = random.toBase64({ alphabet: "base64url" });
  // 22 characters hold four bits more than the id's 16 bytes; an "A" at the end leaves those at zero.
  return `${CLUSTER_ID_START}${text}A`;
}

/**
 * Formats the data folder of a node that has none, with Kafka's own tool.
 *
 * The folder appears under its name only when it is complete.
 *
 * @param node The node; its `server.properties` must be written.
 * @param options Runtime, cluster id, and further arguments for `StorageTool format`.
 * @returns Whether a folder was made; `false` when there is one already.
 * @throws {Trouble} If Kafka refuses, with its reason.
 */
export async function formatData(
  node: Node,
  options: { runtime: Runtime; clusterId: string; formatArguments: string[] },
): Promise<boolean> {
  const { data } = node;
  if (await exists(data)) return false;
  const unfinished = `${data}.unfinished`;
  const properties = `${node.folder}/format.properties`;
  await removeIfThere(unfinished);
  const settings = await Deno.readTextFile(node.properties);
  await Deno.writeTextFile(
    properties,
    settings + formatProperties({ "log.dirs": unfinished }),
  );
  const { code, output } = await shell(
    'exec "$@" 2>&1',
    ...commandLine(options.runtime, {
      mainClass: "kafka.tools.StorageTool",
      args: [
        "format",
        "--cluster-id",
        options.clusterId,
        "--config",
        properties,
        ...options.formatArguments,
      ],
      heapMegabytes: 128,
    }),
  );
  await Deno.remove(properties);
  if (code !== 0) {
    await removeIfThere(unfinished);
    throw new Trouble(
      `Cannot format "${data}": Kafka says "${
        reasonOf(output)
      }". "deno task doctor" tells whether Java and Kafka are complete.`,
    );
  }
  await Deno.rename(unfinished, data);
  return true;
}

/**
 * Moves a node's records out of the way; nothing is deleted.
 *
 * @param node The node; it must not run.
 * @returns The folder that holds them now, or `null` when there were none.
 */
export async function setDataAside(node: Node): Promise<string | null> {
  const { data } = node;
  if (!await exists(data)) return null;
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const aside = `${data}-set-aside-${time}`;
  await Deno.rename(data, aside);
  return aside;
}

async function removeIfThere(folder: string): Promise<void> {
  if (await exists(folder)) await Deno.remove(folder, { recursive: true });
}
