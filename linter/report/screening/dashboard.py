"""`dashboard.html`: the whole intake on one page that needs nothing else: totals, charts, agencies by dimension, copies, failures.

Projects and findings stand on the agencies' own pages and in screening.xlsx; the page searches agencies, departments, rules and copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.contract.check_v1 import consequences, dimensions
from linter.finding import Severity
from linter.report.html.chart import Chart, Kind, bars, by_rule_and_dimension
from linter.report.html.environment import page_template
from linter.report.html.said import Said
from linter.report.screening.copies import Copies, copies_of
from linter.report.screening.graph import HEIGHT, WIDTH, Graph, graph
from linter.report.screening.heat import Group, columns, groups
from linter.report.screening.values import Failure, RuleLine, Screening
from linter.tables import table

PACKAGE = "linter.report.screening"
_HUNDRED_MILLION, _TEN_THOUSAND = Decimal(100_000_000), Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Dashboard(Said):
    """What the template shows. `totals`: words and figures of the headline, in order; `copies_in_all` are there to be told."""

    screening: Screening
    totals: tuple[tuple[str, str, str], ...]
    charts: tuple[Chart, ...]
    dimensions: tuple[str, ...]
    groups: tuple[Group, ...]
    rules: tuple[RuleLine, ...]
    copies: tuple[Copies, ...]
    copies_in_all: int
    graph: Graph
    failures: Sequence[Failure]
    width: int = WIDTH
    height: int = HEIGHT


def dashboard(screening: Screening) -> str:
    """The page. Pure: the same screening gives the same text."""
    template = page_template(
        "dashboard.html.j2", styles=("base.css", "screening.css", "dashboard.css"), script="dashboard.js", package=PACKAGE,
    )
    return template.render(page=_page(screening))


def money(yuan: Decimal | None) -> str:
    """An amount for a headline or a list: 3.21亿元, 1,234.57万元, 980元; — where it is not known."""
    if yuan is None:
        return "—"
    if abs(yuan) >= _HUNDRED_MILLION:
        return f"{yuan / _HUNDRED_MILLION:,.2f}亿元"
    return f"{yuan / _TEN_THOUSAND:,.2f}万元" if abs(yuan) >= _TEN_THOUSAND else f"{yuan:,.0f}元"


def _page(screening: Screening) -> Dashboard:
    most = table("screening")["most"]
    copies = tuple(copies for cluster in screening.clusters[: most["clusters"]] if (copies := copies_of(cluster)))
    return Dashboard(
        screening, tuple(_totals(screening)), (_grades(screening), *_faults(screening)), columns(screening), groups(screening),
        tuple(sorted(screening.rules, key=lambda rule: (-rule.findings, rule.code))), copies,
        max(screening.clusters_in_all, len(screening.clusters)), graph(screening.clusters), screening.failures[: most["failures"]],
    )


def _totals(screening: Screening) -> Iterator[tuple[str, str, str]]:
    """Word, figure, and what is to be said beside it."""
    totals = screening.totals
    yield "单位", f"{totals.agencies:,}", f"主管部门 {len(screening.departments)} 个" if screening.departments else ""
    yield "绩效目标表", f"{totals.projects:,}", f"指标 {totals.indicators:,} 条"
    yield "金额", money(totals.amount), ""
    said = (("无法检查", totals.failed), ("部分读出", totals.partial), ("重复", totals.duplicates))
    yield "文件", f"{totals.documents:,}", "，".join(f"{word} {count:,}" for word, count in said if count)
    for word, count in (("错误", totals.errors), ("警告", totals.warnings), ("提示", totals.infos)):
        yield word, f"{count:,}", f"平均每个项目 {count / totals.projects:.1f} 处" if totals.projects else ""
    yield "雷同", f"{max(screening.clusters_in_all, len(screening.clusters)):,}", "组相同或相近的文字、指标"


def _grades(screening: Screening) -> Chart:
    counts: Counter[str] = Counter()
    for line in screening.agencies:
        counts.update(line.grades)
    unknown = table("screening")["unknown"]["grade"]
    names = [*consequences(), *([unknown] if counts[unknown] else [])]
    kind = Kind("g", "项目数")
    return Chart("grades", "各等级的项目数", "等级", bars([(name, (counts[name],)) for name in names], (kind,)), (kind,), "个项目")


def _faults(screening: Screening) -> tuple[Chart, Chart]:
    by_rule = [(f"{rule.code} {rule.title}", Counter[Severity]({rule.severity: rule.findings})) for rule in screening.rules if rule.findings]
    by_rule.sort(key=lambda item: (-item[1].total(), item[0]))
    by_dimension: dict[str, Counter[Severity]] = {name: Counter() for name in dict.fromkeys(dimensions().values())}
    for rule in screening.rules:
        by_dimension.setdefault(rule.dimension or table("screening")["unknown"]["dimension"], Counter())[rule.severity] += rule.findings
    return by_rule_and_dimension(by_rule, by_dimension, "all")
