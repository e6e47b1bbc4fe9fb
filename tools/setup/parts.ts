import { ensureKafka, KAFKA_VERSION } from "broker/jars.ts";
import { CHECKOUT, workbookPathIn } from "broker/places.ts";
import { ensureKernelspec } from "./kernelspec.ts";
import {
  makePackages,
  type PackageFolders,
  packagesTrouble,
} from "./packages.ts";
import { megabytes, startStep, type Step } from "./progress.ts";
import { type Environment, makeVenv, NOT_MADE, venvTrouble } from "./venv.ts";

/** The places in one checkout that set-up writes to. */
export interface Places {
  /** Absolute path of the checkout. */
  root: string;
  /** The folder, ignored by git, for everything that is fetched or made. */
  workbook: string;
  /** Python environment with JupyterLab. */
  environment: Environment;
  /** Packages from npm and JSR. */
  packages: PackageFolders;
  /** Folder of the kernelspec. */
  kernelspec: string;
}

/**
 * Names the places of a checkout.
 *
 * @param root The absolute path of the checkout. Default: the one this file is in.
 * @returns The places; none of them need exist.
 */
export function placesIn(
  root: string = CHECKOUT.replace(/\/$/, ""),
): Places {
  return {
    root,
    workbook: workbookPathIn(root),
    environment: {
      venv: workbookPathIn(root, "venv"),
      requirements: `${root}/requirements.txt`,
      holds: "Python packages and Java, 115 MB",
    },
    packages: {
      root,
      seed: `${root}/deno.lock`,
      lock: workbookPathIn(root, "deno.lock"),
      seal: workbookPathIn(root, "packages.json"),
      source: `${root}/tools/jsr_stand_ins`,
      links: workbookPathIn(root, "links"),
    },
    kernelspec: workbookPathIn(root, "jupyter", "kernels", "deno"),
  };
}

/**
 * Makes the parts of a checkout that are missing or damaged, and prints which; prints nothing when all are there.
 *
 * @param places The places of the checkout.
 * @returns Whether any part was made.
 * @throws {Trouble} If a part cannot be made.
 */
export async function setUp(places: Places): Promise<boolean> {
  const [venv, packages] = await Promise.all([
    venvTrouble(places.environment),
    packagesTrouble(places.packages),
  ]);
  if (venv !== null) {
    if (venv !== NOT_MADE) console.log(`The Python environment ${venv}`);
    await makeVenv(places.environment, workbookPathIn(places.root, "pip.log"));
  }
  if (packages !== null) await makePackages(places.packages);
  const fetched = await fetchKafka();
  const wrote = await ensureKernelspec(places.kernelspec);
  return venv !== null || packages !== null || fetched || wrote;
}

async function fetchKafka(): Promise<boolean> {
  let step: Step | undefined;
  try {
    await ensureKafka({
      onProgress(done, total): void {
        step ??= startStep(
          `Fetching Kafka ${KAFKA_VERSION}, ${megabytes(total)}`,
        );
        step.show(done / total, megabytes(done));
      },
    });
  } finally {
    step?.[Symbol.dispose]();
  }
  return step !== undefined;
}
