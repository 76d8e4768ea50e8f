"""The baseline: what was found at some time, by fingerprint, so that a later run reports only what is new.

    {"schema_version": 1, "linter_version": "…", "documents": [
      {"source": "绩效目标表.txt", "agency": "…", "findings": [
        {"fingerprint": "…", "code": "C101", "place": ["图书采购", "立项依据"]}]}]}

A document is known by its name, else by its agency; see `known_to`. `code` and `place` are for people and for counting
what has been put right; only fingerprints decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from linter import __version__
from linter.errors import SettingsError
from linter.result import Result
from linter.submission import Submission
from linter.suppress.place import Places
from linter.wording import normal


class KnownFinding(msgspec.Struct, frozen=True):
    fingerprint: str
    code: str
    place: list[str] = []


class KnownDocument(msgspec.Struct, frozen=True):
    source: str
    agency: str | None
    findings: list[KnownFinding]


class Baseline(msgspec.Struct, frozen=True):
    schema_version: Literal[1]
    linter_version: str
    documents: list[KnownDocument]


class _Version(msgspec.Struct):
    schema_version: int
    documents: msgspec.Raw


def baseline_of(results: Iterable[Result]) -> bytes:
    """The baseline of these results as indented JSON; what is suppressed by reason is left out. Ends with a line break."""
    documents = [_document(result) for result in results if not result.failed]
    return msgspec.json.format(msgspec.json.encode(Baseline(1, __version__, documents)), indent=1) + b"\n"


def _document(result: Result) -> KnownDocument:
    places = Places(result.submission)
    findings = [KnownFinding(each.fingerprint, each.code, list(places.of(each))) for each in result.verdict.findings]
    return KnownDocument(result.submission.source, result.submission.agency, findings)


def read(data: bytes, source: str) -> Baseline:
    """The baseline a file holds. Raises SettingsError."""
    remedy = "请用 jixiao baseline --write 重新生成。"
    try:
        version = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Version).schema_version
        if version == 1:
            return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SettingsError("不是 jixiao baseline --write 写出的基线文件", source=source, remedy=remedy) from None
    raise SettingsError(f"是第 {version} 版的基线，本程序只认识第 1 版", source=source, remedy=remedy)


def known_to(baseline: Baseline, submission: Submission) -> Sequence[KnownDocument]:
    """The documents of the baseline that this one may be.

    A document of another agency is another document, whatever its name: hundreds of units hand in a file of the same
    name, and their projects are named alike. Among those left the ones of the same name are meant, if there are any;
    else the file has been renamed, and each may be it.
    """
    fitting = [
        document for document in baseline.documents
        if not document.agency or not submission.agency or normal(document.agency) == normal(submission.agency)
    ]
    return [document for document in fitting if document.source == submission.source] or fitting
