"""What kind of file it is: by its content first, by the ending of its name second."""

from __future__ import annotations

import re
import struct
from pathlib import PurePath

from linter.reading.delimited import looks_like_csv
from linter.reading.encoding import decode

# first bytes → kind
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RIFF = re.compile(rb"RIFF....WEBP", re.DOTALL)
_BITMAP = re.compile(rb"BM....\0\0\0\0", re.DOTALL)

# name of the first telling entry of a zip → kind; names only, compressed bytes may spell anything
_ENTRY = re.compile(
    rb"PK\x03\x04.{26}(?:(xl|word|ppt)/[\w./-]+\.(?:xml|rels|bin)|(OFD)\.xml|mimetypeapplication/vnd\.oasis\.opendocument\.(spreadsheet|text))",
    re.DOTALL,
)
_LOCAL = struct.Struct("<4s2xHH8xI4xHH")  # signature, flags, method, packed size, lengths of name and extra field of an entry's header
_SIZES_BEHIND = 0x08  # the flag of an entry whose sizes stand behind it
_ENTRY_KINDS = {b"xl": "xlsx", b"word": "docx", b"ppt": "pptx", b"OFD": "ofd", b"spreadsheet": "ods", b"text": "odt"}
_ZIP_ENDINGS = {"xlsx": "xlsx", "xlsm": "xlsx", "docx": "docx", "docm": "docx", "pptx": "pptx", "ods": "ods", "odt": "odt", "ofd": "ofd"}
_OLE_ENDINGS = {"xls": "xls", "et": "et", "doc": "doc", "wps": "wps", "ppt": "ppt", "dps": "ppt"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument\0".encode("utf-16-le")  # a stream's name in the directory of an OLE file
_BOOK_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))

_HTML_START = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|style|table|div|p|pre|h[1-6]|[uo]l|center|span|font|b|strong|section|"
    r"article|form|frameset)(?=[\s>]))",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:html|body|table|div|p|br|span|h[1-6])[\s/>]", re.IGNORECASE)
_HTML_ENDINGS = ("html", "htm", "xhtml", "shtml")
_MARKDOWN_ENDINGS = ("md", "markdown")  # may begin with a tag and still be Markdown
_CSV_ENDINGS = ("csv", "tsv")
_MAIL_HEADER = re.compile(r"(?:From|Subject|Date|MIME-Version|Content-Type|X-[\w-]+|Snapshot-Content-Location):", re.IGNORECASE)
_MAIL_PAGE = re.compile(r"^Content-Type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.IGNORECASE | re.MULTILINE)
_TEXT_BYTES = 16_384
DIRECTORY_BYTES = 8_192
_OPENING = 2000  # characters in which an XML dialect names itself


def sniff(head: bytes, name: str) -> str:
    """The kind of a file from its first bytes and its name: text, delimited, html, or one of `kinds.UNREADABLE`.

    Raises ReadError when it is text in no encoding known here.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return _binary_kind(head, ending) or _text_kind(head, ending)


def directory_at(head: bytes) -> int:
    """Where the directory of an OLE file begins, which names its streams and may stand at its end; 0 for other files."""
    if not head.startswith(_OLE) or len(head) < 52:
        return 0
    sector, shift = int.from_bytes(head[48:52], "little"), int.from_bytes(head[30:32], "little")
    return (sector + 1) << shift if shift in (9, 12) else 0


def _binary_kind(head: bytes, ending: str) -> str | None:
    if head.startswith(_ZIP):
        entry = _telling_entry(head)
        return _ENTRY_KINDS[entry[entry.lastindex or 0]] if entry else _ZIP_ENDINGS.get(ending, "zip")
    if head.startswith(_OLE):
        if _ENCRYPTED in head:
            return "encrypted"
        if _WORD_STREAM in head:
            return "doc"
        return "xls" if any(name in head for name in _BOOK_STREAMS) else _OLE_ENDINGS.get(ending, "office")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _RIFF.match(head) or _BITMAP.match(head):
        return "image"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return None


def _telling_entry(head: bytes) -> re.Match[bytes] | None:
    """The first entry of a zip that tells what it is; those of a zip that it holds unpacked are not its own."""
    at = 0
    while at + _LOCAL.size <= len(head):
        signature, flags, _, packed, name, extra = _LOCAL.unpack_from(head, at)
        if signature != _ZIP[0]:
            return None
        if flags & _SIZES_BEHIND:
            return _ENTRY.search(head, at)  # where the next one begins is not said
        entry = _ENTRY.match(head, at)
        if entry:
            return entry
        at += _LOCAL.size + name + extra + packed
    return None


def _text_kind(head: bytes, ending: str) -> str:
    if len(head) > _TEXT_BYTES:
        head = head[:_TEXT_BYTES]
        head = head.rpartition(b"\n")[0] or head  # without the line that is cut off
    text = decode(head).text
    opening = text[:_OPENING].lstrip()
    start = _HTML_START.match(_past_preamble(text))
    if start and (ending not in _MARKDOWN_ENDINGS or start[0][1] == "!"):
        return "html"
    if opening.startswith("<?xml"):
        if "schemas-microsoft-com:office:spreadsheet" in opening or "Excel.Sheet" in opening:
            return "spreadsheet-xml"
        return "word-xml" if "Word.Document" in opening or "/word/" in opening else "xml"
    if _MAIL_HEADER.match(opening) and _MAIL_PAGE.search(opening):
        return "mht"
    if ending in _HTML_ENDINGS and _TAG.search(text):
        return "html"
    if ending in _CSV_ENDINGS or looks_like_csv(text):
        return "delimited"
    return "text"


def _past_preamble(text: str) -> str:
    """`text` without the comments and the XML declaration before its first element."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        closing = "-->" if text.startswith("<!--", at) else "?>" if text.startswith("<?", at) else ""
        end = text.find(closing, at) if closing else -1
        if end < 0:
            return text[at : at + 100]
        at = end + len(closing)
