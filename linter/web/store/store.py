"""`Store`: the uploads of all visits. They go after a time, when someone says so, and when the server ends."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic

import psutil

from linter.limits import MEGABYTE
from linter.settings import DEFAULTS, Settings
from linter.web.problem import Refusal
from linter.web.store.upload import Upload

_CALLED = "jixiao-web-"
_BYTES = 18


class Store:
    """Keeps uploads for `keep_seconds` after they were last looked at, `most_megabytes` in all."""

    def __init__(self, keep_seconds: float, most_megabytes: int) -> None:
        _remove_orphans()
        self._keep, self._most = keep_seconds, most_megabytes
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_CALLED}{os.getpid()}-"))  # for this user alone
        self._uploads: dict[str, Upload] = {}
        self._lock = threading.Lock()

    @property
    def folder(self) -> Path:
        return self._folder

    def new(self, owner: str, settings: Settings = DEFAULTS) -> Upload:
        """A place for an upload. Raises Refusal where there is no room."""
        self.sweep()
        with self._lock:
            if sum(upload.size for upload in self._uploads.values()) > self._most * MEGABYTE:
                raise Refusal("store_full", limit=self._most)
            identifier = secrets.token_urlsafe(_BYTES)
            upload = Upload(identifier, owner, Path(tempfile.mkdtemp(dir=self._folder)), settings)
            self._uploads[identifier] = upload
        return upload

    def find(self, identifier: str, owner: str) -> Upload:
        """The upload of this visit. Raises Refusal where there is none, and says the same where it is someone else's."""
        upload = self._uploads.get(identifier)
        if upload is None or not secrets.compare_digest(upload.owner.encode(), owner.encode()):
            raise Refusal("no_upload")
        upload.used = monotonic()
        return upload

    def remove(self, upload: Upload) -> None:
        """Removes an upload and all that came of it."""
        with self._lock:
            self._uploads.pop(upload.id, None)
        upload.cancel()
        shutil.rmtree(upload.folder, ignore_errors=True)

    def sweep(self) -> None:
        """Removes what no one has looked at for long."""
        now = monotonic()
        for upload in [each for each in list(self._uploads.values()) if now - each.used > self._keep]:
            self.remove(upload)

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _remove_orphans() -> None:
    """Removes what a server of this user left behind that was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_CALLED}*-*"):
        process = folder.name.removeprefix(_CALLED).partition("-")[0]
        with suppress(OSError):
            own = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
            if own and process.isdecimal() and not psutil.pid_exists(int(process)):
                shutil.rmtree(folder, ignore_errors=True)
