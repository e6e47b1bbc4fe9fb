import { delimiter } from "node:path";

/**
 * Builds the environment of JupyterLab: the reader's own, with every folder that Jupyter reads or writes replaced by the
 * course's own.
 *
 * @param folder The folder of everything that JupyterLab reads and writes besides notebooks.
 * @param env The reader's environment variables.
 * @returns All environment variables of JupyterLab.
 */
export function environmentFor(
  folder: string,
  env: Record<string, string>,
): Record<string, string> {
  const others = Object.entries(env).filter(([name]) =>
    !/^(JUPYTER|PYTHON)/.test(name)
  );
  return {
    ...Object.fromEntries(others),
    JUPYTER_CONFIG_DIR: `${folder}/config`,
    JUPYTER_DATA_DIR: `${folder}/data`,
    JUPYTER_RUNTIME_DIR: `${folder}/runtime`,
    JUPYTER_PATH: folder,
    WORKBOOK_DENO: Deno.execPath(),
    PATH: [`${folder}/bin`, env.PATH].filter(Boolean).join(delimiter),
  };
}
