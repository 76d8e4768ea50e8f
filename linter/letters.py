"""The review documents on the disk: what `jixiao letters` writes, and what it refuses to write over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from linter.errors import JixiaoError
from linter.report.docx.report import FORM, FORM_SAID, LETTER, LETTER_SAID, delivered
from linter.report.docx.template import WordTemplate
from linter.result import Result

_ENDING = ".docx"


def write_letters(
    results: Sequence[Result], out: Path, inputs: Iterable[Path], *, per_agency: bool = False, letter: Path | None = None,
    form: Path | None = None, force: bool = False, opinions: Mapping[str, str] | None = None,
) -> list[Path]:
    """Writes letters and review forms: `out` and a second file beside it, or with `per_agency` two files an agency in the
    folder `out`. The files written. `opinions`: remedies in the bureau's own words. Raises JixiaoError before anything is written where a template is wrong or a file
    would be written over."""
    if not per_agency and out.suffix.lower() != _ENDING:
        raise JixiaoError(f"输出文件“{out}”应当以 {_ENDING} 结尾", remedy="每个单位写一个文件用 --per-agency，这时 -o 后面写文件夹。")
    if per_agency and out.exists() and not out.is_dir():
        raise JixiaoError(f"“{out}”是文件，不是文件夹", remedy="用 --per-agency 时，-o 后面写文件夹。")
    made = list(delivered(
        results, stem="" if per_agency else out.stem, opinions=opinions or {},
        letter_template=_template(letter) if letter else None, form_template=_template(form) if form else None,
    ))
    if not made:
        raise JixiaoError("没有可以写审核意见的绩效目标表", remedy="请先用 jixiao check 看看这些文件读出了什么。")
    return write_files(out if per_agency else out.parent, made, {*inputs, *(path for path in (letter, form) if path)}, force=force)


def write_own_templates(folder: Path, *, force: bool = False) -> list[Path]:
    """Writes this program's templates into a folder, for a bureau to change. The files written. Raises JixiaoError."""
    made = [(f"{said}模板.docx", WordTemplate.own(name).data) for name, said in ((LETTER, LETTER_SAID), (FORM, FORM_SAID))]
    return write_files(folder, made, force=force)


def write_files(folder: Path, made: Iterable[tuple[str, bytes]], given: Iterable[Path] = (), *, force: bool) -> list[Path]:
    """Writes all or, where one would be written over (a file that was `given`, or without `force` any), none. Raises JixiaoError."""
    targets = [(folder / name, data) for name, data in made]
    _refuse([path for path, _ in targets], given, force=force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in targets:
            path.write_bytes(data)
    except OSError as error:
        raise JixiaoError(
            f"无法写到“{folder}”", remedy="请检查路径是否存在、有没有写入权限、文件是否正被别的程序打开。"
        ) from error
    return [path for path, _ in targets]


def _refuse(targets: Sequence[Path], given: Iterable[Path], *, force: bool) -> None:
    """Raises where a file that was given, or (without `force`) any other, would be written over."""
    kept = {path.resolve() for path in given}
    for path in targets:
        if path.resolve() in kept:
            raise JixiaoError(f"输出文件“{path}”就是给出的文件", remedy="请换一个文件名，原文件不能被覆盖。")
    existing = [path for path in targets if path.exists()]
    if existing and not force:
        more = f" 等 {len(existing)} 个文件" if len(existing) > 1 else ""
        raise JixiaoError(f"“{existing[0]}”{more}已经存在，没有写", remedy="要覆盖请加 --force，或者换一个名字。")


def _template(path: Path) -> WordTemplate:
    try:
        return WordTemplate(path.name, path.read_bytes())
    except OSError as error:
        raise JixiaoError("打不开模板", source=str(path), remedy="请检查路径和读取权限。") from error
