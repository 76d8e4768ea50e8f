"""Parts of a workbook in the one spelling that Excel writes, whatever spelling the file has.

Excel and WPS write no comments, prefixes or odd quotes, so their parts are read with regular expressions, five times as
fast as a parser gives out elements. A part in any other spelling goes through libxml2 first, in bounded memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from linter.errors import ReadError
from linter.limits import MEGABYTE
from linter.reading.excel.known import Known
from linter.reading.limits import unpacks_too_large
from linter.reading.package import broken

Chunks = Callable[[], Iterable[bytes]]

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w-]+)")
_BOM = b"\xef\xbb\xbf"
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));")
_NUMBERED = re.compile(r"(?:&#[0-9]{2,5};)+")  # as openpyxl writes Chinese: runs of them are turned at once
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_UNSEEN = re.compile("[\u200b\ufeff\u00ad\x01-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_ROW = 16 * MEGABYTE
_MOST_RESPELT = 96 * MEGABYTE  # elements take many times the room of their text


class OddSpelling(Exception):
    """A part is not spelt as Excel spells it."""


def shown(raw: bytes) -> str:
    """The text of a string as a cell shows it: entities and _x000D_ resolved, unseen marks and outer spaces removed."""
    return tidy(_resolved(raw.decode("utf-8", "replace")))


def shown_each(raws: Sequence[bytes]) -> list[str]:
    """`shown` of many strings at once, which takes half the time."""
    text = _resolved(b"\0".join(raws).decode("utf-8", "replace"))
    if text.count("\0") != len(raws) - 1:
        return [shown(raw) for raw in raws]
    return [part.strip() for part in _seen(text).split("\0")]


def tidy(text: str) -> str:
    """Text without unseen marks and outer spaces, line ends as "\\n"."""
    return _seen(text).replace("\0", "").strip()


def _resolved(text: str) -> str:
    if "&" in text:
        if "&#" in text:
            text = _NUMBERED.sub(_numbered, text)
        text = _ENTITY.sub(_entity, text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text


def _seen(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text


def _numbered(found: re.Match[str]) -> str:
    try:
        return "".join(map(_CHARACTERS.__getitem__, found[0][2:-1].split(";&#")))
    except LookupError:
        return _ENTITY.sub(_entity, found[0]).replace("&", "&amp;")


def _character(number: str) -> str:
    value = int(number)
    if value >= 0xD800 or value == 38:  # perhaps half a character, or an ampersand that must not begin another entity
        raise LookupError
    return chr(value)


_CHARACTERS = Known(_character)


def _entity(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    number = int(found[1], 16) if found[1] else int(found[2])
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def pieces(chunks: Iterable[bytes], end: bytes, closing: bytes) -> Iterator[bytes]:
    """A part in pieces that end with `end` (</row>, </si>), the last one with what follows: it ends with `closing`.

    Raises OddSpelling where that does not hold.
    """
    waiting = bytearray()
    first = True
    for chunk in chunks:
        if first:
            first = False
            declared = _DECLARED.match(chunk.removeprefix(_BOM))
            if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
                raise OddSpelling
        if b"!" in chunk and b"<!" in chunk:  # one byte is found ten times as fast as two
            raise OddSpelling
        start = max(len(waiting) - len(end), 0)
        waiting += chunk
        at = waiting.rfind(end, start)
        if at < 0:
            if len(waiting) > _LONGEST_ROW:
                raise OddSpelling
            continue
        yield bytes(waiting[: at + len(end)])
        del waiting[: at + len(end)]
    rest = bytes(waiting)
    if not rest.rstrip().endswith(closing) or b"<!" in rest:
        raise OddSpelling
    yield rest


def respelt(chunks: Iterable[bytes], called: str, tags: dict[str, tuple[str, ...]], kept: dict[str, Callable[[Any], str]]) -> Iterator[bytes]:
    """The elements named in `kept` (local names, written by their function) as Excel would spell them, in order.

    `tags`: elements of which only these attributes are told, as empty elements. Raises ReadError for what is no XML
    and for entity definitions.
    """
    parser = etree.XMLPullParser(
        events=("end",), tag=[f"{{*}}{name}" for name in (*tags, *kept)],
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
    )
    try:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > _MOST_RESPELT:
                raise unpacks_too_large(_MOST_RESPELT)
            parser.feed(chunk)
            yield from _told(parser, called, tags, kept)
        root = parser.close()
        yield from _told(parser, called, tags, kept)
        _refuse_entities(root, called)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(called) from error


def _told(parser: Any, called: str, tags: dict[str, tuple[str, ...]], kept: dict[str, Callable[[Any], str]]) -> Iterator[bytes]:
    out: list[str] = []
    for _, element in parser.read_events():
        name = etree.QName(element).localname
        if not out:
            _refuse_entities(element, called)
        if name in kept:
            out.append(kept[name](element))
        else:
            told = "".join(f" {key}={quoteattr(element.get(key))}" for key in tags[name] if element.get(key) is not None)
            out.append(f"<{name}{told}/>")
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    if out:
        yield "".join(out).encode("utf-8", "replace")


def _refuse_entities(element: Any, called: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise ReadError(f"{called}里有不该有的 XML 实体定义，可能是恶意文件，没有读取", remedy="请确认文件的来路，用原来的软件另存一份再检查。")


def string_item(element: Any, name: str) -> str:
    """A string (si, is) as plain <t>: runs joined, phonetic guides left out."""
    return f"<{name}><t>{escape(joined(element))}</t></{name}>"


def joined(element: Any) -> str:
    """The text of a string element: its own t and those of its runs, not those of phonetic guides."""
    return "".join(
        t.text or "" for t in element.iter("{*}t") if etree.QName(t.getparent()).localname != "rPh"
    )
