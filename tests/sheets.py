"""Made-up forms as plain values, written in `corpus/cases/<CODE>.toml`: what a case is about, the rest from a template.

    Case(code="V401", bad=True, say="接种率超过100%", sheets=(Sheet(…),), places=(Place("indicator", "疫苗接种率"),))

`tests/layouts.py` prints them. `needs` names what a layout must be able to carry for the case to make sense in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from linter.finding import LocusKind
from linter.submission import Category, Period

CASES = Path(__file__).parents[1] / "corpus" / "cases"


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator. `annual`: (name, target) of the 年度 half where it differs from the 实施期 half."""

    category: Category
    level3: str
    target: str
    weight: str = ""
    description: str = ""
    basis: str = ""
    annual: tuple[str, str] | None = None

    def half(self, period: Period) -> tuple[str, str]:
        return self.annual if period == "annual" and self.annual else (self.level3, self.target)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One 绩效目标表. Amounts are yuan, None where the cell is blank; `plan`: month → cumulative share."""

    name: str
    annual: Decimal | None
    total: Decimal | None
    lines: tuple[Line, ...]
    texts: Mapping[str, str]
    sources: Mapping[Period, Mapping[str, Decimal]] = field(default_factory=dict)
    attribute: str = ""
    period: str = ""
    start: str = ""
    end: str = ""
    title: str = ""
    plan: Mapping[int, str] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()

    @property
    def weighted(self) -> bool:
        """Whether the case speaks of weights; else the form has no column for them."""
        return "weight" in self.needs


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is expected: kind and name as in SCHEMA.md, and which table of the document (from 0), None for
    places outside the tables."""

    kind: LocusKind
    name: str | None = None
    table: int | None = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A document of a few sheets, and where the rule must report (`places`; none for a near miss).

    `paragraphs` stand before the tables, `notes` behind them.
    `only`: the editions ("two_halves.txt") it is about, where what a layout carries does not say it; empty for all.
    `known`: edition → why the program judges it wrongly for now; such a test fails loudly when it improves.
    """

    code: str
    number: int
    bad: bool
    say: str
    sheets: tuple[Sheet, ...]
    places: tuple[Place, ...] = ()
    budget: tuple[tuple[str, Decimal], ...] = ()
    carryover: tuple[tuple[str, Decimal], ...] = ()
    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    year: int = 2024
    only: frozenset[str] = frozenset()
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs(self) -> frozenset[str]:
        whole = {"document"} if self.budget or self.carryover or self.paragraphs or self.notes else set()
        return frozenset(whole).union(*(sheet.needs for sheet in self.sheets))


_TEXTS = {
    "overview": "为12个社区图书室更新图书、聘请管理员，保证每周开放。",
    "basis": "《中华人民共和国公共图书馆法》第三十一条。",
    "necessity": "居民步行范围内缺少阅读场所，放学后的学生无处自习。",
    "measures": "专人登记借还台账，每季度抽查一次开放记录。",
    "plan": "3月完成选书，4月起按周开放，11月汇总借阅情况。",
    "total_goal": "让居民在家门口借到书，图书室成为学生课后自习的固定场所。",
    "annual_goal": "开放12个社区图书室，全年借阅图书不少于20000册次。",
}
_LINES = (
    Line("quantity", "开放图书室数量", "=12个", "20", "全年正常开放的社区图书室数量", "年度开放计划"),
    Line("quality", "图书上架合格率", "≥98%", "20", "按规范编目上架的图书占新增图书的比例", "图书编目规范"),
    Line("timeliness", "首批图书上架时间", "2024年4月底前", "10", "第一批新书全部上架的时间", "年度开放计划"),
    Line("cost", "每个图书室补助标准", "≤2.5万元/个", "10", "对一个图书室的全年补助", "区级补助标准"),
    Line("social", "图书借阅册次", "≥20000册次", "20", "全年外借图书的册次", "借阅系统统计"),
    Line("satisfaction", "读者满意度", "≥90%", "10", "受访读者中表示满意的比例", "问卷调查"),
)
_DURATION = ("attribute", "period", "start", "end")
TEMPLATE: Mapping[str, Any] = {"name": "社区图书室开放服务", "annual": "30万元"}


def yuan(text: str) -> Decimal | None:
    """An amount of a case (30万元, 1,200元) in yuan, None for ''."""
    if not text:
        return None
    number = Decimal(text.rstrip("万元").replace(",", ""))
    return number * 10000 if text.endswith("万元") else number


def sheet_of(given: Mapping[str, Any]) -> Sheet:
    """A sheet from what a case says of it. Raises KeyError for an unknown key."""
    unknown = given.keys() - {"name", "annual", "total", "rows", "complete", "texts", "sources", "title", "plan", *_DURATION}
    if unknown:
        raise KeyError(f"unknown keys in a case: {sorted(unknown)}")
    said = TEMPLATE | given
    rows = tuple(_line(row) for row in given.get("rows", ()))
    named = {line.category for line in rows}
    lines = rows if given.get("complete") else (*rows, *(line for line in _LINES if line.category not in named))
    duration = {key: given.get(key, "") for key in _DURATION}
    if not any(duration.values()):
        duration = {"attribute": "一次性项目（1年结束）", "period": "1年", "start": "2024-01-01", "end": "2024-12-31"}
    return Sheet(
        name=said["name"], annual=yuan(said["annual"]), total=yuan(said.get("total", said["annual"])), lines=lines,
        texts=_TEXTS | given.get("texts", {}), title=given.get("title", ""),
        sources={half: {key: yuan(text) or Decimal(0) for key, text in per.items()} for half, per in given.get("sources", {}).items()},
        plan={int(month): share for month, share in given.get("plan", {}).items()}, needs=_needs(given, rows), **duration,
    )


def _line(row: list[str] | dict[str, Any]) -> Line:
    if isinstance(row, list):
        return Line(*row)
    return Line(**{key: tuple(value) if key == "annual" else value for key, value in row.items()})


def _needs(given: Mapping[str, Any], rows: tuple[Line, ...]) -> frozenset[str]:
    texts, sources = given.get("texts", {}), given.get("sources", {})
    needs = {key for key in (*_DURATION, "total", "title", "plan") if given.get(key)}
    needs |= {f"texts.{key}" for key in texts} | {f"sources.{half}.{key}" for half, per in sources.items() for key in per}
    needs |= {column for column in ("weight", "description", "basis", "annual") if any(getattr(line, column) for line in rows)}
    if "" in texts.values() or given.get("name") == "" or given.get("annual") == "":
        needs.add("blank")
    return frozenset(needs)


def cases_of(path: Path) -> list[Case]:
    """The cases of one file; what stands under [common] holds for all its documents where they do not say otherwise."""
    data = tomllib.loads(path.read_text("utf-8"))
    common, found = data.get("common", {}), []
    for kind in ("bad", "good"):
        for number, given in enumerate(data[kind], 1):
            about = {key: given.pop(key) for key in ("say", "at", "also", "budget", "carryover", "paragraphs", "notes", "layouts", "known") if key in given}
            year = given.pop("year", 2024)
            at = about.get("at", [{}])
            found.append(Case(
                code=path.stem, number=number, bad=kind == "bad", say=about["say"], year=year,
                sheets=tuple(sheet_of(sheet) for sheet in (given, *about.get("also", ()))),
                places=tuple(_place(common | place) for place in at) if kind == "bad" else (),
                budget=_rows(about.get("budget", ())), carryover=_rows(about.get("carryover", ())),
                paragraphs=tuple(about.get("paragraphs", ())), notes=tuple(about.get("notes", ())), only=frozenset(about.get("layouts", ())), known=about.get("known", {}),
            ))
    return found


def _place(given: Mapping[str, Any]) -> Place:
    outside = given["kind"] in ("document", "budget_line", "claim")
    return Place(**({"table": None} if outside else {}), **given)


def _rows(rows: Any) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, yuan(amount) or Decimal(0)) for name, amount in rows)
