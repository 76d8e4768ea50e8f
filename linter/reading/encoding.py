"""Bytes → text: UTF-8, UTF-16 and GB18030 (which holds GBK and GB2312), with damage named, not hidden."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from linter.errors import ReadError
from linter.reading.kinds import not_supported
from linter.submission import Note
from linter.where import Spot

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 LE, so it stands before it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAID = {"gb18030": "GB18030（GBK）", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-8": "UTF-8"}
_DECLARATION = re.compile(
    rb"<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
# what a page declares → codec; single-byte names are left out, Chinese text cannot be in them whatever a page says
_DECLARED = {
    b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"x-gbk": "gb18030", b"cp936": "gb18030",
    b"utf-8": "utf-8", b"utf8": "utf-8", b"big5": "big5hkscs", b"big5-hkscs": "big5hkscs", b"x-x-big5": "big5hkscs", b"cp950": "big5hkscs",
}
_CHINESE_IN_UTF8 = re.compile(rb"[\xe2-\xef]")
_CUT_OFF = ("unexpected end of data", "truncated data", "incomplete multibyte sequence")
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\v\f\r\x1a\x1b")
_UNSEEN = ("\ufeff", "\u200b", "\u00ad", "\x00", "\x1a")  # zero-width marks, padding, the DOS end-of-file mark
_PLACES_NAMED = 5
_SAMPLE = 65_536
_WINDOW = 8_192
_SURE = 8  # so many valid UTF-8 characters to one that is not, and it is damaged UTF-8 whatever else could read it


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, line ends as "\\n", invisible marks removed. `notes` name what could not be decoded."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file, by byte order mark, strict UTF-8, the pattern of NUL bytes, a page's own declaration, GB18030.

    Raises ReadError when the bytes are no text, or when more than a quarter of it cannot be decoded.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], codec)
    if b"\0" in data:
        found = _utf16(data)
        if found:
            return _forgiving(data, found)
        return _padded(data)
    if _is_binary(data):
        raise not_supported("binary")
    declared = _declared(data)
    try:
        text = data.decode("utf-8")
        if text.isascii() or _CHINESE_IN_UTF8.search(data) or not _is_gb2312(data):
            return Decoded(_plain(text), "utf-8")
        good = bad = 0
    except UnicodeDecodeError as error:
        good, bad = _utf8_evidence(data, error)
        if good and good >= _SURE * bad:
            return _forgiving(data, "utf-8")
    for codec in (declared or "gb18030", "gb18030"):  # a page may be wrong about itself
        try:
            return Decoded(_plain(data.decode(codec)), codec)
        except UnicodeDecodeError:
            pass
    return _forgiving(data, "utf-8" if good and good >= bad else "gb18030")


def _declared(data: bytes) -> str | None:
    """The codec a web page declares for itself, None where it declares none that could hold Chinese."""
    head = data[:_DECLARED_WITHIN]
    found = _DECLARATION.search(head) if b"<" in head else None
    return _DECLARED.get(found[1].lower()) if found else None


def _plain(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in _UNSEEN:
        text = text.replace(mark, "")
    return text


def _forgiving(data: bytes, codec: str) -> Decoded:
    """Decodes with what is damaged replaced by "�" and named; a character cut off at the end of the file is dropped."""
    try:
        return Decoded(_plain(data.decode(codec)), codec)
    except UnicodeDecodeError as error:
        start, cut_off = error.start, error.reason in _CUT_OFF and len(data) - error.start < 4
    if cut_off:
        text = _plain(data[:start].decode(codec))
        line = text.count("\n") + 1
        return Decoded(text, codec, (Note("文件在一个字的中间断了，可能没有传完；已读到这里为止", Spot(line=line)),))
    text = _plain(data.decode(codec, "replace"))
    bad = text.count("\ufffd")
    if bad > 1 and bad * 4 > _beyond_ascii(text):
        raise ReadError(
            "认不出文字编码：按 UTF-8、UTF-16、GB18030（GBK）都读不通",
            remedy="请用记事本或 WPS 打开确认不是乱码，另存为 UTF-8 编码再试。",
        )
    return Decoded(text, codec, tuple(_damage(text, _SAID.get(codec, codec))))


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _damage(text: str, codec: str) -> list[Note]:
    """One note for each of the first damaged lines, one for all others."""
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    notes = [Note(f"有字不能按 {codec} 解读，原处记作“\ufffd”", Spot(line=n)) for n in lines[:_PLACES_NAMED]]
    if len(lines) > _PLACES_NAMED:
        notes.append(Note(f"另有 {len(lines) - _PLACES_NAMED} 行也有不能解读的字"))
    return notes


def _is_gb2312(data: bytes) -> bool:
    """Whether bytes that read as UTF-8 letters are common Chinese: a few words of GBK can be both."""
    try:
        data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _utf8_evidence(data: bytes, error: UnicodeDecodeError) -> tuple[int, int]:
    """How many three-byte characters around the first damage are valid UTF-8, and how much is not.

    GBK read as UTF-8 has next to none that are valid. A character cut off by the end of the file is no evidence against.
    """
    at = error.start
    start = max(0, at - _WINDOW)
    end = at if error.reason in _CUT_OFF and len(data) - at < 4 else at + _WINDOW
    text = data[start:end].decode("utf-8", "replace")
    if start:
        text = text.lstrip("\ufffd")  # the window opened inside a character
    bad = text.count("\ufffd")
    return sum(c >= "\u0800" for c in text) - bad, bad


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, told by how many of its characters are ASCII or Chinese in either byte order."""
    sample = data[: min(len(data), _WINDOW) // 2 * 2]
    best, codec = 0.9, None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "ignore")
        share = sum(map(_usual, text)) * 2 / max(len(sample), 1)
        if share > best:
            best, codec = share, name
    return codec


def _usual(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fff" or " " <= c <= "~" or c in "\t\n\r\f" or "\u2000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"


def _padded(data: bytes) -> Decoded:
    """Text with NUL bytes only behind its end, as a broken transfer leaves it; anything else with NULs is binary."""
    body = data.rstrip(b"\0")
    if not body or b"\0" in body:
        raise not_supported("binary")
    found = decode(body)
    note = Note("文件末尾是空字节，可能没有传完；已读到这里为止", Spot(line=found.text.count("\n") + 1))
    return Decoded(found.text, found.encoding, (*found.notes, note))


def _is_binary(data: bytes) -> bool:
    """Control characters make up more than one byte in a hundred."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > 1 and controls * 100 > len(sample)
