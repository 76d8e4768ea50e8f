"""`Office`: the screenings of a results folder: asked for, run one after the other, ended, deleted."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import msgspec

from linter.screen.run import Options
from linter.settings import Settings
from linter.web.problem import Refusal
from linter.web.review.job import ENDED, Job, Progress, now, read, write
from linter.web.review.process import ScreeningProcess
from linter.workers import Budget

_MOST_WAITING = 20
_GIVEN, _OUT = "given", "out"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be screened: files and folders of this round and of last year's."""

    job: Job
    given: tuple[Path, ...]
    last_year: tuple[Path, ...]
    settings: Settings


class Office:
    """Folders are named by a digest of the job's id, so that no name from outside is ever a path."""

    def __init__(self, root: Path, *, workers: int, budget: Budget) -> None:
        self._root, self._workers, self._budget = root, workers, budget
        self._jobs: dict[str, Job] = {}
        self._orders: deque[Order] = deque()
        self._changed = threading.Condition()
        self._running: tuple[str, ScreeningProcess] | None = None
        self._closed = False
        self._thread: threading.Thread | None = None
        for folder in root.iterdir() if root.is_dir() else ():
            job = read(folder)
            if job and self.folder(job.id) == folder:
                if job.state not in ENDED:
                    job = msgspec.structs.replace(job, state="failed", error="服务停止时还没有做完，请重新提交。")
                self._jobs[job.id] = job

    def folder(self, identifier: str) -> Path:
        return self._root / hashlib.sha256(identifier.encode()).hexdigest()[:32]

    def out(self, identifier: str) -> Path:
        """Where the results of a job are."""
        return self.folder(identifier) / _OUT

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        return sorted(self._jobs.values(), key=lambda job: job.created, reverse=True)

    def find(self, identifier: str) -> Job:
        """The job of this id. Raises Refusal."""
        job = self._jobs.get(identifier)
        if job is None:
            raise Refusal("no_screening")
        return job

    def place(self, identifier: str) -> Path | None:
        """A new folder for what is brought to a job; None where there is a job of this id already."""
        with self._changed:
            if identifier in self._jobs:
                return None
            if len(self._orders) >= _MOST_WAITING:
                raise Refusal("too_busy", limit=_MOST_WAITING, headers={"Retry-After": "60"})
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            place = self.folder(identifier) / _GIVEN
            shutil.rmtree(place.parent, ignore_errors=True)
            place.mkdir(parents=True, mode=0o700)
            return place

    def submit(self, identifier: str, name: str, given: tuple[Path, ...], last_year: tuple[Path, ...], settings: Settings) -> Job:
        """Puts a job into the line. One of the same id that came in between is left as it is."""
        with self._changed:
            if identifier in self._jobs:
                return self._jobs[identifier]
            job = Job(identifier, name, settings.profile, "waiting", now())
            self._keep(job)
            self._orders.append(Order(job, given, last_year, settings))
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="screenings", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return job

    def cancel(self, identifier: str) -> Job:
        """Ends a job that waits or runs; one that has ended stays as it is."""
        with self._changed:
            job = self.find(identifier)
            if job.state in ENDED:
                return job
            job = msgspec.structs.replace(job, state="cancelled")
            self._keep(job)
            if self._running and self._running[0] == identifier:
                self._running[1].end()
            self._forget_given(identifier)
            return job

    def delete(self, identifier: str) -> None:
        """Ends a job and removes all of it."""
        self.cancel(identifier)
        with self._changed:
            self._jobs.pop(identifier, None)
        shutil.rmtree(self.folder(identifier), ignore_errors=True)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            if self._running:
                self._running[1].end()
            self._changed.notify_all()
        if self._thread:
            self._thread.join()

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._orders and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                order = self._orders.popleft()
                if self._state(order) != "waiting":
                    continue
                out = self.out(order.job.id)
                options = Options(order.given, out, order.settings, order.last_year, budget=self._budget, workers=self._workers)
                self._keep(msgspec.structs.replace(order.job, state="running"))
                self._running = order.job.id, ScreeningProcess(options)
            self._follow(order, self._running[1])

    def _follow(self, order: Order, process: ScreeningProcess) -> None:
        """Notes what the process tells until it has ended."""
        for message in process.messages():
            self._note(order, message)
        with self._changed:
            self._running = None
            if self._closed:
                return  # the next server says that it was not finished
            if self._state(order) == "running":
                self._note(order, ("failed", "筛查进程意外结束。请再试一次；还不行，请告诉管理员。"))

    def _note(self, order: Order, message: tuple[object, ...]) -> None:
        with self._changed:
            job = self._jobs.get(order.job.id)
            if job is None or job.state != "running":
                return
            if isinstance(message[1], Progress):
                self._jobs[job.id] = msgspec.structs.replace(job, progress=message[1])
                return
            self._forget_given(job.id)
            if message[0] == "done":
                _, documents, failed = message
                self._keep(msgspec.structs.replace(job, state="done", documents=documents, failed=failed, progress=Progress()))
            else:
                self._keep(msgspec.structs.replace(job, state="failed", error=str(message[1])))

    def _forget_given(self, identifier: str) -> None:
        """What was brought is not kept, what was found is."""
        shutil.rmtree(self.folder(identifier) / _GIVEN, ignore_errors=True)

    def _state(self, order: Order) -> str:
        job = self._jobs.get(order.job.id)
        return job.state if job else ""

    def _keep(self, job: Job) -> None:
        self._jobs[job.id] = job
        write(job, self.folder(job.id))
