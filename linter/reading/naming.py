"""Names of files: which are documents, in the order people count, and as they were meant in archives of Chinese Windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TypeVar
from zipfile import ZipInfo

from linter.tables import table, words

Item = TypeVar("Item")
_NUMBER = re.compile(r"([0-9]+)")
_UTF8_FLAG = 0x800
_UNICODE_PATH = b"\x75\x70"  # the extra field in which Info-ZIP and 7-Zip put the name in UTF-8
_DRIVE = re.compile(r"^[A-Za-z]:")


def ending(name: str) -> str:
    """The ending of a file's name, lower case, without the dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def is_document(name: str) -> bool:
    """Whether a file found in a folder is to be checked."""
    return ending(name) in words("documents", "endings")


def is_archive(name: str) -> bool:
    """Whether a file found in a folder may hold documents."""
    return ending(name) in words("documents", "archives")


def spoken_of(names: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """The files of a folder, by their paths in it, without the traces of systems and the pictures of saved web pages."""
    data = table("documents")
    pages = {name.with_suffix("") for name in names if ending(name.name) in ("htm", "html")}

    def traces(name: PurePosixPath) -> bool:
        if any(fnmatchcase(name.name, pattern) for pattern in data["silent_files"]):
            return True
        return any(
            any(fnmatchcase(folder.name, pattern) for pattern in data["silent_folders"])
            or any(str(folder).endswith(tail) and PurePosixPath(str(folder).removesuffix(tail)) in pages for tail in data["companion_folders"])
            for folder in name.parents
        )

    return in_natural_order((name for name in names if not traces(name)), str)


def in_natural_order(items: Iterable[Item], name: Callable[[Item], str]) -> list[Item]:
    """The items sorted by name, numbers in it by their value."""
    return sorted(items, key=lambda item: [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBER.split(name(item))])


def zip_name(info: ZipInfo) -> str:
    """The name of a zip's member: where it is not said to be UTF-8 it is GBK, as Chinese Windows writes it."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    said = _unicode_path(info.extra)
    if said:
        return said
    try:
        raw = info.filename.encode("cp437")  # what Python takes it for
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_path(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        if extra[at : at + 2] == _UNICODE_PATH:
            try:
                return extra[at + 9 : at + 4 + size].decode()  # after a version byte and four of a checksum
            except UnicodeDecodeError:
                return ""
        at += 4 + size
    return ""


def safe_name(name: str) -> PurePosixPath:
    """A member's name as a path that leads nowhere but down; it is only shown, and never was a place to write to."""
    parts = [part for part in _DRIVE.sub("", name.replace("\\", "/")).split("/") if part not in ("", ".", "..")]
    return PurePosixPath(*parts) if parts else PurePosixPath("（没有名字）")
