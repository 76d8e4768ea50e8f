"""What stands round the text of a Word document: headers, footers and watermarks, which may bear marks (内部资料)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from linter.errors import ReadError
from linter.reading.word.accepted import accept
from linter.reading.word.parts import Parts, Relation
from linter.reading.word.running import lines_of_all

_MARGINS = frozenset(("header", "footer"))
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_PAGE_NUMBER = re.compile(r"[\s第共页/\-—–·.,，。IVXivx\d]*")
_MOST_PARTS, _MOST_LINES = 200, 100


def marginal_lines(parts: Parts, related: Mapping[str, Relation]) -> list[str]:
    """The different lines of headers, footers and watermarks, without page numbers. A broken header is no reason to stop."""
    found: dict[str, None] = {}
    listed = sorted({r.target for r in related.values() if r.kind in _MARGINS and r.target in parts})
    for name in listed[:_MOST_PARTS]:
        try:
            root, data = parts.xml(name)
        except ReadError:
            continue
        accept(root, data)
        for line in _lines(root, data):
            if not _PAGE_NUMBER.fullmatch(line):
                found[line] = None
    return list(found)[:_MOST_LINES]


def word_art(root: Any, data: bytes) -> list[str]:
    """The texts of a part that are drawn as pictures: watermarks, ornate headings."""
    if b"textpath" not in data:
        return []
    return [text for one in root.iter(_WORD_ART) if (text := " ".join(one.get("string", "").split()))]


def _lines(root: Any, data: bytes) -> Iterator[str]:
    for lines in lines_of_all(root).values():
        yield from lines
    yield from word_art(root, data)
