"""A server on a loopback port."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx
import uvicorn

from linter.web.options import Options
from linter.web.serving import configured


class Running:
    """A server that runs: its address, its application, and a browser without scripts for it."""

    def __init__(self, server: uvicorn.Server, options: Options) -> None:
        self.options, self.app = options, server.config.app
        self.at = f"http://127.0.0.1:{options.port}"

    @property
    def state(self) -> Any:
        return self.app.state.server

    def client(self, **options: Any) -> httpx.Client:
        return httpx.Client(base_url=self.at, timeout=60, trust_env=False, **options)


@contextmanager
def running(options: Options) -> Iterator[Running]:
    """Serves until the block ends. The port is bound before the server starts, so that no other takes it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        options = replace(options, port=taken.getsockname()[1])
        server = uvicorn.Server(configured(options))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        until = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < until
            time.sleep(0.01)
        try:
            yield Running(server, options)
        finally:
            server.should_exit = True
            thread.join()
