"""Who asks: the token of programs, the visit of a browser with its signed cookie, and the mark that forms of that visit bear."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linter.web.problem import Refusal, answer, is_program

VISIT, KEY = "jixiao_visit", "jixiao_key"
OPEN = ("/static/", "/login")
HEALTH = "/api/v1/health"
REVIEW = ("/review", "/comparison", "/api/v1/screenings")
Role = Literal["clerk", "reviewer"]  # a reviewer may do what a clerk may
ROLES: tuple[Role, ...] = ("clerk", "reviewer")
_BYTES = 24


class Keys:
    """Signs and compares. The secret lives as long as the process: a restart ends all visits."""

    def __init__(self, token: str, review_token: str = "") -> None:
        self._tokens: dict[Role, bytes] = {"clerk": token.encode(), "reviewer": review_token.encode()}
        self._secret = secrets.token_bytes(32)

    def role(self, given: str) -> Role | None:
        """Whose token it is; None where it is none. Without any token, everyone is what no token is set for."""
        found = None
        for role in ROLES:
            if self._tokens[role] and hmac.compare_digest(self._tokens[role], given.encode("utf-8", "surrogateescape")):
                found = role
        return found

    @property
    def without_token(self) -> Role | None:
        """What one is who gives no token: None where one is needed for everything."""
        if self._tokens["clerk"]:
            return None
        return "clerk" if self._tokens["reviewer"] else "reviewer"

    def mark(self, visit: str) -> str:
        """What the forms of a visit bear."""
        return self._signed("form", visit)

    def key(self, visit: str, role: Role) -> str:
        """What the cookie of a visit says that gave a token."""
        return self._signed(role, visit)

    def is_mark(self, visit: str, given: str) -> bool:
        return hmac.compare_digest(self.mark(visit).encode(), given.encode("utf-8", "surrogateescape"))

    def role_of(self, visit: str, given: str) -> Role | None:
        """The role that the cookie of a visit proves."""
        return next((role for role in ROLES if hmac.compare_digest(self.key(visit, role).encode(), given.encode("utf-8", "surrogateescape"))), None)

    def _signed(self, what: str, visit: str) -> str:
        return hmac.new(self._secret, f"{what}:{visit}".encode(), sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser, or a program (by its address). `mark` is '' for programs; `role` is None before a token that is needed was given."""

    id: str
    mark: str = ""
    role: Role | None = None


class Doors:
    """Finds out who asks and, where a token is needed, keeps out who does not have it. The visitor is `request.state.visitor`."""

    def __init__(self, app: ASGIApp, *, keys: Keys) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"]
        state = scope.setdefault("state", {})
        by_token = self._bears(headers)
        if is_program(scope) and headers.get("cookie") is None:
            address = scope["client"][0] if scope.get("client") else ""
            visitor = Visitor(f"address:{address}", role=by_token or self._keys.without_token)
            refusal = _refused(visitor, path, given=bool(headers.get("authorization")))
            if refusal:
                await answer(refusal, scope)(scope, receive, send)
                return
            state["visitor"] = visitor
            await self._app(scope, receive, send)
            return
        cookies = cookie_parser(headers.get("cookie", ""))
        visit = cookies.get(VISIT, "")
        known = len(visit) >= _BYTES and visit.isascii() and visit.isprintable()
        visit = visit if known else secrets.token_urlsafe(_BYTES)
        by_key = self._keys.role_of(visit, cookies.get(KEY, "")) if known else None
        visitor = state["visitor"] = Visitor(visit, self._keys.mark(visit), by_token or by_key or self._keys.without_token)
        refusal = _refused(visitor, path, given=False)
        if refusal:
            page = not is_program(scope) and scope["method"] == "GET"
            await (RedirectResponse("/login", 303) if page else answer(refusal, scope))(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and not known and not path.startswith(("/static/", "/api/")):
                MutableHeaders(scope=message).append("Set-Cookie", cookie(VISIT, visit, scope))
            await send(message)

        await self._app(scope, receive, with_cookie)

    def _bears(self, headers: Headers) -> Role | None:
        kind, _, token = headers.get("authorization", "").partition(" ")
        return self._keys.role(token.strip()) if kind.lower() == "bearer" else None


def _refused(visitor: Visitor, path: str, *, given: bool) -> Refusal | None:
    """Why a visitor may not go on. `given`: there was a token, but not one of ours."""
    if path.startswith(OPEN) or path == HEALTH:
        return None
    if visitor.role is None:
        return Refusal("wrong_token" if given else "token_needed", headers={"WWW-Authenticate": "Bearer"})
    if path.startswith(REVIEW) and visitor.role != "reviewer":
        return Refusal("reviewers_only")
    return None


def cookie(name: str, value: str, scope: Scope) -> str:
    """A Set-Cookie line that no script and no other site can use."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}"


def visitor_of(request: Request) -> Visitor:
    visitor: Visitor = request.state.visitor
    return visitor


def check_mark(request: Request, keys: Keys, given: object) -> None:
    """Raises where a form does not bear the mark of the visit."""
    if not isinstance(given, str) or not keys.is_mark(visitor_of(request).id, given):
        raise Refusal("stale_form")
