/** Spells every path in `.workbook/`, the folder of a checkout for all that is fetched or made there. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the checkout that this code belongs to, with a slash at its end. */
export const CHECKOUT: string = fileURLToPath(new URL("../", import.meta.url));

/** A folder or file at the top of `.workbook/`. */
export type WorkbookPlace =
  /** Records, log and `state.json` of the broker that readers use. */
  | "broker"
  /** The same of the three brokers and their controller. */
  | "cluster"
  /** The rendered course, a folder for each edition. */
  | "course"
  /** The lock file that Deno works with. */
  | "deno.lock"
  /** Notebooks as they ran, with their outputs. */
  | "executed"
  /** Scratch folders of notebooks that run without JupyterLab. */
  | "headless"
  /** Where the inspector was served last, and where it is served now. */
  | "inspector"
  /** Settings, kernelspec and log of JupyterLab. */
  | "jupyter"
  /** Kafka's jars, a folder for each version. */
  | "kafka"
  /** Packages that Deno takes from this machine where JSR cannot be reached. */
  | "links"
  /** Clusters that one chapter has for itself, to break them. */
  | "own"
  /** What set-up knows of the packages that it fetched. */
  | "packages.json"
  /** What pip printed. */
  | "pip.log"
  /** The notebooks with every exercise solved. */
  | "solved"
  /** Brokers that a cell starts beside the one that readers use. */
  | "spare"
  /** The Python environment that renders the course. */
  | "sphinx"
  /** Brokers and files of one test, or of one run of a tool. */
  | "test"
  /** The Python environment with JupyterLab and Java. */
  | "venv";

/** Name of the file in the folder of a broker or cluster that says how to reach it. */
export const STATE_FILE = "state.json";

/** Name of the file beside it with the ports of the last start, which outlives a stop. */
export const PORTS_FILE = "ports";

/**
 * Names a folder or file in the `.workbook/` of a checkout.
 *
 * @param root Absolute path of the checkout.
 * @param place The folder or file at the top of `.workbook/`; `.workbook/` itself when left out.
 * @param names Names of the folders and the file below it.
 * @returns Absolute path; nothing is created.
 */
export function workbookPathIn(
  root: string,
  place?: WorkbookPlace,
  ...names: string[]
): string {
  return join(root, ".workbook", place ?? "", ...names);
}

/**
 * Names a folder or file in the `.workbook/` of this checkout.
 *
 * @param place The folder or file at the top of `.workbook/`; `.workbook/` itself when left out.
 * @param names Names of the folders and the file below it.
 * @returns Absolute path; nothing is created.
 */
export function workbookPath(
  place?: WorkbookPlace,
  ...names: string[]
): string {
  return workbookPathIn(CHECKOUT, place, ...names);
}

/**
 * Names the folder with the jars of a Kafka version.
 *
 * @param version Kafka version, such as `4.3.1`.
 * @returns Absolute path of the folder.
 */
export function kafkaLibs(version: string): string {
  return workbookPath("kafka", version, "libs");
}

/**
 * Names the Python with the packages that set-up installed.
 *
 * @param root Absolute path of a checkout. Default: the one that this code belongs to.
 * @returns Absolute path of the program.
 */
export function venvPython(root: string = CHECKOUT): string {
  return workbookPathIn(root, "venv", "bin", "python");
}
