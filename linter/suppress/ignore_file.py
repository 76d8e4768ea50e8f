"""`jixiao.ignore`: findings set aside for a reason, one entry a line, beside the documents.

    # 文件 规则 [位置] # 理由 [until 日期]
    绩效目标表.xlsx   C103  图书采购            # 无满意度对象，财政局已同意
    *.txt            M302  图书采购 › 采购图书  # 单位印在表头里 until 2025-12-31

Blank lines and lines that begin with # are comments. UTF-8. The reason is mandatory.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from linter.errors import SettingsError

FILE_NAME = "jixiao.ignore"
ANY_RULE = "*"
REASON_TO_FILL = "理由待填"

_LINE = re.compile(r"""(?:"(?P<quoted>[^"]+)"|“(?P<chinese>[^”]+)”|(?P<plain>[^\s"“]\S*))(?:\s+(?P<rule>[^\s#＃]+)(?P<rest>.*))?$""")
_REASON = re.compile(r"(?:^|\s)[#＃](?P<reason>.*)$")
_UNTIL = re.compile(r"(?:^|\s)until\b[\s:：]*(?P<day>.*)$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?")
_STEP = re.compile(r"\s*›\s*|\s+[>＞]\s+")
_WORD = re.compile(r"\w")
_GRAMMAR = "每行的写法：文件 规则 [位置] # 理由 [until 日期]，例如：绩效目标表.xlsx C103 图书采购 # 无服务对象 until 2025-12-31"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `rule` is a code or `*`; `place` is () for the whole file; `until` is the last day it holds."""

    file: str
    rule: str
    place: tuple[str, ...]
    reason: str
    until: date | None
    line: int

    def covers(self, source: str) -> bool:
        """Whether a document of this name is meant, in whatever folder. A name stands for itself first: [1] in it is no pattern."""
        name, pattern = _folded(PurePosixPath(source).name), _folded(self.file)
        return name == pattern or fnmatchcase(name, pattern)

    def expired(self, today: date) -> bool:
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class IgnoreFile:
    """The entries of one file. `source` names it."""

    source: str
    entries: tuple[Entry, ...] = ()


def parse(data: bytes, source: str, rules: Mapping[str, str]) -> IgnoreFile:
    """The entries of an ignore file. `rules`: rule code → rule name.

    Raises SettingsError, in Chinese, that names the first line which cannot be understood and counts the others.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError("不是 UTF-8 编码", source=source, remedy="请用记事本打开，另存为 UTF-8 编码。") from None
    entries: list[Entry] = []
    faults: list[tuple[int, _Fault]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and line.strip()[0] not in "#＃":
            try:
                entries.append(_entry(line.strip(), number, rules))
            except _Fault as fault:
                faults.append((number, fault))
    if faults:
        number, first = faults[0]
        more = f"，另有{len(faults) - 1}行也要改" if len(faults) > 1 else ""
        raise SettingsError(first.what, source=source, place=f"第{number}行{more}", remedy=first.remedy)
    return IgnoreFile(source, tuple(entries))


class _Fault(Exception):
    """What is wrong with one line."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def _entry(line: str, number: int, rules: Mapping[str, str]) -> Entry:
    match = _LINE.match(line)
    if not match:
        raise _Fault("引号没有成对", _GRAMMAR)
    file = match["quoted"] or match["chinese"] or match["plain"]
    if "/" in file or "\\" in file:
        raise _Fault(f"文件“{file}”里有路径", "只写文件名；本文件只对同一文件夹里的文件起作用。")
    if not match["rule"]:
        raise _Fault("缺少规则", _GRAMMAR)
    rule = _rule(match["rule"], rules)
    said = _REASON.search(match["rest"])
    if not said:
        raise _Fault("没有写理由", f"请在行末写“ # 理由”，# 前面空一格。{_GRAMMAR}")
    place = match["rest"][: said.start()].strip()
    steps = tuple(_STEP.split(place)) if place else ()
    if not all(map(_filled, steps)):
        raise _Fault(f"位置“{place}”不完整", "请照检查结果里的写法，例如：图书采购 › 数量指标 › 采购图书")
    reason, until = _until(said["reason"].strip())
    if reason == REASON_TO_FILL:
        raise _Fault(f"“{REASON_TO_FILL}”还没有改成理由", "请写明为什么可以不改；应当改的问题，请把这一行删掉。")
    if not _WORD.search(reason):
        raise _Fault("没有写理由", f"请在 # 后面写明为什么可以不改。{_GRAMMAR}")
    return Entry(file, rule, steps, reason, until, number)


def _filled(step: str) -> bool:
    return bool(step.strip())


def _rule(word: str, rules: Mapping[str, str]) -> str:
    if word == ANY_RULE or word.upper() in rules:
        return word.upper()
    codes = {name: code for code, name in rules.items()}
    if word.lower() in codes:
        return codes[word.lower()]
    near = get_close_matches(word.lower(), [*codes, *map(str.lower, rules)], n=1, cutoff=0.6)
    offer = f"您是不是想写“{near[0] if near[0] in codes else near[0].upper()}”？" if near else ""
    raise _Fault(f"没有规则“{word}”", f"{offer}全部规则见 jixiao rules；所有规则写 *。文件名里有空格时要加引号。")


def _until(said: str) -> tuple[str, date | None]:
    """Reason and last day."""
    match = _UNTIL.search(said)
    if not match:
        return said, None
    day = _DAY.fullmatch(match["day"].strip())
    try:
        if day:
            return said[: match.start()].rstrip(), date(*map(int, day.groups()))
    except ValueError:  # the 31st of February
        pass
    raise _Fault(f"日期“{match['day'].strip()}”不对", "until 后面写年月日，放在行末，例如：until 2025-12-31")


def _folded(name: str) -> str:
    """As file systems compare names: Windows without regard to case, macOS with its own decomposition."""
    return unicodedata.normalize("NFC", name).casefold()
