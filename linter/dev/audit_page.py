"""The page docs/audit.md: how the review form is scored, from linter/data/audit.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linter.catalogue import titles
from linter.finding import SEVERITY_SAID
from linter.tables import table

_INTRO = """# 审核表（{label}）

本页由 `make regenerate` 从 `linter/data/audit.toml` 生成，请勿手改。

每张绩效目标表都按《项目支出绩效目标审核表》（{source}）的八项内容打分。{disclaimer}。

- **只给看得到的打分。** 机器看不到的项目标“需人工审核”，没有分数，也不白给满分；等级 = 得分 ÷ 已评分值 × 100。
- **每一分都有出处。** 失分的项目列出是哪些规则扣的；忽略清单里写明理由的问题、没有启用的规则不扣分，基线里的老问题照扣。
- 已评分值不足 {least_points} 分的表不评等级。
- 全文的分数按各表年度金额（没有的用总额）加权；金额不明的表另行计数。有项目表时，部门整体表不计入。
"""

_SUM = """
## 怎么扣

1. 一处问题扣该项分值的百分之几，见下表；同一规则在同一项里，第二处起每处扣前一处的一半。单列的规则按自己的数扣，降为提示的按提示扣。
2. 有考察对象的项目，按出问题的对象所占的比例再看一遍：全部对象都有错误最多留 {error_left}%，全部都有警告最多留 {warning_left}%，按比例折算；两种算法取低的。
3. 有错误的项目最多得 {error}%（不高于“中”）；所考察的栏目有没填的，最多得 {empty}%（“差”）。
4. 没有直接评分规则的项目，以及缺少考察对象的项目，只有发现了错误或警告才打分，得分率不高于其他各项：只看得到毛病的地方，可以拉低等级，不能抬高等级。

| 一处问题 | 扣该项分值 |
|---|---|
"""

_PLACES = {
    "indicators": "各条指标", "cost_amount": "有金额的成本指标", "total_goal": "总体目标", "annual_goal": "年度目标", "basis": "立项依据",
    "necessity": "必要性", "measures": "制度措施", "plan": "实施计划",
}


def audit_markdown() -> str:
    """The page as Markdown."""
    data = table("audit")
    lines = [_INTRO.format(**{key: data[key] for key in ("label", "source", "disclaimer")}, **data["grading"])]
    lines += ["## 八项内容", "", "| 内容 | 审核项目 | 分值 | 机器看什么 | 考察对象 | 由哪些规则评 | 留给人看的 |", "|---|---|---|---|---|---|---|"]
    lines += [_item(item) for item in data["items"]]
    spread, ceilings = data["spread"], data["ceilings"]
    lines += ["", *_also(data["also"])]
    lines.append(_SUM.strip("\n").format(**ceilings, **{f"{key}_left": 100 - value for key, value in spread.items()}))
    named = titles()
    lines += [
        f"| {SEVERITY_SAID[key]} | {value}% |" if key in SEVERITY_SAID else f"| {key} {named.get(key, '')} | {value}% |"
        for key, value in data["deductions"].items()
    ]
    lines += ["", "## 等级", "", "| 等级 | 分数 | 结果 |", "|---|---|---|"]
    lines += [f"| {grade['name']} | {grade['from']} 分以上 | {grade['consequence']} |" for grade in data["grades"]]
    lines += ["", "## 调整", "", "在 `jixiao.toml` 里写要改的几项，其余不变：", "", "```toml", "[audit.points]", "\"资金匹配性\" = 20",
              "", "[audit.deductions]", "warning = 10", "B204 = 25", "```"]
    return "\n".join(lines) + "\n"


def _item(item: dict[str, Any]) -> str:
    places = "、".join(_PLACES[place] for place in item.get("places", ())) or "—"
    by = "、".join(item["judged_by"]) or "只看有没有问题"
    return f"| {item['dimension']} | {item['name']} | {item['points']} | {item['machine']} | {places} | {by} | {item['reviewer']} |"


def _also(entries: list[dict[str, Any]]) -> Iterator[str]:
    yield "另外，问题出在某项所考察的栏目上时，也扣该项的分："
    yield ""
    for entry in entries:
        yield f"- {'、'.join(entry['codes'])} → {'、'.join(entry['items'])}"
    yield ""
