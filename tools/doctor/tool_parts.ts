import { checkDeno } from "../setup/deno_version.ts";
import { damagedFiles } from "../setup/installed_files.ts";
import { standInsInPlace } from "../setup/jsr.ts";
import { kernelspecFor } from "../setup/kernelspec.ts";
import { packagesTrouble } from "../setup/packages.ts";
import type { Places } from "../setup/parts.ts";
import { venvTrouble } from "../setup/venv.ts";
import { firstLine, type Part, SET_UP } from "./part.ts";

/**
 * Lists the programs and packages that open and run the notebooks as parts to examine.
 *
 * @param places The places of the checkout.
 * @returns The parts, in the order to print them.
 */
export function toolParts(places: Places): Part[] {
  const { environment, packages, kernelspec } = places;
  const python = `${environment.venv}/bin/python`;
  return [
    {
      name: "Deno",
      look: () => {
        checkDeno(Deno.version.deno);
        const state = `${Deno.version.deno} at ${Deno.execPath()}`;
        return Promise.resolve({ state });
      },
    },
    {
      name: "Node.js (npx)",
      look: async () => ({
        state: await firstLine("node", "--version") ??
          "none; not needed where Deno is installed",
      }),
    },
    {
      name: "Python",
      look: async () => {
        const version = await firstLine(python, "-I", "--version");
        if (version === null) return { state: "does not run", cure: SET_UP };
        return {
          state: `${version.replace("Python ", "")} at ${await Deno.realPath(
            python,
          )}`,
        };
      },
    },
    {
      name: "Python packages",
      look: async () => {
        const trouble = await venvTrouble(environment);
        if (trouble !== null) return { state: trouble, cure: SET_UP };
        const damaged = await damagedFiles(environment.venv);
        if (damaged.length === 0) return { state: "each file as published" };
        return {
          state: `${damaged.length} files changed since set-up, such as "${
            damaged[0]
          }"`,
          cure: `delete the folder "${environment.venv}" and ${SET_UP}`,
        };
      },
    },
    {
      name: "JupyterLab",
      look: async () => {
        const ask = "import jupyterlab; print(jupyterlab.__version__)";
        const version = await firstLine(python, "-I", "-c", ask);
        return version === null
          ? { state: "does not run", cure: SET_UP }
          : { state: version };
      },
    },
    {
      name: "confluent-kafka",
      look: async () => {
        const ask =
          "import confluent_kafka as c; print(f'{c.version()}, librdkafka {c.libversion()[0]}')";
        const version = await firstLine(python, "-I", "-c", ask);
        return version === null
          ? { state: "does not run", cure: SET_UP }
          : { state: version };
      },
    },
    {
      name: "Deno kernel",
      look: async () => {
        const text = await Deno.readTextFile(`${kernelspec}/kernel.json`)
          .catch(() => "null");
        const wanted = kernelspecFor(Deno.execPath());
        return text.trim() === JSON.stringify(wanted, null, 2)
          ? { state: `runs ${wanted.argv[0]}` }
          : { state: "is missing or runs another Deno", cure: SET_UP };
      },
    },
    {
      name: "npm and JSR",
      look: async () => {
        const trouble = await packagesTrouble(packages);
        if (trouble !== null) return { state: trouble, cure: SET_UP };
        return {
          state: await standInsInPlace(packages) === "all"
            ? "packages from npm; the project's own stand-ins for JSR, which does not answer"
            : "packages from npm and JSR",
        };
      },
    },
  ];
}
