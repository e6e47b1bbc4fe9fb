"""Runs JupyterLab with the workbook's settings only: nothing that is configured for the machine or the user counts."""

import os
import sys
from pathlib import Path

import jupyter_core.paths

# These two places would be searched whatever the environment says.
jupyter_core.paths.SYSTEM_CONFIG_PATH.clear()
jupyter_core.paths.SYSTEM_JUPYTER_PATH.clear()

log = os.open(sys.argv.pop(1), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
os.dup2(log, sys.stdout.fileno())
os.dup2(log, sys.stderr.fileno())

from jupyterlab.labapp import main

sys.exit(main([f"--config={Path(__file__).with_name('config.py')}", *sys.argv[1:]]))
