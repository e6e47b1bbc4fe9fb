/** The data folder of a node: formatting it, and setting it aside. */
import { Trouble } from "workbook/errors.ts";
import { exists } from "../folders.ts";
import { reasonOf } from "../log_reason.ts";
import type { Node } from "../node.ts";
import { formatProperties } from "../properties.ts";
import { commandLine, type Runtime } from "../runtime.ts";
import { shell } from "../shell.ts";

/** The first characters of the id of every cluster that the workbook formats. */
const CLUSTER_ID_START = "workbook-";

/**
 * Generates the id of a new cluster.
 *
 * @returns 22 characters of base64url, as Kafka requires, that begin with `workbook-`.
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
 * @param node The node to format; its `server.properties` must be written.
 * @param options The runtime, the cluster id, and further arguments for `StorageTool format`.
 * @returns `true` if a folder was made; `false` if there is one already.
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
      }". Run "deno task doctor", which checks Java and Kafka`,
    );
  }
  await Deno.rename(unfinished, data);
  return true;
}

/**
 * Renames the folder with a node's records; nothing is deleted.
 *
 * @param node The node, which must not run.
 * @returns Absolute path of the folder that holds the records now, or `null` when there were none.
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
