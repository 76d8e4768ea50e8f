"""The strings that the sheets of an xlsx share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linter.reading.excel.canonical import Chunks, OddSpelling, pieces, respelt, shown, shown_each, string_item
from linter.reading.limits import MAX_PIECES, too_many_pieces

CALLED = "Excel 工作簿"
_ITEM = re.compile(rb'<si(?:/>|>(?:<t(?: xml:space="preserve")?>([^<]*)</t></si>|(.*?)</si>))', re.DOTALL)
_ANY_ITEM = re.compile(rb"<si[ />]")
_PHONETIC = re.compile(rb"<rPh\b.*?</rPh>|<rPh\b[^>]*/>|<phoneticPr\b[^>]*/>", re.DOTALL)
TEXT = re.compile(rb"<t(?: [^>]*)?>([^<]*)</t>")


def shared_strings(chunks: Chunks) -> list[str]:
    """The texts in order, each as a cell shows it. Raises ReadError for what is no XML or too much."""
    try:
        return _strings(pieces(chunks(), b"</si>", b"</sst>"))
    except OddSpelling:
        return _strings(respelt(chunks(), CALLED, {}, {"si": lambda element: string_item(element, "si")}))


def _strings(parts: Iterable[bytes]) -> list[str]:
    out: list[str] = []
    for part in parts:
        found = _ITEM.findall(part)
        if len(found) != len(_ANY_ITEM.findall(part)):
            raise OddSpelling
        if not found:
            continue
        first = len(out)
        out += shown_each([plain for plain, _ in found])
        for n, (_, rich) in enumerate(found, first):
            if rich:
                out[n] = rich_text(rich)
        if len(out) > 2 * MAX_PIECES:
            raise too_many_pieces()
    return out


def rich_text(raw: bytes) -> str:
    """The text of a string made of runs: phonetic guides left out."""
    if b"<rPh" in raw:
        raw = _PHONETIC.sub(b"", raw)
    return shown(b"".join(TEXT.findall(raw)))
