"""Runs the application in uvicorn, on the terms of its options."""

from __future__ import annotations

import logging

import uvicorn

from linter.web.app import create_app
from linter.web.options import Options, bracketed


def serve(options: Options) -> None:
    """Serves until it is told to end. No request is logged, and the server does not say what it is."""
    logging.getLogger("python_multipart").disabled = True  # it quotes what was sent
    uvicorn.Server(configured(options)).run()


def configured(options: Options) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(options), host=options.host, port=options.port, access_log=False, log_level="warning", server_header=False,
        proxy_headers=options.behind_proxy, timeout_keep_alive=30, timeout_graceful_shutdown=5, limit_concurrency=2000,
    )


def address(options: Options) -> str:
    return f"http://{bracketed(options.host)}:{options.port}/"
