"""`Server`: what the requests share: options, store, desk, keys, what the rules say of themselves. One for an application, none global."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request

from linter import api
from linter.catalogue import sheets
from linter.report.explain import RuleSheet
from linter.web.options import Options
from linter.web.review import Office
from linter.web.safety.keys import Keys
from linter.web.store import Store
from linter.web.work import Desk, Ticket
from linter.web.work.desk import outcome
from linter.web.work.worker import Task
from linter.workers import Budget


@dataclass(slots=True)
class Server:
    options: Options
    keys: Keys
    store: Store
    desk: Desk = field(repr=False)
    office: Office
    rules: Mapping[str, RuleSheet] = field(repr=False)

    @classmethod
    def of(cls, options: Options) -> Server:
        store, budget = Store(options.keep_seconds, options.store_megabytes), Budget(options.seconds, options.megabytes)
        return cls(
            options, Keys(options.token, options.review_token), store,
            Desk(workers=options.workers, budget=budget, waiting=options.waiting),
            Office(options.results or store.folder / "screenings", workers=options.workers, budget=budget),
            {sheet.code: sheet for sheet in sheets(api.all_rules(options.settings))},
        )

    async def all(self, owner: str, task: Task, *, urgent: bool = False) -> list[Any]:
        """All that a task makes. Raises Refusal where too many wait. Who goes away takes the task along."""
        ticket = self.desk.submit(Ticket(owner, task), urgent=urgent)
        try:
            return await asyncio.wrap_future(ticket.future)
        except asyncio.CancelledError:
            ticket.cancel()
            raise

    async def one(self, owner: str, task: Task) -> Any:
        """What a task makes that someone waits for. Raises Refusal and JixiaoError."""
        return outcome(await self.all(owner, task, urgent=True))

    def close(self) -> None:
        self.office.close()
        self.desk.close()
        self.store.close()


def server_of(request: Request) -> Server:
    server: Server = request.app.state.server
    return server
