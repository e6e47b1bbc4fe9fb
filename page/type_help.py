"""A websocket to Deno's language server: one process a page, ended with the page."""

import asyncio
import os
import re
from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.websocket import WebSocketClosedError, WebSocketHandler


class TypeHelp(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """A frame is a message of the language server protocol without its header."""

    auth_resource = "lsp"
    process = None
    waiting = None

    async def get(self, *args, **kwargs):
        if self.current_user is None:
            raise web.HTTPError(403)
        res = super().get(*args, **kwargs)
        if res is not None:
            await res

    async def open(self):
        super().open()
        self.waiting = []
        self.process = await asyncio.create_subprocess_exec(
            os.environ["WORKBOOK_DENO"],
            "lsp",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        if self.ws_connection is None:  # the page was closed meanwhile
            return self.on_close()
        for message in self.waiting:
            self.send(message)
        self.waiting = None
        self.passing = asyncio.create_task(self.pass_on(self.process.stdout))

    async def pass_on(self, output):
        try:
            while True:
                header = await output.readuntil(b"\r\n\r\n")
                length = int(re.search(rb"Content-Length: (\d+)", header)[1])
                body = await output.readexactly(length)
                await self.write_message(body.decode())
        except (asyncio.IncompleteReadError, WebSocketClosedError):
            self.close()

    def on_message(self, message):
        # A page may speak before the process is there.
        if self.waiting is None:
            self.send(message)
        else:
            self.waiting.append(message)

    def send(self, message):
        body = message.encode()
        header = b"Content-Length: %d\r\n\r\n" % len(body)
        self.process.stdin.write(header + body)

    def on_close(self):
        super().on_close()
        if self.process and self.process.returncode is None:
            self.process.kill()


def _load_jupyter_server_extension(app):
    settings = app.web_app.settings
    page = settings.setdefault("page_config_data", {})
    page["workbookRoot"] = Path(app.root_dir).resolve().as_uri()
    path = url_path_join(settings["base_url"], "workbook/types")
    app.web_app.add_handlers(".*$", [(path, TypeHelp)])
