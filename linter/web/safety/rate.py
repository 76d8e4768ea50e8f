"""How often one address may ask: a bucket that fills up again as time goes by."""

from __future__ import annotations

from collections import OrderedDict
from math import ceil
from time import monotonic

from starlette.types import ASGIApp, Receive, Scope, Send

from linter.web.problem import Refusal, answer

_MOST_ADDRESSES = 10_000  # those asked for longest ago are forgotten
_FREE = "/static/"


class Rate:
    """Lets an address ask `rate` times a minute, in a burst or spread out; 0 is without limit. Styles and scripts do not count."""

    def __init__(self, app: ASGIApp, *, rate: int) -> None:
        self._app, self._rate = app, rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._rate and not scope["path"].startswith(_FREE):
            wait = self._wait(scope["client"][0] if scope.get("client") else "")
            if wait:
                refusal = Refusal("too_often", limit=self._rate, seconds=wait, headers={"Retry-After": f"{wait}"})
                await answer(refusal, scope)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _wait(self, address: str) -> int:
        """Takes one from the bucket of an address; the seconds until there is one again, 0 where there was."""
        now, a_second = monotonic(), self._rate / 60
        left, since = self._left.pop(address, (float(self._rate), now))
        left = min(self._rate, left + (now - since) * a_second)
        self._left[address] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        return 0 if left >= 1 else ceil((1 - left) / a_second)
