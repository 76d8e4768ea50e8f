"""A file and what is to be written → the copy. Only Excel and Word files of today's formats can be written into."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from linter import api
from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.inputs import Input
from linter.reading.limits import SNIFF_BYTES
from linter.reading.package import Package, broken
from linter.reading.sniff import sniff
from linter.report.annotate.parts import Parts
from linter.settings import Settings
from linter.web.corrected import excel, word
from linter.web.corrected.written import READS_OTHERWISE, Write, Written
from linter.web.editing.cells import Holding, holding

_CALLED = {"xlsx": "Excel 工作簿", "docx": "Word 文档"}
ENDINGS = {"xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"), "docx": (".docx", ".docm", ".dotx", ".dotm"), "pdf": (".pdf",)}
_WHY = {
    "pdf": "PDF 文件里的文字不能改", "xls": "旧格式 .xls 不能写", "et": "WPS 表格的旧格式 .et 不能写", "ods": ".ods 格式不能写", "doc": "旧格式 .doc 不能写",
    "wps": ".wps 格式不能写", "image": "图片不能改",
}
_INSTEAD = "请照“修改记录”在原来的文件里改；要直接得到改好的副本，请把文件另存为 .xlsx 或 .docx 后再上传。"


@dataclass(frozen=True, slots=True)
class CorrectedCopy:
    data: bytes
    written: tuple[Written, ...]


def kind_of(data: bytes, name: str) -> str:
    """What a file is: a word of the table of readers."""
    return sniff(data[:SNIFF_BYTES], name) or ""


def corrected(data: bytes, name: str, writes: Sequence[Write], settings: Settings) -> CorrectedCopy:
    """The copy with the new texts, read back: what does not say there what it is to say is left as it was. Raises ReadError where a file of its kind cannot be written."""
    kind = kind_of(data, name)
    if kind not in _CALLED:
        raise ReadError(f"不能写出改好的副本：{_WHY.get(kind, '这种文件不能写')}", source=name, remedy=_INSTEAD)
    try:
        copy = _written(data, kind, writes, settings.limits)
        wrong = _read_otherwise(copy, name, settings)
        if wrong:
            kept = _written(data, kind, [write for write in writes if write not in wrong], settings.limits)
            done = {each.write: each for each in (*copy.written, *kept.written)} | {write: Written(write, READS_OTHERWISE) for write in wrong}
            copy = CorrectedCopy(kept.data, tuple(done[write] for write in writes))
        return copy
    except ReadError as error:
        error.source = name
        raise
    except (ValueError, KeyError, IndexError, BadZipFile, zlib.error) as error:
        raise ReadError(broken(_CALLED[kind]).what, source=name, remedy=_INSTEAD) from error


def _written(data: bytes, kind: str, writes: Sequence[Write], limits: Limits) -> CorrectedCopy:
    package = Package(data, _CALLED[kind], limits)
    parts = Parts(data, {part: package.part(part) for part in package.names if not part.endswith("/")})
    if kind == "xlsx":
        written = excel.write_cells(parts, writes)
    else:
        from linter.reading.word.places import docx_places

        written = word.write_cells(parts, docx_places(data, limits), writes)
    return CorrectedCopy(parts.packed(), tuple(written))


def _read_otherwise(copy: CorrectedCopy, name: str, settings: Settings) -> list[Write]:
    """What was written and does not say what it is to say when the copy is read."""
    tables = {table.index: table for table in api.parse(Input(Path(name), name, copy.data), settings=settings).tables}
    wrong = []
    for write in (each.write for each in copy.written if not each.refused):
        held = holding(tables[write.table], write.address) if write.table in tables else None
        if held is None or not _alike(held, write.after):
            wrong.append(write)
    return wrong


def _alike(read: Holding, wanted: Holding) -> bool:
    if wanted.is_money:
        return (read.money and read.money.yuan) == (wanted.money and wanted.money.yuan)
    return "".join(read.text.split()) == "".join(wanted.text.split())
