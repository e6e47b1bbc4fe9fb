# Settings of JupyterLab's server for the workbook; overrides.json beside it has those of its pages.
import os
import sys
from pathlib import Path

here = Path(__file__).parent
root = here.parent.parent
c = get_config()

# A notebook can run any program, so only the learner's own machine gets in, and only with the token.
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = os.geteuid() == 0

# The checkout, so that the sources of lib/ can be read in a tab; the file list starts where the notebooks are.
c.ServerApp.root_dir = str(root)
c.FileContentsManager.preferred_dir = str(root / "notebooks")

# Deno is the only kernel that the notebooks run on.
c.MultiKernelManager.default_kernel_name = "deno"
c.KernelSpecManager.allowed_kernelspecs = {"deno"}
c.KernelSpecManager.ensure_native_kernel = False

# The Deno that runs the course stays on the PATH of a terminal: the profile that a login shell reads may set PATH anew.
c.ServerApp.terminado_settings = {"shell_command": [os.environ.get("SHELL") or "sh"]}

# No questions and no requests to the network while somebody learns.
c.LabApp.app_settings_dir = str(here)
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.ServerApp.jpserver_extensions = {"jupyter_lsp": False, "notebook_shim": False}

# What the course adds to the page; tools/start/page_extension.ts puts it there.
c.LabApp.extra_labextensions_path = [str(root / ".workbook" / "jupyter" / "labextensions")]
sys.dont_write_bytecode = True  # the checkout stays as it is
sys.path.insert(0, str(root / "page"))
c.ServerApp.jpserver_extensions["inspector"] = True
if os.environ.get("WORKBOOK_TYPE_HELP") != "off":
    c.ServerApp.jpserver_extensions["type_help"] = True
