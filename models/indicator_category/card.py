"""The text of card.md, from meta.json and eval.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SAID = {
    "quantity": "数量", "quality": "质量", "timeliness": "时效", "cost": "成本", "economic": "经济效益", "social": "社会效益",
    "ecological": "生态效益", "sustainability": "可持续影响", "satisfaction": "满意度", "other": "其他",
}


def card(meta: Mapping[str, Any], evaluation: Mapping[str, Any]) -> str:
    """Chinese, Markdown. Written by train.py; not to be edited by hand."""
    return "\n\n".join((_head(meta), _data(meta, evaluation), _scores(evaluation), _confusion(evaluation), _threshold(meta, evaluation),
                        _cost(evaluation), _limits())) + "\n"


def _head(meta: Mapping[str, Any]) -> str:
    made = "、".join(f"{name} {number}" for name, number in meta["versions"].items())
    return f"""# 指标类别分类器

<!-- 由 train.py 生成，不要手改；重新生成：make train -->

按三级指标名称（和指标值的形式，如百分比、件数、金额、日期、文字）判断指标属于哪一类：数量、质量、时效、成本、经济效益、社会效益、
生态效益、可持续影响、满意度。投入管理、影响力两类名称太少、只见于个别版式，合成“其他”，只用来拒答。

- 模型：字的 {"、".join(map(str, meta["ngrams"]))} 元组加指标值形式，L2 归一，多类逻辑回归（scikit-learn，C={meta["regularisation"]:g}）；特征至少出现 {meta["seen_at_least"]} 次，共 {meta["features"]:,} 个。
- 置信度：温度 {meta["temperature"]}（在留出的行业上求得），已除进权重。
- 权重：`weights.tsv`，百万分之一的整数（六位小数），纯文本，不用 pickle；运行时只用 Python 标准库，不装载 scikit-learn 和 numpy。
- 训练环境：{made}；同样的数据、同样的版本，`make train` 逐字节得到同一个 `weights.tsv`。
- `weights.tsv` 的 SHA-256：`{meta["weights_sha256"]}`"""


def _data(meta: Mapping[str, Any], evaluation: Mapping[str, Any]) -> str:
    return f"""## 数据和划分

`{meta["data"]}`：自编的指标名称 {meta["names"]:,} 个，各不相同，{meta["sectors"]} 个行业，每个标一个类别、配一个示例指标值。只用这一份数据。
SHA-256：`{meta["data_sha256"]}`

得分都来自没有见过的行业：按行业分 {evaluation["folds"]} 份（GroupKFold），每次留出一份的全部行业；训练时还去掉与留出名称相似（rapidfuzz ratio ≥ 80）的，
各份合计去掉 {evaluation["alike_left_out"]} 个。每个名称带指标值、不带指标值各训练一次。"""


def _scores(evaluation: Mapping[str, Any]) -> str:
    whole, named = evaluation["whole"], evaluation["named"]
    lines = _table(
        ("类别", "名称数", "精确率", "召回率", "F1", "只凭名称的 F1"),
        ((SAID[c], at["names"], f"{at['precision']:.3f}", f"{at['recall']:.3f}", f"{at['f1']:.3f}", f"{named['categories'][c]['f1']:.3f}")
         for c, at in whole["categories"].items()),
    )
    sure = _table(
        ("置信度落在", "名称数", "平均置信度", "实际对的"),
        ((f"{at['from']:.1f}–{at['from'] + 0.1:.1f}", at["names"], f"{at['confidence']:.3f}", f"{at['right']:.3f}") for at in whole["reliability"]),
    )
    return f"""## 得分（留出的行业）

| | 名称加指标值 | 只凭名称 |
|---|---|---|
| 宏平均 F1，九类 | {whole["macro_f1"]:.4f} | {named["macro_f1"]:.4f} |
| 宏平均 F1，九类加“其他” | {whole["macro_f1_with_other"]:.4f} | {named["macro_f1_with_other"]:.4f} |
| 宏平均 F1，四种效益算一类 | {whole["macro_f1_benefits_merged"]:.4f} | {named["macro_f1_benefits_merged"]:.4f} |
| 正确率 | {whole["accuracy"]:.4f} | {named["accuracy"]:.4f} |
| 置信度的平均偏差 | {whole["calibration_error"]:.4f} | {named["calibration_error"]:.4f} |

{lines}

社会效益、生态效益低，是因为同一个名称本来就可以两说：受益人数可作数量，回收率可作质量。所以效益下的数量、质量从不据模型报错。

置信度可不可信：

{sure}"""


def _confusion(evaluation: Mapping[str, Any]) -> str:
    rows = evaluation["whole"]["confusion"]
    return "## 混淆（行是标注，列是模型）\n\n" + _table(
        ("", *SAID.values()), ((said, *(n or "" for n in row)) for said, row in zip(SAID.values(), rows, strict=True)))


def _threshold(meta: Mapping[str, Any], evaluation: Mapping[str, Any]) -> str:
    plain = _table(
        ("置信度 ≥", "覆盖的名称", "精确率（十类）"),
        ((at["confidence"], f"{at['coverage']:.1%}", f"{at['precision']:.4f}") for at in evaluation["whole"]["precision_at"]))
    asked = _table(
        ("置信度 ≥", "放错的找出", "占", "判断的精确率", "放对的误报", "放错率 2% 时的精确率"),
        ((at["threshold"], f"{at['found']:,}／{at['misfiled']:,}", f"{at['coverage']:.1%}", f"{at['precision']:.4f}",
          f"{at['false_alarms']}／{at['rightly_filed']:,}", f"{at['precision_expected']:.4f}") for at in evaluation["s601"]))
    taken = next(at for at in evaluation["s601"] if at["threshold"] == meta["threshold"])
    return f"""## 置信度和阈值

直接看最可能的一类：

{plain}

S601 问的是另一件事：这个名称放在这一类下，是不是明显放错。把每个留出的名称放到其余各类下各问一次（应当判为放错，
并说出它本来的类别），再放在它自己的类别下问一次（不应当判）：

{asked}

精确率到 0.97 的最低阈值是 {evaluation["threshold_asked"]:g}。S601 取 **{meta["threshold"]:g}**（精确率 {taken["precision"]:.4f}，找出 {taken["coverage"]:.1%}），留出余地，
因为真实表格离名称表比行业之间更远。此外还要：

- 只凭名称、名称加指标值都达到阈值，并且是同一类（四种效益算一类）；
- 所填类别的概率不超过 {meta["filed_at_most"]:g}；
- 这样的放错在 `linter/data/plain_misfilings.toml` 里列为可以明说的；指标值的形式不支持所填的类别；
- 名称不超过 22 个字。"""


def _cost(evaluation: Mapping[str, Any]) -> str:
    cost = evaluation["cost"]
    return f"""## 花费

装载 {cost["load_ms"]} 毫秒（只用标准库；单是装载 numpy 就要 60–140 毫秒），一次运行装载一次；每个没问过的名称 {cost["question_us"]} 微秒；`weights.tsv` {cost["weights_kb"]} KB。
2 核机器、Python 3.11 上量得；`python -m models.indicator_category.train --measure` 重新量。"""


def _limits() -> str:
    return """## 不能用来做什么

- 不能替代人判断指标设得好不好、该不该设：它只看名称像哪一类。
- 不能用来给没有类别的指标自动归类后直接采用，也不能自动移动、改写任何指标。
- 不能据它认定填报单位有错或扣分：S601 据它报出的问题置信度标为“低”，机器初审的得分也只供参考，要人核对之后才算。
- 不能用来区分四种效益、区分效益与数量或质量，这些本来就可以两说。
- 不适用于投入管理、影响力等自定的类别、句子、行业之外的专门用语，以及绩效目标表以外的材料（自评表、监控表的扣分项等）。
- 数据是自编的，没有抽样，不代表任何地方、行业的实际分布。"""


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
