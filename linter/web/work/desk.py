"""`Desk`: threads that take tasks from the line and have them done, each by a worker process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from linter.errors import JixiaoError
from linter.web.problem import Refusal
from linter.web.work.line import Line
from linter.web.work.worker import Task, ready
from linter.workers import Budget, Crew, Done, Lost

Heard = Callable[[Done | Lost], None]


@dataclass(slots=True)
class Ticket:
    """A task at the desk. `future` gets all that was made, at the end; `heard` is told of each piece as it comes, by a thread of
    the desk; `begun` of what is next."""

    owner: str
    task: Task
    heard: Heard = lambda event: None
    begun: Callable[[Any], None] = lambda about: None
    future: Future[list[Any]] = field(default_factory=Future)
    cancelled: bool = False

    def cancel(self) -> None:
        """What is being done is broken off, what waits is passed over."""
        self.cancelled = True


class Desk:
    """`workers` for all tasks and one more for urgent ones, so that an edit never waits for a large archive."""

    def __init__(self, *, workers: int, budget: Budget, waiting: int) -> None:
        self._budget, self._line, self._stopping = budget, Line[Ticket](waiting), False
        self._threads = [
            threading.Thread(target=self._serve, args=(urgent,), name=f"desk-{number}", daemon=True)
            for number, urgent in enumerate([False] * workers + [True])
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        return len(self._line)

    def submit(self, ticket: Ticket, *, urgent: bool = False) -> Ticket:
        """Raises Refusal where too many wait."""
        self._line.put(ticket.owner, ticket, urgent=urgent)
        return ticket

    def close(self) -> None:
        """Breaks off what is being done and ends all workers."""
        self._stopping = True
        for ticket in self._line.close():
            ticket.future.cancel()
        for thread in self._threads:
            thread.join()

    def _serve(self, urgent_only: bool) -> None:
        with Crew(ready, workers=1, budget=self._budget) as crew:
            with suppress(JixiaoError):  # who waits for the first ticket is told, should it fail again
                for _ in crew.run(()):  # starts the worker before anyone waits for it
                    if self._stopping:
                        return
            while (ticket := self._line.get(urgent_only=urgent_only)) is not None:
                if ticket.cancelled:
                    ticket.future.cancel()
                if not ticket.future.set_running_or_notify_cancel():
                    continue
                try:
                    self._do(ticket, crew)
                except Exception as error:
                    ticket.future.set_exception(error)

    def _do(self, ticket: Ticket, crew: Crew) -> None:
        def wanted(source: Task, about: Any) -> bool:
            ticket.begun(about)
            return not ticket.cancelled

        made: list[Any] = []
        for event in crew.run([[ticket.task]], wanted):
            if self._stopping or ticket.cancelled:
                crew.close()
                break
            if isinstance(event, Done | Lost):
                ticket.heard(event)
                made.append(self.lost(event) if isinstance(event, Lost) else event.made)
        ticket.future.set_result(made)

    def lost(self, event: Lost) -> Refusal:
        """What is said of a document that its worker ended with."""
        name = event.about if isinstance(event.about, str) and event.about else "文件"
        if event.cause == "time":
            return Refusal("lost_time", name=name, limit=int(self._budget.seconds))
        if event.cause == "memory":
            return Refusal("lost_memory", name=name, limit=self._budget.megabytes)
        return Refusal("lost_crash", name=name, what=event.detail.partition("：")[0])


def outcome(made: list[Any]) -> Any:
    """What a task with a single outcome made. Raises Refusal where it was lost, JixiaoError where the task says so."""
    if not made:
        raise Refusal("broken", what="cancelled")
    if isinstance(made[0], Refusal | JixiaoError):
        raise made[0]
    return made[0]


