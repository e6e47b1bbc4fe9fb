import { endOrphans } from "broker/orphans.ts";
import { jupyterFolder } from "./jupyter_lab.ts";

/**
 * Ends the kernels that outlived the JupyterLab of a checkout, which happens when that was killed, and what their cells
 * have started.
 *
 * They are recognised by the connection file in their command line, which lies in the checkout's own folder. Must not
 * be called while that JupyterLab runs.
 *
 * @param root The absolute path of the checkout.
 */
export async function endLeftoverKernels(root: string): Promise<void> {
  const mark = `${jupyterFolder(root)}/runtime/kernel-`;
  await endOrphans(` jupyter --kernel --conn ${mark}`);
}
