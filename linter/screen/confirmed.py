"""`jixiao letters 结果 --decisions screening.xlsx`: letters that say only what the reviewer has confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from linter.audit import with_audits
from linter.errors import JixiaoError, ReadError
from linter.finding import Finding
from linter.letters import write_files
from linter.reading.opening import opened
from linter.report.docx.projects import agencies as by_agency
from linter.report.docx.projects import distinct
from linter.report.docx.report import LETTER, LETTER_SAID, file_name, letters
from linter.report.docx.template import WordTemplate
from linter.result import Result
from linter.screen.decisions import Decision, read_decisions
from linter.screen.final import results_of
from linter.screen.marks import mark_of
from linter.screen.store import Store
from linter.settings import Settings

FOLDER = "letters_confirmed"
_REFUSED, _REWORDED = "不采纳", "改写"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written: letters, and how many opinions they hold (`reworded` of them in the reviewer's words). `unknown`: decisions on
    findings that are not there any more."""

    letters: tuple[Path, ...]
    opinions: int
    reworded: int
    refused: int
    unknown: int


def confirmed_letters(out: Path, decisions: Path, folder: Path | None = None, template: Path | None = None, *, force: bool = False) -> Sent:
    """Writes one letter for each agency that has an opinion confirmed. Raises JixiaoError where there is none, or a file would be written over."""
    said = _decided(decisions if decisions.exists() else out / decisions)
    made: list[tuple[str, bytes]] = []
    used: set[str] = set()
    chosen = WordTemplate(template.name, _bytes(template)) if template else WordTemplate.own(LETTER)
    with Store(out, read_only=True) as store:
        settings = store.settings()
        for agency, documents in groupby(results_of(store, settings), key=lambda result: result.submission.agency or ""):
            reworded: dict[str, str] = {}
            results = [_confirmed(result, said, settings, used, reworded) for result in documents]
            if any(result.verdict.findings for result in results):
                made.append((agency, letters(by_agency(results), chosen, opinions=settings.opinions, reworded=reworded)))
    sent = [mark for mark in used if said[mark].verdict != _REFUSED]
    if not sent:
        raise JixiaoError("没有一条采纳或改写的意见，没有写意见书", source=str(decisions), remedy="请在“复核意见”一列里选“采纳”或“改写”再试。")
    names = distinct([f"{file_name(agency)} {LETTER_SAID}.docx" for agency, _ in made])
    target = folder or out / FOLDER
    paths = write_files(target, [(name, data) for name, (_, data) in zip(names, made, strict=True)], force=force)
    return Sent(
        tuple(paths), len(sent), sum(said[mark].verdict == _REWORDED for mark in sent), sum(said[mark].verdict == _REFUSED for mark in used),
        len(said) - len(used),
    )


def _confirmed(result: Result, said: Mapping[str, Decision], settings: Settings, used: set[str], reworded: dict[str, str]) -> Result:
    """The result with what is to be sent; grades count nothing else."""
    kept: list[Finding] = []
    for finding in result.verdict.findings:
        mark = mark_of(result.submission.source, finding.fingerprint)
        decision = said.get(mark)
        if decision is None:
            continue
        used.add(mark)
        if decision.verdict == _REFUSED:
            continue
        kept.append(finding)
        if decision.verdict == _REWORDED:
            reworded[finding.fingerprint] = decision.words
    return with_audits(replace(result, verdict=replace(result.verdict, findings=tuple(kept))), settings.audit)


def _decided(path: Path) -> Mapping[str, Decision]:
    return read_decisions(_bytes(path), str(path))


def _bytes(path: Path) -> bytes:
    try:
        with opened(path) as (file, _):
            return file.read()
    except ReadError as error:
        raise JixiaoError(error.what, source=str(path), remedy=error.remedy) from error
