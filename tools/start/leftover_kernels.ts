import { shell } from "broker/shell.ts";
import { jupyterFolder } from "./jupyter_lab.ts";

/**
 * Ends the kernels that outlived the JupyterLab of a checkout, which happens when that was killed.
 *
 * They are recognised by the connection file in their command line, which lies in the checkout's own folder. Must not
 * be called while that JupyterLab runs.
 *
 * @param root The absolute path of the checkout.
 */
export async function endLeftoverKernels(root: string): Promise<void> {
  const mark = `${jupyterFolder(root)}/runtime/kernel-`;
  const { output } = await shell("ps -A -ww -o pid= -o command=");
  for (const line of output.split("\n")) {
    const [, pid, command] = line.match(/^\s*(\d+)\s+(.*)$/) ?? [];
    if (!command?.includes(` jupyter --kernel --conn ${mark}`)) continue;
    await shell('kill -KILL "$1" 2>/dev/null', pid!);
  }
}
