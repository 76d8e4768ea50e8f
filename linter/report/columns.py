"""Text on a character grid: widths of Chinese text, line breaking by its rules, aligned columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

# Line breaking after GB/T 15834: no line begins with a closing mark, none ends with an opening one.
_NOT_FIRST = frozenset("，。、；：？！,.;:?!）)》〉」』】〕］]｝}”’％%‰℃…—～~·")
_NOT_LAST = frozenset("（(《〈「『【〔［[｛{“‘￥¥$")


@lru_cache(maxsize=8192)
def _char_width(char: str, ambiguous: int) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc"):
        return 0
    kind = unicodedata.east_asian_width(char)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1


def width(text: str, ambiguous: int = 1) -> int:
    """Columns that `text` takes. `ambiguous`: columns of characters like “ ” … ≥ ×, 2 on GBK consoles, else 1."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char, ambiguous) for char in text)


def pad(text: str, columns: int, *, right: bool = False, ambiguous: int = 1) -> str:
    """`text` filled with spaces to `columns`, on its left when `right` (figures)."""
    space = " " * max(columns - width(text, ambiguous), 0)
    return space + text if right else text + space


def clip(text: str, columns: int, ambiguous: int = 1) -> str:
    """`text` cut to at most `columns`, with … where something is missing."""
    if width(text, ambiguous) <= columns:
        return text
    room = columns - width("…", ambiguous)
    kept = 0
    for n, char in enumerate(text):
        kept += _char_width(char, ambiguous)
        if kept > room:
            return text[:n] + "…"
    return text


def _atoms(text: str) -> Iterator[str]:
    """The smallest parts a line may be broken between: Latin words and figures whole, marks glued to their neighbour."""
    held = ""
    for char in text:
        if not held:
            held = char
        elif char.isspace() or held[-1].isspace():
            if char.isspace() and held[-1].isspace():
                continue
            yield held
            held = char
        elif char in _NOT_FIRST or held[-1] in _NOT_LAST or held[-1].isdigit() or (_narrow(char) and _narrow(held[-1])):
            held += char  # a figure keeps the character after it, which is its unit: 12台, 30日
        else:
            yield held
            held = char
    if held:
        yield held


def _narrow(char: str) -> bool:
    return unicodedata.east_asian_width(char) not in "WF"


def wrap(text: str, columns: int, *, ambiguous: int = 1) -> list[str]:
    """`text` in lines of at most `columns`; line breaks in it stay. Parts longer than a line are cut."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for atom in _atoms(paragraph):
            for part in _pieces(atom, columns, ambiguous):
                if line and width(line, ambiguous) + width(part.rstrip(), ambiguous) > columns:
                    lines.append(line.rstrip())
                    line = ""
                if line or not part.isspace():
                    line += " " if part.isspace() else part
        lines.append(line.rstrip())
    return lines


def _pieces(atom: str, columns: int, ambiguous: int) -> Iterator[str]:
    while width(atom, ambiguous) > columns:
        used = end = 0
        while used + _char_width(atom[end], ambiguous) <= columns:
            used += _char_width(atom[end], ambiguous)
            end += 1
        end = max(end, 1)
        yield atom[:end]
        atom = atom[end:]
    if atom:
        yield atom


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
