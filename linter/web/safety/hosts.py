"""Who is called, and from where: against DNS rebinding and against forms on other sites."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from linter.web.problem import Refusal, answer

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_OWN_SITE = frozenset(("same-origin", "none"))


class Hosts:
    """Refuses requests by a name that is not the server's own, and changes asked for by pages of another site."""

    def __init__(self, app: ASGIApp, *, allowed: Collection[str]) -> None:
        self._app, self._allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host = headers.get("host", "")
            if _name(host) not in self._allowed:
                await answer(Refusal("unknown_host"), scope)(scope, receive, send)
                return
            if scope["method"] not in _SAFE and not _own(headers, host):
                await answer(Refusal("other_site"), scope)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _name(host: str) -> str:
    """A Host header without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def _own(headers: Headers, host: str) -> bool:
    """Whether the browser that asks says it does so from a page of this server; programs say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITE:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()
