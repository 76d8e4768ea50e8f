"""How far a screening is: one line that is written over on a terminal, plain lines now and then elsewhere. All on standard error."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.screen.local import Progress

_EVERY_ON_TERMINAL, _EVERY_ELSEWHERE = 0.2, 15.0  # seconds
_WIDTH = 78


class ProgressLine:
    """Shows stages and counts. `tty`: whether lines may be written over."""

    def __init__(self, tty: bool | None = None) -> None:
        self.tty = sys.stderr.isatty() if tty is None else tty
        self._last = 0.0
        self._open = False

    def stage(self, name: str) -> None:
        self._say(f"{name}……", last=not self.tty)

    def progress(self, progress: Progress) -> None:
        now = monotonic()
        if now - self._last < (_EVERY_ON_TERMINAL if self.tty else _EVERY_ELSEWHERE):
            return
        self._last = now
        self._say(said(progress), last=not self.tty)

    def done(self) -> None:
        """Leaves the line as it is and goes to the next."""
        if self._open:
            print(file=sys.stderr)
            self._open = False

    def _say(self, text: str, *, last: bool) -> None:
        if last:
            print(text, file=sys.stderr, flush=True)
            return
        columns = sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
        print(f"\r{text}{' ' * max(_WIDTH - columns, 0)}", end="", file=sys.stderr, flush=True)
        self._open = True


def said(progress: Progress) -> str:
    """检查：文件 120/2000，文档 131 份，没有查成 2 份；已用 1分20秒，约剩 20分."""
    text = f"检查：文件 {progress.left}/{progress.sources}，文档 {progress.done} 份"
    if progress.failed:
        text += f"，没有查成 {progress.failed} 份"
    text += f"；已用 {time_said(progress.seconds)}"
    to_go = progress.seconds_to_go
    return text + (f"，约剩 {time_said(to_go)}" if to_go is not None and progress.left < progress.sources else "")


def time_said(seconds: float) -> str:
    """5秒, 1分20秒, 2小时5分."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours}小时{minutes}分"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"
