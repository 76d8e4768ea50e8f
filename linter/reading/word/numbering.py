"""Automatic numbers of paragraphs (一、（一）1.) written into their text: they are part of what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linter.errors import ReadError
from linter.reading.word import names as n
from linter.reading.word.grid import number
from linter.reading.word.numerals import printed
from linter.reading.word.parts import Parts, Relation

_NUM_PR, _NUM_ID, _LEVEL = f"{n.W}numPr", f"{n.W}numId", f"{n.W}ilvl"
_STYLE = f"{n.W}pStyle"
_HOLE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST_CHAIN = 20  # styles based on styles


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    legal: bool = False  # all numbers in it as 1, 2, 3


_Levels = Mapping[int, _Level]


def write_numbers(root: Any, data: bytes, parts: Parts, related: Mapping[str, Relation]) -> None:
    """Puts a run with the automatic number in front of every numbered paragraph of a part (read from `data`)."""
    named = {relation.kind: relation.target for relation in related.values()}
    try:
        lists = _Lists(parts.xml(named["numbering"])[0]) if named.get("numbering", "") in parts else None
        styles = _style_numbers(parts.xml(named["styles"])[0]) if named.get("styles", "") in parts else {}
    except (ReadError, KeyError):  # without its numbers a document can still be read
        return
    if lists is None or (b"numPr" not in data and not styles):
        return
    for properties in root.iter(n.P_PR):
        at = _list_of(properties, styles)
        paragraph = properties.getparent()
        if at and paragraph.tag == n.P:
            label = lists.next_label(*at)
            if label:
                run = properties.makeelement(n.R_RUN)
                text = properties.makeelement(n.T)
                text.text = label
                run.append(text)
                properties.addnext(run)


def _list_of(properties: Any, styles: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """The list and level of a paragraph: its own numbering, else that of its style."""
    own = next(properties.iterchildren(_NUM_PR), None)
    style = next(properties.iterchildren(_STYLE), None) if styles else None
    inherited = styles.get(style.get(n.VALUE, "")) if style is not None else None
    if own is None:
        return inherited
    list_id, level = _child(own, _NUM_ID), _child(own, _LEVEL)
    if list_id is None:
        if inherited is None:
            return None
        list_id = inherited[0]
    if list_id == "0":
        return None
    return list_id, min(number(level), _LEVELS - 1)


def _child(element: Any, name: str) -> str | None:
    found = element.find(name)
    value: str | None = None if found is None else found.get(n.VALUE)
    return value


def _style_numbers(root: Any) -> dict[str, tuple[str, int]]:
    """Paragraph style → list and level, for styles that number."""
    own: dict[str, tuple[str | None, int]] = {}
    bases: dict[str, str] = {}
    for style in root.iterchildren(f"{n.W}style"):
        name = style.get(f"{n.W}styleId", "")
        bases[name] = _child(style, f"{n.W}basedOn") or ""
        listed = style.find(f"{n.P_PR}/{_NUM_PR}")
        if listed is not None:
            own[name] = _child(listed, _NUM_ID), min(number(_child(listed, _LEVEL)), _LEVELS - 1)
    found = {}
    for name in bases:
        at, level = name, None
        for _ in range(_LONGEST_CHAIN):
            if at in own:
                list_id, own_level = own[at]
                level = own_level if level is None else level
                if list_id is not None:
                    if list_id != "0":
                        found[name] = list_id, level
                    break
            at = bases.get(at, "")
    return found


class _Lists:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any) -> None:
        abstract = {one.get(f"{n.W}abstractNumId"): _levels(one) for one in root.iterchildren(f"{n.W}abstractNum")}
        self._levels: dict[str, _Levels] = {}
        self._counted_by: dict[str, str] = {}  # lists made from one pattern count on together …
        self._restarts: dict[str, dict[int, int]] = {}  # … unless one says where it begins
        for one in root.iterchildren(f"{n.W}num"):
            list_id, pattern = one.get(_NUM_ID, ""), _child(one, f"{n.W}abstractNumId") or ""
            changed, starts = {}, {}
            for override in one.iterchildren(f"{n.W}lvlOverride"):
                level = number(override.get(_LEVEL))
                changed.update(_levels(override))
                start = _child(override, f"{n.W}startOverride")
                if start is not None:
                    starts[level] = number(start)
            self._levels[list_id] = {**abstract.get(pattern, {}), **changed}
            self._counted_by[list_id] = pattern
            self._restarts[list_id] = starts
        self._counts: dict[str, list[int | None]] = {}

    def next_label(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, as printed; "" for bullets and lists that are not there."""
        levels = self._levels.get(list_id)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self._counted_by[list_id], [None] * _LEVELS)
        for at, start in self._restarts.pop(list_id, {}).items():
            if at < _LEVELS:
                counts[at:] = [start - 1, *([None] * (_LEVELS - 1 - at))]
        so_far = counts[level]
        counts[level] = levels[level].start if so_far is None else so_far + 1
        counts[level + 1 :] = [None] * (_LEVELS - 1 - level)
        return _label(levels, level, counts)


def _label(levels: _Levels, level: int, counts: list[int | None]) -> str:
    pattern = levels[level]
    if pattern.kind in ("bullet", "none"):
        return ""

    def filled(hole: re.Match[str]) -> str:
        at = int(hole[1]) - 1
        one = levels.get(at, _Level())
        count = counts[at]
        return printed(one.start if count is None else count, "decimal" if pattern.legal else one.kind)

    label = _HOLE.sub(filled, pattern.text)
    return f"{label} " if label[-1:].isalnum() and label.isascii() else label


def _levels(parent: Any) -> dict[int, _Level]:
    found = {}
    for level in parent.iterchildren(f"{n.W}lvl"):
        start = _child(level, f"{n.W}start")
        found[number(level.get(_LEVEL))] = _Level(
            1 if start is None else number(start),
            _child(level, f"{n.W}numFmt") or "decimal",
            (_child(level, f"{n.W}lvlText") or "")[:100],
            level.find(f"{n.W}isLgl") is not None,
        )
    return found
