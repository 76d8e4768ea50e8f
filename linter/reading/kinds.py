"""Kinds of file this version knows by sight but cannot read: what they are called and what to do with them."""

from __future__ import annotations

from typing import NamedTuple

from linter.errors import ReadError


class Unreadable(NamedTuple):
    """`called`: what a user calls such a file; `remedy`: how to bring it here all the same."""

    called: str
    remedy: str


_ORIGINAL = "请向填报单位要 Word 或 Excel 原件，另存为网页（.htm）再检查。"
_UNPACK = "请先解压，再检查其中的文件。"
_OFFICE = "请用原来的软件打开，另存为“网页”（.htm）再检查。"

UNREADABLE: dict[str, Unreadable] = {
    "pptx": Unreadable("演示文稿", _OFFICE),
    "ppt": Unreadable("旧版演示文稿", _OFFICE),
    "encrypted": Unreadable("设了打开密码的 Office 文件", "请输入密码打开，去掉密码后另存为“网页”（.htm）再检查。"),
    "ofd": Unreadable("OFD 版式文件", _ORIGINAL),
    "zip": Unreadable("压缩包", _UNPACK),
    "archive": Unreadable("压缩包", _UNPACK),
    "xml": Unreadable("XML 数据文件", _OFFICE),
    "binary": Unreadable("二进制文件，不是文本", "请确认选对了文件；能检查的是文本（.txt）、Markdown（.md）、CSV 和网页（.htm）。"),
}


def not_supported(kind: str) -> ReadError:
    """What to say of a file of this kind."""
    called, remedy = UNREADABLE[kind]
    gap = " " if called[0].isascii() else ""
    return ReadError(f"这是{gap}{called}，本版本暂不支持", remedy=remedy)
