"""`jixiao annotate`: a file read, checked and written anew with comments. The file itself is only ever read."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from linter import api
from linter.catalogue import sheets
from linter.errors import JixiaoError, ReadError
from linter.limits import Limits
from linter.reading.inputs import Input
from linter.reading.limits import SNIFF_BYTES, too_large
from linter.reading.opening import opened, shown_name
from linter.reading.package import Package, broken
from linter.reading.sniff import sniff
from linter.report.annotate.outcome import Copy, told
from linter.report.annotate.parts import Parts
from linter.report.report import Report
from linter.result import Result
from linter.settings import Settings, override

_SIZES = {"xlsx": "office", "docx": "office", "pdf": "pdf"}
_CALLED = {"xlsx": "Excel 工作簿", "docx": "Word 文档", "pdf": "PDF 文件"}
# content type of the main part → what such a file's name ends in
_ENDINGS = {
    b"spreadsheetml.sheet.main+xml": ".xlsx", b"ms-excel.sheet.macroEnabled.main+xml": ".xlsm", b"spreadsheetml.template.main+xml": ".xltx",
    b"ms-excel.template.macroEnabled.main+xml": ".xltm", b"wordprocessingml.document.main+xml": ".docx",
    b"ms-word.document.macroEnabled.main+xml": ".docm", b"wordprocessingml.template.main+xml": ".dotx",
    b"ms-word.template.macroEnabledTemplate.main+xml": ".dotm",
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What came of it. `said` is what the command prints; `written` is False where nothing was found."""

    result: Result
    said: str
    written: bool


def annotate(
    path: Path, out: Path, *, config: Path | None = None, policy: Settings | None = None, given: Mapping[str, Any] | None = None,
    safe_fixes: bool = False, force: bool = False,
) -> Annotated:
    """Checks a file and writes its annotated copy to `out`. Raises ReadError, SettingsError and JixiaoError, all said in Chinese."""
    name = shown_name(path)
    settings = override(api.settings_for(path, config, policy=policy), **(given or {}))
    try:
        data, kind = _read(path, settings.limits)
    except ReadError as error:
        error.source = error.source or name
        raise
    contents = _contents(data, kind, name, settings.limits)
    _check_out(path, out, _ending(contents, kind, path), force=force)
    result = api.check(Input(path, name, data), settings=settings, suppressions=api.suppressions_for(path, settings))
    if result.failed:
        raise ReadError(result.submission.notes[0].text.removeprefix(f"{name}：").rstrip("。"), source=name)
    if not result.verdict.findings:
        return Annotated(result, f"{name}：没有发现问题，没有要批注的，没有写文件。\n", written=False)
    if all(finding.locus.spot.ocr for finding in result.verdict.findings):
        raise _cannot(path, "文字是从图片识别出来的，位置不准，不能加批注")
    report = Report([result], {sheet.code: sheet for sheet in sheets(tuple(api.all_rules(settings)))})
    copy = _copy(data, kind, contents, report, path, settings.limits, safe_fixes=safe_fixes)
    _write(out, copy.data)
    return Annotated(result, told(copy, str(out), report, safe_fixes=safe_fixes), written=True)


def _read(path: Path, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a file that can carry comments, and its kind."""
    with opened(path) as (file, size):
        head = file.read(SNIFF_BYTES)
        if not head:
            raise ReadError("文件是空的，一个字也没有", remedy="请确认选对了文件、文件已经保存并完整传到。")
        kind = sniff(head, path.name)
        if kind not in _SIZES:
            other = path.suffix.lower() in _ENDINGS.values() or path.suffix.lower() == ".pdf"
            raise _cannot(path, "文件的内容不是结尾说的那一种，不能加批注" if other else f"{path.suffix or '这种'} 文件不能加批注")
        most = limits.bytes_of(_SIZES[kind])
        if size > most:
            raise too_large(most, size)
        data = head + file.read(most - len(head) + 1)
    if len(data) > most:
        raise too_large(most, len(data))
    return data, kind


def _contents(data: bytes, kind: str, name: str, limits: Limits) -> Mapping[str, bytes]:
    """The parts of an Office file, unpacked within the limits; {} for others."""
    if kind == "pdf":
        return {}
    try:
        package = Package(data, _CALLED[kind], limits)
        return {part: package.part(part) for part in package.names if not part.endswith("/")}
    except ReadError as error:
        error.source = name
        raise


def _ending(contents: Mapping[str, bytes], kind: str, path: Path) -> str:
    """What the name of a copy must end in."""
    if kind == "pdf":
        return ".pdf"
    types = next((held for part, held in contents.items() if part.lower() == "[content_types].xml"), b"")
    if kind == "xlsx" and (b"sheet.binary.macroEnabled" in types or "xl/workbook.bin" in contents):
        raise _cannot(path, ".xlsb 文件不能加批注")
    return next((ending for said, ending in _ENDINGS.items() if said in types), f".{kind}")


def _check_out(path: Path, out: Path, ending: str, *, force: bool) -> None:
    """Says before any work why the copy cannot be written there."""
    if out.suffix.lower() != ending:
        raise JixiaoError(f"输出文件“{out}”的结尾应是 {ending}，与原件是同一种文件", remedy=f"请写成 -o {out.stem}{ending}。")
    if _is_same(path, out):
        raise JixiaoError("输出文件就是原件，原件不能改写", remedy="请给 -o 另起一个文件名。")
    if out.is_dir():
        raise JixiaoError(f"“{out}”是一个文件夹", remedy="请写出文件名。")
    if os.path.lexists(out) and not force:
        raise JixiaoError(f"输出文件“{out}”已经有了，没有覆盖", remedy="请换一个文件名；要覆盖就加 --force。")
    if not out.absolute().parent.is_dir():
        raise JixiaoError(f"输出文件的文件夹“{out.parent}”不存在", remedy="请先建好文件夹，或换一个位置。")


def _is_same(path: Path, out: Path) -> bool:
    """Whether two paths are one file: also by links, by `..`, and where upper and lower case are the same."""
    with suppress(OSError):
        if out.exists():
            return path.samefile(out)
    return os.path.normcase(path.resolve()) == os.path.normcase(out.resolve())


def _copy(
    data: bytes, kind: str, contents: Mapping[str, bytes], report: Report, path: Path, limits: Limits, *, safe_fixes: bool
) -> Copy:
    try:
        if kind == "xlsx":
            from linter.report.annotate import excel

            return excel.annotate(Parts(data, contents), report, safe_fixes=safe_fixes)
        if kind == "docx":
            from linter.reading.word.places import docx_places
            from linter.report.annotate import word

            return word.annotate(Parts(data, contents), report, docx_places(data, limits), safe_fixes=safe_fixes)
        from linter.report.annotate import pdf

        try:
            return pdf.annotate(data, report, safe_fixes=safe_fixes)
        except pdf.Locked:
            raise _cannot(path, "这份 PDF 加了密，限制改动，不能加批注") from None
    except (ValueError, KeyError, IndexError, BadZipFile, zlib.error) as error:
        raise ReadError(broken(_CALLED[kind]).what, source=shown_name(path), remedy=_instead(path)) from error


def _write(out: Path, data: bytes) -> None:
    """Writes beside `out` and renames at the end: no one ever sees half a file."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
        beside.replace(out)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise JixiaoError(
            f"无法写入输出文件“{out}”", remedy="请检查路径、有没有写入权限、磁盘是否已满、文件是否正被别的程序打开。"
        ) from error


def _cannot(path: Path, what: str) -> ReadError:
    return ReadError(what, source=shown_name(path), remedy=_instead(path))


def _instead(path: Path) -> str:
    named = str(path.with_name(shown_name(path)))
    return f"请改用问题清单：jixiao check {f'{chr(34)}{named}{chr(34)}' if ' ' in named else named} -o 问题清单.xlsx"
