"""What goes wrong with input, said so that the person at the keyboard knows what to do."""

from __future__ import annotations


class JixiaoError(Exception):
    """Something the user can put right: `what` went wrong with `source` (at `place`), and the `remedy`. All Chinese."""

    def __init__(self, what: str, *, source: str = "", place: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.source, self.place, self.remedy = what, source, place, remedy

    def __str__(self) -> str:
        head = f"{self.source}：" if self.source else ""
        place = f"（{self.place}）" if self.place else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{head}{self.what}{place}。{remedy}".strip()


class ReadError(JixiaoError):
    """A file that cannot be read: missing, locked, empty, binary, too large, or of a kind not supported."""


class SettingsError(JixiaoError):
    """A configuration file or option that cannot be understood."""
