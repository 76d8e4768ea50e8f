"""Text on a character grid: widths of Chinese text, line breaking by its rules, aligned columns."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

# Line breaking after GB/T 15834: no line begins with a closing mark, none ends with an opening one.
_NOT_FIRST = frozenset("，。、；：？！,.;:?!）)》〉」』】〕］]｝}”’％%‰℃…—～~·")
_NOT_LAST = frozenset("（(《〈「『【〔［[｛{“‘￥¥$")


class _Widths(dict[str, int]):
    """Character → columns it takes, filled as characters come."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        kind = unicodedata.east_asian_width(char)
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc"):
            columns = 0
        elif kind in "WF":
            columns = 2
        else:
            columns = self._ambiguous if kind == "A" else 1
        self[char] = columns
        return columns


_WIDTHS = {ambiguous: _Widths(ambiguous) for ambiguous in (1, 2)}


def width(text: str, ambiguous: int = 1) -> int:
    """Columns that `text` takes. `ambiguous`: columns of characters like “ ” … ≥ ×, 2 on GBK consoles, else 1."""
    return sum(map(_WIDTHS[ambiguous].__getitem__, text))


def pad(text: str, columns: int, *, right: bool = False, ambiguous: int = 1) -> str:
    """`text` filled with spaces to `columns`, on its left when `right` (figures)."""
    space = " " * max(columns - width(text, ambiguous), 0)
    return space + text if right else text + space


def clip(text: str, columns: int, ambiguous: int = 1) -> str:
    """`text` cut to at most `columns`, with … where something is missing."""
    if width(text, ambiguous) <= columns:
        return text
    ends = list(accumulate(map(_WIDTHS[ambiguous].__getitem__, text)))
    return text[: bisect_right(ends, columns - width("…", ambiguous))] + "…"


def wrap(text: str, columns: int, *, ambiguous: int = 1) -> list[str]:
    """`text` in lines of at most `columns`; its own line breaks stay, runs of white space become one space."""
    return [
        line for paragraph in text.splitlines() or [""] for line in _lines(" ".join(paragraph.split()), columns, ambiguous)
    ]


def _lines(text: str, columns: int, ambiguous: int) -> Iterator[str]:
    ends = list(accumulate(map(_WIDTHS[ambiguous].__getitem__, text)))
    start = used = 0
    while (stop := bisect_right(ends, used + columns, start)) < len(text):
        cut = stop if text[stop] == " " else next((n for n in range(stop, start, -1) if _may_break(text, n)), max(stop, start + 1))
        yield text[start:cut].rstrip()
        start = cut + (text[cut : cut + 1] == " ")
        used = ends[start - 1]
    yield text[start:]


def _may_break(text: str, at: int) -> bool:
    """Whether a line may begin at `at`: Latin words and figures stay whole, and a figure keeps the unit after it (12台)."""
    before, after = text[at - 1], text[at]
    if before == " ":
        return True
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST or before.isdigit():
        return False
    return _WIDTHS[1][before] == 2 or _WIDTHS[1][after] == 2


def hang(text: str, columns: int, *, first: str = "", rest: str = "", ambiguous: int = 1) -> list[str]:
    """`text` wrapped behind `first` on its first line and `rest` on the others; both count as one width."""
    room = columns - max(width(first, ambiguous), width(rest, ambiguous))
    lines = wrap(text, max(room, 10), ambiguous=ambiguous)
    return [(rest if n else first) + line for n, line in enumerate(lines)]


def grid(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset(), ambiguous: int = 1) -> list[str]:
    """Rows as aligned columns, two spaces apart. `right`: numbers of the columns that hold figures."""
    held = [tuple(row) for row in rows]
    widths = [max(width(cell, ambiguous) for cell in column) for column in zip(*held, strict=True)]
    return [
        "  ".join(
            pad(cell, widths[n], right=n in right, ambiguous=ambiguous) for n, cell in enumerate(row)
        ).rstrip()
        for row in held
    ]
