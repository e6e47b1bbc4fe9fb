"""The inspector for the page: started when the reader first opens it, ended with JupyterLab's server."""

import asyncio
import json
import os
from pathlib import Path

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

ROOT = Path(__file__).parent.parent
START_WITHIN_S = 30


class Inspector(APIHandler):
    """Says at which address the inspector is, with its token; only whoever may use JupyterLab gets an answer."""

    process = None
    url = None
    lock = asyncio.Lock()

    @web.authenticated
    async def post(self):
        async with Inspector.lock:
            process = Inspector.process
            if process is None or process.returncode is not None:
                await self.start()
        self.finish(json.dumps({"url": Inspector.url}))

    async def start(self):
        # It ends when this pipe closes, however this server ends.
        process = await asyncio.create_subprocess_exec(
            os.environ["WORKBOOK_DENO"],
            "run",
            "-A",
            "tools/inspect.ts",
            "--panel",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            line = await asyncio.wait_for(process.stdout.readline(), START_WITHIN_S)
        except asyncio.TimeoutError:
            process.kill()
            line = b""
        if not line:
            reason = (await process.stderr.read()).decode().strip()
            raise web.HTTPError(500, reason=reason.split("\n")[0] or "It did not start in time")
        Inspector.process = process
        Inspector.url = line.decode().strip()


def _load_jupyter_server_extension(app):
    settings = app.web_app.settings
    path = url_path_join(settings["base_url"], "workbook/inspector")
    app.web_app.add_handlers(".*$", [(path, Inspector)])
