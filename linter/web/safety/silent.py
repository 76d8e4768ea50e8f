"""Faults of the program: said to who asked, and to the log only by kind and line. A trace could hold what was uploaded."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linter.web.problem import Refusal, answer


def _to_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")


class Silent:
    """Answers 500 to whatever is not expected."""

    def __init__(self, app: ASGIApp, *, tell: Callable[[str], None] = _to_stderr) -> None:
        self._app, self._tell = app, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http":
                raise
            kind = type(error).__name__
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._tell(f"jixiao：程序内部出错（{kind}，{Path(last.filename).name} 第 {last.lineno} 行）")
            if not begun:
                await answer(Refusal("broken", what=kind), scope)(scope, receive, send)
