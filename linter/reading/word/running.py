"""The text of paragraphs as their reader sees it: field results, symbols, check boxes, breaks."""

from __future__ import annotations

import re
from typing import Any

from linter.reading.word import names as n
from linter.reading.word.symbols import symbol

_SYM, _CHECK_BOX, _LIST = f"{n.W}sym", f"{n.W}checkBox", f"{n.W}ddList"
_SEEN = (
    n.T, n.TAB, n.BR, n.CR, _SYM, _CHECK_BOX, _LIST, f"{n.W}noBreakHyphen", f"{n.W}ptab", f"{n.M}t",
)
_TEXTS = frozenset((n.T, f"{n.M}t"))
_BREAKS = frozenset((n.BR, n.CR))
_UNSEEN = re.compile("[\u200b\ufeff\u00ad]")
_BLANKS = re.compile(r"[\t\r\n]+")


def lines_of_all(root: Any) -> dict[Any, list[str]]:
    """The lines of every paragraph of a part, in one pass: a search begun for each of them took as long as all the rest."""
    found: dict[Any, list[str]] = {}
    paragraph = None
    pieces: list[str] = []
    for element in root.iter(n.P, *_SEEN):
        tag = element.tag
        if tag in _TEXTS:
            text = element.text
            if text:
                pieces.append(text if text.isprintable() else _BLANKS.sub(" ", text))
        elif tag == n.P:
            if pieces:
                _keep(found, paragraph, pieces)
            paragraph, pieces = element, []
        else:
            pieces.append(_shown(element, tag))
    if pieces:
        _keep(found, paragraph, pieces)
    return found


def _keep(found: dict[Any, list[str]], paragraph: Any, pieces: list[str]) -> None:
    whole = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if not whole.isascii():
        whole = _UNSEEN.sub("", whole)
    lines = [stripped for line in whole.split("\n") if (stripped := line.strip())]
    if lines and paragraph is not None:
        found[paragraph] = lines


def _shown(element: Any, tag: str) -> str:
    if tag in _BREAKS:
        return "\n"
    if tag == n.TAB:  # the same name sets tab stops
        return "" if element.getparent().tag == f"{n.W}tabs" else " "
    if tag == _SYM:
        return symbol(element.get(f"{n.W}char"), element.get(f"{n.W}font"))
    if tag == _CHECK_BOX:
        return "☑" if _checked(element) else "□"
    if tag == _LIST:
        return _chosen(element)
    return "-" if tag == f"{n.W}noBreakHyphen" else " "


def _checked(box: Any) -> bool:
    """Of a check box made as a form field: what was ticked, else what it begins with."""
    for name in ("checked", "default"):
        mark = box.find(n.W + name)
        if mark is not None:
            return n.on(mark.get(n.VALUE))
    return False


def _chosen(listed: Any) -> str:
    """Of a drop-down list made as a form field: the entry that was chosen."""
    entries = [entry.get(n.VALUE, "") for entry in listed.iterchildren(f"{n.W}listEntry")]
    result = listed.find(f"{n.W}result")
    if result is None:
        result = listed.find(f"{n.W}default")
    number = result.get(n.VALUE, "") if result is not None else "0"
    at = int(number) if number.isdecimal() and len(number) < 5 else 0
    return entries[at] if at < len(entries) else ""
