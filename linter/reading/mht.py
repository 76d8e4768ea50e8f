"""Single-file web pages (.mht .mhtml), as browsers, Word and Excel save them → blocks, by the HTML reader."""

from __future__ import annotations

import posixpath
import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from urllib.parse import unquote

from linter.errors import ReadError
from linter.reading.blocks import Block, Document, TableBlock
from linter.reading.encoding import Decoded, decode
from linter.reading.html import blocks_of
from linter.submission import Note

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)
_TABS = "tabstrip"  # Excel's page of sheet names
_CODECS = {"utf-8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
_REMEDY = "请用浏览器或原来的软件打开，另存为“网页”（.htm）再检查。"
_MOST_PARTS = 10_000


def read_mht(data: bytes, source: str) -> Document:
    """The document of a single-file web page; of an Excel workbook every sheet, one after the other.

    Raises ReadError where there is no page in it.
    """
    pages = _pages(data)
    if not pages:
        raise ReadError("这个单个文件网页里没有网页，可能没有传完整", remedy=_REMEDY)
    main = pages[0]
    if not _FRAMES.search(main.text):
        return Document(source, tuple(blocks_of(main.text)), main.notes)
    blocks: list[Block] = []
    notes: list[Note] = []
    for page in pages[1:]:
        if not _FRAMES.search(page.text):
            tables = sum(isinstance(block, TableBlock) for block in blocks)
            blocks += blocks_of(page.text, tables_before=tables)
            notes += page.notes
    if not blocks:
        raise ReadError("这个单个文件网页只有框架，没有各个工作表的内容", remedy=_REMEDY)
    return Document(source, tuple(blocks), tuple(notes))


def _pages(data: bytes) -> list[Decoded]:
    """The pages of the file, the one to begin with first, Excel's page of sheet names left out."""
    try:
        message = message_from_bytes(data)
        parts = _parts(message)
        begun = next((part for part in parts if part.get("Content-ID") and part.get("Content-ID") == message.get_param("start")), None)
        if begun is not None:
            parts.remove(begun)
            parts.insert(0, begun)
        return [_text(part) for part in parts]
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # the parser of the standard library follows nested parts by recursion, and trips over headers gone wrong
        raise ReadError("单个文件网页已损坏或没有传完整", remedy=_REMEDY) from error


def _parts(message: Message) -> list[Message]:
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop(0)
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting[:0] = [one for one in inner if isinstance(one, Message)]
        elif part.get_content_type() in _PAGES and _TABS not in _name(part):
            found.append(part)
    return found


def _name(part: Message) -> str:
    return posixpath.basename(unquote(str(part.get("Content-Location", "")))).lower()


def _text(part: Message) -> Decoded:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return Decoded("", "utf-8")
    codec = _CODECS.get((part.get_content_charset() or "").lower())
    if codec:
        try:
            return Decoded(content.decode(codec).replace("\r\n", "\n"), codec)
        except UnicodeDecodeError:  # a page may be wrong about itself
            pass
    return decode(content)
