"""`Page`: what a text report is written for: how wide, how wide “ is, which marks, colour or not."""

from __future__ import annotations

from dataclasses import dataclass

from linter.finding import SEVERITY_SAID, Severity
from linter.report.columns import hang, pad, width

_MARKS: dict[Severity, tuple[str, str]] = {"error": ("✗", "×"), "warning": ("!", "!"), "info": ("·", "·")}
_COLORS: dict[str, str] = {"error": "31", "warning": "33", "info": "36", "bold": "1"}
_GBK = frozenset({"gbk", "gb2312", "gb18030", "cp936", "936", "euc_cn"})


@dataclass(frozen=True, slots=True)
class Page:
    """`plain`: only marks that every Chinese console can show. `ambiguous`: see `columns.width`."""

    columns: int = 100
    color: bool = False
    plain: bool = False
    ambiguous: int = 1

    @classmethod
    def of(cls, encoding: str, columns: int, color: bool) -> Page:
        """The page of a stream with this encoding. Consoles in a GBK code page draw ambiguous characters two wide."""
        gbk = encoding.lower().replace("-", "_") in _GBK
        try:
            "✗›".encode(encoding)
            plain = False
        except (UnicodeEncodeError, LookupError):
            plain = True
        return cls(max(columns, 40), color, plain, 2 if gbk else 1)

    def severity(self, severity: Severity) -> str:
        """✗ 错误."""
        return self._painted(f"{_MARKS[severity][self.plain]} {SEVERITY_SAID[severity]}", severity)

    def bold(self, text: str) -> str:
        return self._painted(text, "bold")

    def _painted(self, text: str, color: str) -> str:
        return f"\x1b[{_COLORS[color]}m{text}\x1b[0m" if self.color else text

    def way(self, *steps: str) -> str:
        """产出指标 › 数量指标."""
        return (" > " if self.plain else " › ").join(steps)

    def lines(self, text: str, *, first: str = "", rest: str | None = None) -> list[str]:
        """`text` wrapped behind `first`, then behind `rest` (as wide, blank, unless given)."""
        blank = " " * self.width(first)
        return hang(text, self.columns, first=first, rest=blank if rest is None else rest, ambiguous=self.ambiguous)

    def width(self, text: str) -> int:
        """Columns that `text` takes here."""
        return width(text, self.ambiguous)

    def pad(self, text: str, columns: int) -> str:
        """`text` filled with spaces to `columns`."""
        return pad(text, columns, ambiguous=self.ambiguous)


PIPED = Page()  # output that no terminal shows
