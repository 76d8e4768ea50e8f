"""One document: read → recognised → checked. Nothing here prints or exits.

    result = check(Path("绩效目标表.txt"))
    result = check(path, settings=settings_for(path), budget_list=read_budget_list(list_path), whole_agency=True)
    result = check(path, suppressions=suppressions_for(path))    # as `jixiao.ignore` beside it says

Raises ReadError for files that cannot be read (`check` turns it into a result of status failed) and SettingsError for
settings that name rules or options which do not exist. Both are said in Chinese.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import msgspec

from linter.audit import with_audits
from linter.checks.base import Rule
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.own import rule_of
from linter.checks.registry import RULES
from linter.contract.parse_v1 import ParseV1
from linter.errors import ReadError, SettingsError
from linter.form.budget_list import lines_of_table
from linter.form.recognise import recognise
from linter.form.segment import segments
from linter.form.stored import from_contract
from linter.form.vocabulary import standard
from linter.limits import Limits
from linter.reading import read, read_bytes
from linter.reading.blocks import Document
from linter.reading.inputs import Input
from linter.reading.opening import opened, shown_name
from linter.result import NO_VERDICT, Result
from linter.settings import DEFAULTS, Settings, deducting, find, load, merged, suggestion
from linter.submission import BudgetLine, Note, Submission
from linter.suggest.enrich import enriched
from linter.suggest.library import Library, library_of
from linter.suppress import ignore_file
from linter.suppress.apply import Suppressions, apply
from linter.suppress.baseline import read as read_baseline
from linter.tables import table

__all__ = [
    "Result", "check", "check_document", "check_submission", "find_rule", "parse", "read_budget_list", "rules_of",
    "settings_for", "suppressions_for",
]

_HEAD = 4096  # a stored parse result opens with its brace well within this many bytes
_BOM = b"\xef\xbb\xbf"
_JSON_PLACE = re.compile(r"at `([^`]+)`")


class _Version(msgspec.Struct):
    schema_version: int


def settings_for(document: Path, config: Path | None = None, top: Path | None = None, policy: Settings | None = None) -> Settings:
    """The settings that hold for a document: `config` when given, else the nearest file, else the defaults; `policy` over them.

    `top`: a folder above it whose settings hold where its own folder has none.
    """
    found = config or find(document, *([top] if top else []), Path.cwd())
    if found is None and policy is None:
        return DEFAULTS
    settings = load(found) if found else DEFAULTS
    settings = merged(settings, policy) if policy else settings
    rules_of(settings)  # says what is wrong with it before any document is read
    if settings.library:
        library_for(settings)
    return settings


def library_for(settings: Settings = DEFAULTS) -> Library:
    """The indicator library that suggestions come from. Raises SettingsError where the user's own cannot be used."""
    return library_of(settings.library, replace=settings.library_mode == "replace")


def suppressions_for(document: Path, settings: Settings = DEFAULTS, *, baseline: bool = True) -> Suppressions:
    """What the ignore file beside a document and (unless told not to) the baseline of the settings suppress. Raises SettingsError."""
    path = document.parent / ignore_file.FILE_NAME
    entries, known, names = None, None, None
    if os.access(path, os.F_OK):  # False also where the folder may not be entered: the document's reader says so
        entries = ignore_file.parse(_bytes(path), str(path), {rule.code: rule.name for rule in all_rules(settings)})
        names = _names(path.parent)
    if baseline and settings.baseline:
        path = Path(settings.baseline)
        known = read_baseline(_bytes(path), str(path))
    return Suppressions(entries, known, names, narrowed=bool(settings.select or settings.ignore))


def _names(folder: Path) -> tuple[str, ...] | None:
    """The names of the files in a folder, None where it does not say them."""
    try:
        return tuple(map(shown_name, folder.iterdir()))
    except OSError:
        return None


def _bytes(path: Path) -> bytes:
    try:
        with opened(path) as (file, _):
            return file.read()
    except ReadError as error:
        raise SettingsError(error.what, source=str(path), remedy=error.remedy) from error


def parse(document: Path | Input, *, settings: Settings = DEFAULTS) -> Submission:
    """What a document says. Also takes a document that `jixiao parse --format json` wrote. Raises ReadError."""
    given = document if isinstance(document, Input) else Input(document, shown_name(document))
    if given.error:
        raise given.error
    if given.data is not None:
        return recognise(read_bytes(given.data, given.name, settings.limits), settings.labels or None)
    stored = _stored(given.path, settings.limits)
    if stored is not None:
        return from_contract(stored)
    return recognise(read(given.path, settings.limits, given.name), settings.labels or None)


def check(
    document: Path | Input,
    *,
    settings: Settings = DEFAULTS,
    budget_list: tuple[BudgetLine, ...] | None = None,
    whole_agency: bool = False,
    suppressions: Suppressions | None = None,
    strict: bool = False,
) -> Result:
    """What the rules say of a document. `strict` raises where a rule breaks down; a bad file is a status, never raised."""
    try:
        submission = parse(document, settings=settings)
    except ReadError as error:
        return failure(document, str(error), settings)
    result = check_submission(
        submission, settings=settings, budget_list=budget_list, whole_agency=whole_agency, strict=strict
    )
    return with_audits(apply(result, suppressions), settings.audit) if suppressions else result


def failure(document: Path | Input, reason: str, settings: Settings = DEFAULTS) -> Result:
    """The result of a file that could not be read."""
    failed = Submission(document.name if isinstance(document, Input) else shown_name(document), status="failed", notes=(Note(reason),))
    return Result(failed, NO_VERDICT, settings.profile)


def check_document(document: Document, *, settings: Settings = DEFAULTS, strict: bool = False) -> Result:
    """What the rules say of a document held as blocks."""
    return check_submission(recognise(document, settings.labels or None), settings=settings, strict=strict)


def check_submission(
    submission: Submission,
    *,
    settings: Settings = DEFAULTS,
    budget_list: tuple[BudgetLine, ...] | None = None,
    whole_agency: bool = False,
    strict: bool = False,
) -> Result:
    """What the rules say of a document already read."""
    rules, report = rules_of(settings, budget_list=budget_list is not None, whole_agency=whole_agency)
    context = Context(submission, budget_list=budget_list, whole_agency=whole_agency)
    verdict = run(rules, context, report=report, strict=strict)
    verdict = enriched(verdict, submission, lambda: library_for(settings))
    return with_audits(Result(submission, verdict, settings.profile), settings.audit)


def read_budget_list(path: Path) -> tuple[BudgetLine, ...]:
    """The rows of an approved budget list: a table with 项目名称 and an amount. Raises ReadError, SettingsError."""
    vocabulary = standard()
    lines = [
        line
        for segment in segments(read(path), vocabulary)
        for line in lines_of_table(segment.rows, segment.above, vocabulary)
    ]
    if not lines:
        raise SettingsError(
            "没有找到预算项目", source=shown_name(path), remedy="预算清单应是一张表，表头里有“项目名称”和金额一列（如“预算数（万元）”）。"
        )
    if not any(line.amount for line in lines):
        raise SettingsError(
            "看不出金额的单位", source=shown_name(path), remedy="请在金额的表头里写明单位，如“预算数（万元）”，或在表格上方写“单位：万元”。"
        )
    return tuple(lines)


def all_rules(settings: Settings = DEFAULTS) -> tuple[type[Rule], ...]:
    """The rules of the catalogue and the bureau's own."""
    return (*RULES, *map(rule_of, settings.rule))


def rules_of(
    settings: Settings, *, budget_list: bool = False, whole_agency: bool = False
) -> tuple[list[Rule], frozenset[str]]:
    """The rules to run, and the codes of those to report; the others run because a reported one is silent under them.

    Raises SettingsError where the settings name a rule or an option that does not exist.
    """
    every = all_rules(settings)
    known = {rule.code: rule for rule in every}
    for code in (*settings.severity, *settings.options, *settings.opinions, *settings.items, *deducting(settings)):
        if code not in known:
            raise _unknown(code, settings.source, every)
    own = {rule.code for rule in settings.rule}
    report = set(_codes(settings.select, settings.source, every)) if settings.select else _profile(settings.profile) | own
    if not settings.select and budget_list:
        report |= known.keys() & set(table("profiles")["budget_list"]["adds"])
        agency = known.keys() & set(table("profiles")["whole_agency"]["adds"])
        report = report | agency if whole_agency else report - agency
    report |= _codes(settings.also, settings.source, every)
    report -= _codes(settings.ignore, settings.source, every)
    report -= {code for code, severity in settings.severity.items() if severity == "off"}
    running = report.union(*(known[code].silent_under for code in report)) & known.keys()
    rules = [
        rule(
            severity=settings.severity_of(rule.code), options=_options(rule, settings), opinion=settings.opinions.get(rule.code, ""),
            audit_item=settings.items.get(rule.code, ""),
        )
        for rule in every
        if rule.code in running
    ]
    return rules, frozenset(report)


def profile_codes() -> dict[str, frozenset[str]]:
    """The codes each profile reports."""
    return {name: frozenset(_profile(name)) for name in table("profiles")["profiles"]}


def find_rule(word: str) -> type[Rule]:
    """The rule of this code or name. Raises SettingsError with the nearest one."""
    for rule in RULES:
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    raise _unknown(word, "")


def _stored(path: Path, limits: Limits) -> ParseV1 | None:
    """The parse result a file holds, None when it is a document of another kind."""
    most = limits.bytes_of("text")
    try:
        if not path.is_file():  # a pipe can be read only once
            return None
        with path.open("rb") as file:
            if not file.read(_HEAD).removeprefix(_BOM).lstrip().startswith(b"{"):
                return None
            file.seek(0)
            data = file.read(most + 1).removeprefix(_BOM)
        if len(data) > most:
            return None  # the reader says that it is too large
    except OSError:
        return None  # the reader says what is wrong with the file
    try:
        version = msgspec.json.decode(data, type=_Version).schema_version
        if version == 1:
            return msgspec.json.decode(data, type=ParseV1)
    except msgspec.ValidationError as error:
        at = _JSON_PLACE.search(str(error))
        raise ReadError(
            "是 JSON 文件，但不是 jixiao parse --format json 写出的结果", source=shown_name(path), place=at[1] if at else "",
            remedy="请用 jixiao parse 重新生成。",
        ) from None
    except msgspec.DecodeError:
        return None
    raise ReadError(
        f"是第 {version} 版的解析结果，本程序只认识第 1 版", source=shown_name(path), remedy="请用本程序的 jixiao parse 重新生成。"
    )


def _profile(name: str) -> set[str]:
    profiles: Mapping[str, Any] = table("profiles")["profiles"]
    everything = {rule.code for rule in RULES}
    if profiles[name].get("everything"):
        return everything
    wanted = everything.difference(*(profile.get("adds", ()) for profile in profiles.values()))
    step: str | None = name
    while step:
        wanted |= everything.intersection(profiles[step].get("adds", ()))
        step = profiles[step].get("extends")
    return wanted


def _codes(words: Iterable[str], source: str, every: Sequence[type[Rule]]) -> set[str]:
    """Codes, beginnings of codes (M, F5) and names → codes."""
    found: set[str] = set()
    for word in words:
        matched = {rule.code for rule in every if rule.name == word.lower() or rule.code.startswith(word.upper())}
        if not matched:
            raise _unknown(word, source, every)
        found |= matched
    return found


def _unknown(word: str, source: str, every: Sequence[type[Rule]] = RULES) -> SettingsError:
    known = [word for rule in every for word in (rule.code, rule.name)]
    return SettingsError(
        f"没有规则“{word}”", source=source, remedy=f"{suggestion(word, known)}全部规则见 jixiao rules。"
    )


def _options(rule: type[Rule], settings: Settings) -> dict[str, Any]:
    given = settings.options.get(rule.code, {})
    out = {}
    for key, value in given.items():
        place = f"options.{rule.code}.{key}"
        if key not in rule.options:
            known = f"可用的选项：{'、'.join(rule.options)}。" if rule.options else "它没有选项。"
            raise SettingsError(
                f"规则 {rule.code} 没有选项“{key}”", source=settings.source, remedy=suggestion(key, rule.options) + known
            )
        out[key] = _option(rule.options[key], value, place, settings.source)
    return out


def _option(default: Any, value: Any, place: str, source: str) -> Any:
    """`value` as the type of `default`. Raises SettingsError when it is of another kind."""
    kind, said = type(default), ""
    if isinstance(default, bool):
        said = "" if isinstance(value, bool) else "true 或 false"
    elif isinstance(default, int):
        said = "" if type(value) is int else "整数"
    elif isinstance(default, float | Decimal):
        said = "" if type(value) in (int, float) or _is_decimal(default, value) else "数字"
    elif isinstance(default, str):
        said = "" if isinstance(value, str) else "文字"
    elif isinstance(default, tuple | list | frozenset):
        items = {type(item) for item in default}
        fits = isinstance(value, list) and (not items or {type(item) for item in value} <= items)
        said = "" if fits else "列表，各项与默认值同类"
    if said:
        raise SettingsError(f"“{place}”应当是{said}", source=source, remedy=f"默认值是 {option_said(default)}。")
    return kind(str(value)) if isinstance(default, Decimal) else kind(value)


def _is_decimal(default: object, value: object) -> bool:
    try:
        return isinstance(default, Decimal) and isinstance(value, str) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def option_said(value: Any) -> str:
    """A default the way it is written in the settings file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list | frozenset):
        return "[" + ", ".join(option_said(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str | Decimal) else str(value)
