"""B207: two projects of one document whose indicators are the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from linter.checks.base import DocumentRule, table_locus
from linter.checks.boilerplate.projects import comparable, project_key, projects_said
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import normal, squeeze

Row = tuple[str, str]


class IdenticalIndicators(DocumentRule):
    """查什么：同一份文件里，两个不同项目的指标（三级指标名称连同指标值）八成以上相同，并且相同的不少于五条。
    投入管理类的预设指标不算。

    为什么：项目不同，产出和效益就不同；指标成套照搬，就考核不出各自的结果（参考审核表“指标科学性”）。

    怎么改：按各个项目自己的任务设指标。例如把通用的“完成率 100%”换成“维修校舍面积 ≥1200平方米”“新增床位 ≥40张”。
    """

    code = "B207"
    name = "identical-indicator-sets"
    title = "不同项目的指标成套相同"
    severity = "warning"
    audit_item = "指标科学性"
    help = "请按各个项目自己的任务设指标，例如把通用的“完成率 100%”换成“维修校舍面积 ≥1200平方米”“新增床位 ≥40张”。"
    options = {"share": "0.8", "at_least": 5}
    options_said = {"share": "两个项目的指标有多大比例相同才报（0 到 1）", "at_least": "两个项目都至少有几条指标才比较"}

    def check(self, context: Context) -> Iterator[Finding]:
        tables = comparable(context.submission.tables)
        sets = [_rows(table, context) for table in tables]
        for group in self._groups(tables, sets):
            same = [tables[n] for n in group]
            shared = frozenset.intersection(*(sets[n] for n in group)) or sets[group[0]] & sets[group[1]]
            shown = "、".join(f"{name} {target}" for name, target in sorted(shared)[:3])
            yield self.found(
                table_locus(same[0]),
                f"{projects_said(same)}有{len(shared)}条指标的名称和指标值完全相同，如“{shown}”。",
                table=same[0], related=[table_locus(t) for t in same[1:]], evidence=shown,
            )

    def _groups(self, tables: Sequence[TargetTable], sets: Sequence[frozenset[Row]]) -> list[list[int]]:
        """Connected components of tables that share enough, found by an inverted index of rows."""
        share, least = Decimal(str(self.chosen["share"])), int(self.chosen["at_least"])
        parent = list(range(len(sets)))

        def root(n: int) -> int:
            while parent[n] != n:
                n = parent[n]
            return n

        holders: dict[Row, list[int]] = defaultdict(list)
        for n, rows in enumerate(sets):
            if len(rows) < least:
                continue
            shared: Counter[int] = Counter()
            for row in rows:
                shared.update(holders[row])
                holders[row].append(n)
            for m, count in shared.items():
                alike = count >= least and count >= share * max(len(rows), len(sets[m]))
                if alike and project_key(tables[n].name) != project_key(tables[m].name) and root(n) != root(m):
                    low, high = sorted((root(n), root(m)))
                    parent[high] = low
        groups: dict[int, list[int]] = defaultdict(list)
        for n in range(len(sets)):
            groups[root(n)].append(n)
        return [group for group in groups.values() if len(group) > 1]


def _rows(table: TargetTable, context: Context) -> frozenset[Row]:
    """(name, target) of each indicator, the 年度 half first, where both are filled in."""
    rows = set()
    for pair in context.pairs(table):
        half = pair.annual or pair.first
        if pair.category != "management" and half.target and pair.name:
            rows.add((normal(pair.name), squeeze(half.target)))
    return frozenset(rows)


_SET = (
    ind("quantity", "任务完成数量", "≥1项"), ind("quality", "验收合格率", "=100%"), ind("timeliness", "完成及时率", "=100%"),
    ind("cost", "成本控制率", "≤100%"), ind("social", "服务能力提升率", "≥5%"), ind("satisfaction", "群众满意度", "≥90%"),
)
_OWN_ROWS = (
    ind("quantity", "整修堤防长度", "≥3.5公里"), ind("quality", "土方压实度合格率", "≥95%"), ind("timeliness", "汛前完工", "5月31日前"),
    ind("cost", "每公里整修成本", "≤80万元"), ind("social", "受保护人口", "≥2万人"), ind("satisfaction", "沿岸居民满意度", "≥90%"),
)
_PRESET = tuple(ind("management", name, "=100%") for name in ("预算执行率", "资金到位率", "制度健全率", "合同备案率", "采购合规率"))
IdenticalIndicators.bad = (
    case("六条指标全部相同", form(*_SET, name="社区矫正"), form(*_SET, name="人民调解")),
    case("六条里五条相同，第三个项目不同", form(*_SET, name="气象科普"), form(*_OWN_ROWS, name="堤防整修"),
         form(*_SET[:5], ind("satisfaction", "观众满意度", "≥85%"), name="科技馆巡展")),
)
IdenticalIndicators.good = (
    case("名称相同而指标值不同", form(*_SET, name="社区矫正"), form(
        *(ind("quantity", f"任务完成数量{n}", f"≥{n}项") for n in range(2, 5)), *_SET[4:], name="人民调解")),
    case("只有预设的投入管理指标相同", form(*_PRESET, *_SET, name="法治宣传"), form(*_PRESET, *_OWN_ROWS, name="堤防整修")),
    case("相同的不足五条", form(*_SET[:4], name="会议费"), form(*_SET[:4], name="培训费")),
    case("同一个项目分两张表", form(*_SET, name="社区矫正"), form(*_SET, name="社区矫正")),
)
