"""The kind of a file: content first, name second; what cannot be read is named as people call it."""

from __future__ import annotations

import io
import zipfile
from importlib import import_module

import pytest

from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS
from linter.reading import read_bytes
from linter.reading.kinds import UNREADABLE
from linter.reading.readers import READERS
from linter.reading.sniff import sniff


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "name", "called"),
    [
        (zipped("OFD.xml"), "表.ofd", "OFD"),
        (zipped("一.txt"), "包.zip", "压缩包"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "表.xlsx", "密码"),
        (b"Rar!\x1a\x07\x00", "包.rar", "压缩包"),
        (b'<?xml version="1.0"?><data/>', "表.xml", "XML 数据"),
        (bytes(range(256)) * 20, "表.txt", "二进制"),
        (b"\x7fELF\2\1\1" + b"\0" * 20, "表.txt", "二进制"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, name: str, called: str) -> None:
    with pytest.raises(ReadError, match="暂不支持") as caught:
        read_bytes(data, name)
    assert called in caught.value.what
    assert caught.value.source == name
    assert "再检查" in caught.value.remedy or "检查其中" in caught.value.remedy or "确认选对了文件" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("项目名称\t道路养护\n", "表.txt", "text"),
        ("项目名称\t道路养护\n", "表", "text"),
        ("项目名称,预算\n道路养护,30\n", "表.csv", "delimited"),
        ("项目\t预算\n养护\t30\n", "表.tsv", "delimited"),
        ("<!DOCTYPE html><p>一", "表.txt", "html"),
        ("\n<!-- 导出 -->\n<html xmlns:v='x'>", "表.txt", "html"),
        ("<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html PUBLIC 'x'><html>", "表.xhtml", "html"),
        ("<TABLE border=1><tr><td>一", "表.xls", "html"),
        ("说明文字在前<br>网页在后", "表.html", "html"),
        ("没有任何标签的文字", "表.html", "text"),
        ("<p align=center>徽标</p>\n\n| 甲 | 乙 |\n|---|---|\n", "说明.md", "text"),
        ("<概述>这里的尖括号不是标签", "表.txt", "text"),
        ("<!--没有结束的注释", "表.txt", "text"),
    ],
)
def test_kinds_of_text(text: str, name: str, kind: str) -> None:
    assert sniff(text.encode(), name) == kind
    assert sniff(text.encode("utf-16"), name) == kind


def test_every_kind_is_read_or_explained() -> None:
    assert not READERS.keys() & UNREADABLE.keys()


def test_every_reader_exists() -> None:
    for reader in READERS.values():
        assert callable(getattr(import_module(reader.module), reader.function))
        assert DEFAULT_LIMITS.bytes_of(reader.size) > 0


def test_a_zip_that_holds_a_workbook_unpacked_is_a_zip() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", "<a/>")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("目标表.xlsx", inner.getvalue())
    assert sniff(inner.getvalue(), "表.dat") == "xlsx"
    assert sniff(outer.getvalue(), "报送.zip") == "zip"
