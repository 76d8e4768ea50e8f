"""The indicator classifier as shipped: its files agree, it is scikit-learn's own model, cheap to load, and right where it speaks."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import cast

import pytest

from linter.form.classify import LONGEST, contradiction, features, installed, merged, read_model, shares
from linter.form.value import parse_target
from linter.submission import Category
from linter.suggest.library import library_of
from linter.wording import normal

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "models" / "indicator_category"
META = json.loads((FOLDER / "meta.json").read_text("utf-8"))
EVAL = json.loads((FOLDER / "eval.json").read_text("utf-8"))
WEIGHTS = (FOLDER / "weights.tsv").read_text("utf-8")


def names() -> list[dict[str, str]]:
    with (ROOT / "corpus" / "indicator_names.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_weights_evaluation_and_card_are_of_this_list_of_names() -> None:
    data = sha256((ROOT / META["data"]).read_bytes()).hexdigest()
    assert data == META["data_sha256"] == EVAL["data_sha256"], "the list has changed: make train"
    assert META["weights_sha256"] == sha256(WEIGHTS.encode()).hexdigest()
    assert (META["temperature"], META["threshold"], META["names"]) == (EVAL["temperature"], EVAL["threshold"], EVAL["names"])
    card = (FOLDER / "card.md").read_text("utf-8")
    assert data in card
    assert META["weights_sha256"] in card


def test_card_is_what_the_figures_give() -> None:
    from models.indicator_category.card import card

    assert (FOLDER / "card.md").read_text("utf-8") == card(META, EVAL)


def test_figures_are_what_they_must_be() -> None:
    assert EVAL["whole"]["macro_f1"] >= 0.88
    assert EVAL["whole"]["calibration_error"] <= 0.02
    (taken,) = (at for at in EVAL["s601"] if at["threshold"] == META["threshold"])
    assert taken["precision"] >= 0.97
    assert taken["precision_expected"] >= 0.97
    (sure,) = (at for at in EVAL["whole"]["precision_at"] if at["confidence"] == META["threshold"])
    assert sure["precision"] >= 0.97
    assert sum(map(sum, EVAL["whole"]["confusion"])) == EVAL["names"]


def test_the_list_of_names_is_distinct_and_broad() -> None:
    rows = names()
    assert len(rows) >= 2000
    assert [name for name, times in Counter(normal(row["name"]) for row in rows).items() if times > 1] == []
    assert max(len(row["name"]) for row in rows) <= LONGEST
    assert len({row["sector"] for row in rows}) >= 40
    sectors_of = {c: {row["sector"] for row in rows if row["category"] == c} for c in ("economic", "ecological", "satisfaction")}
    assert all(len(sectors) >= 25 for sectors in sectors_of.values())
    unread = [row["name"] for row in rows if parse_target(row["target"]).kind in ("empty", "placeholder")]
    assert unread == []


def test_training_gives_these_weights_and_scoring_is_scikit_learns_own() -> None:
    if {name: version(name) for name in META["versions"]} != META["versions"]:
        pytest.skip("other versions than those the weights were made with")
    from models.indicator_category.train import fit, read_rows

    rows = read_rows()
    fitted = fit(rows).cooled(META["temperature"])
    assert fitted.weights_tsv() == WEIGHTS, "make train does not give the same weights"

    pairs = [(row.name, row.target) for row in rows[::7]] + [(row.name, "") for row in rows[3::7]]
    pairs += [("从未见过的怪名称", "≥3艘次"), ("x", ""), ("验收合格率（%）", "95"), ("2024年度第3期培训人数", "≥１２０人")]
    model = installed()
    for pair, wanted in zip(pairs, fitted.shares(pairs).tolist(), strict=True):
        assert list(shares(model, *pair).values()) == pytest.approx(wanted, abs=1e-9), pair


@pytest.mark.slow
def test_everything_is_reproduced_byte_for_byte(tmp_path: Path) -> None:
    if {name: version(name) for name in META["versions"]} != META["versions"]:
        pytest.skip("other versions than those the weights were made with")
    from models.indicator_category.train import write

    write(tmp_path)
    for name in ("weights.tsv", "meta.json", "eval.json", "card.md"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_loads_in_under_50_ms() -> None:
    from models.indicator_category.cost import load_seconds

    assert load_seconds(FOLDER) < 0.050


def test_nothing_is_pickled_and_weights_have_six_digits() -> None:
    head, *rows = WEIGHTS.splitlines()
    assert head.split("\t")[1:] == META["categories"]
    assert len(rows) == META["features"] + 1
    figures = re.compile(r"-?\d+")
    for row in rows:
        _, *weights = row.split("\t")
        assert len(weights) == len(META["categories"])
        assert all(map(figures.fullmatch, weights))


def test_never_held_against_a_rightly_filed_indicator_of_the_library() -> None:
    """The library is another list than the one trained on; a tenth of a percent is what chance allows."""
    known = {row["name"] for row in names()}
    fresh = [entry for entry in library_of().entries if entry.name not in known]
    wrong = [
        (entry.name, entry.category, said) for entry in fresh
        if (said := contradiction(installed(), entry.name, parse_target(entry.target), entry.category))
    ]
    assert len(fresh) > 1000
    assert len(wrong) <= len(fresh) / 1000, wrong


@pytest.mark.parametrize(
    ("filed", "name", "target", "said"),
    [
        ("satisfaction", "护理员培训场次", "≥12场", "quantity"), ("cost", "新建蓄水池座数", "≥6座", "quantity"), ("timeliness", "路灯改造盏数", "≥300盏", "quantity"),
        ("timeliness", "路面材料采购单价", "≤95元/平方米", "cost"), ("quantity", "讲解员补贴发放时间", "每月10日前", "timeliness"),
        ("quality", "保险缴费标准", "≤380元/人", "cost"), ("satisfaction", "物资调运完成时间", "5月底前", "timeliness"), ("timeliness", "仪器设备完好率", "≥98%", "quality"),
    ],
)
def test_speaks_where_it_is_plain(filed: str, name: str, target: str, said: str) -> None:
    assert contradiction(installed(), name, parse_target(target), cast(Category, filed)) == said


@pytest.mark.parametrize(
    ("filed", "name", "target"),
    [
        ("quality", "平均无故障运行时间", "≥2000小时"), ("quality", "系统响应时间", "≤3秒"), ("quality", "节目获奖数", "≥3个"), ("quality", "预算偏差率", "≤5%"),
        ("quality", "足额发放率", "100%"), ("quality", "报销比例", "≥70%"), ("quality", "群众评议得分", "≥90分"), ("quality", "收费标准公示率", "100%"),
        ("social", "平均候诊时间", "≤30分钟"), ("social", "办事时间", "缩短"), ("social", "生活补助标准", "≥500元/月"), ("social", "群众评价", "满意"),
        ("social", "接待观众人次", "≥2万人次"), ("social", "按期入学率", "100%"), ("ecological", "生态补偿标准", "≥20元/亩"),
        ("economic", "减少维修费用", "有效减少"), ("economic", "资金节约率", "≥5%"), ("economic", "租金收入", "≥50万元"), ("economic", "成本降低率", "≥5%"),
        ("quantity", "租赁时间", "12个月"), ("quantity", "保障天数", "365天"), ("quantity", "补助金额", "≥50万元"), ("quantity", "满意度调查次数", "≥2次"),
        ("timeliness", "任务完成率", "100%"), ("timeliness", "隐患整改率", "100%"), ("timeliness", "检查频次", "每周1次"), ("timeliness", "安全事故", "0起"),
        ("timeliness", "竣工验收", "12月底前"), ("timeliness", "保障机关运转", "全年"), ("timeliness", "控制成本", "2024年12月"), ("timeliness", "设备故障率", "≤1%"),
        ("cost", "预算执行率", "≥95%"), ("cost", "人均培训支出", "≤300元/人"), ("cost", "社会成本", "无"), ("cost", "材料合格率", "100%"), ("cost", "使用年限", "≥5年"),
        ("satisfaction", "投诉率", "≤1%"), ("satisfaction", "投诉件数", "≤2件"), ("satisfaction", "参训人员", "≥95%"), ("satisfaction", "知晓率", "≥90%"),
        ("sustainability", "展品更新周期", "≤3年"), ("sustainability", "后续维护费用", "有保障"), ("sustainability", "规划期限", "至2035年"),
        ("satisfaction", "按照年度工作安排分批次完成各乡镇新建文化广场的个数", "≥12个"),
    ],
)
def test_keeps_silent_where_it_is_arguable(filed: str, name: str, target: str) -> None:
    assert contradiction(installed(), name, parse_target(target), cast(Category, filed)) is None


@pytest.mark.parametrize(
    ("categories", "endings"),
    [
        (EVAL["whole"]["categories"], ("联网率", "逾期率")), (["timeliness"], ("办结率", "接通率", "结案率", "受理率")), (["quality", "social"], ("效率",)),
        (["quantity", "quality"], ("完成率", "覆盖率", "知晓率", "使用率", "反馈率", "录入率")), (["social"], ("受益人数", "服务人次")), (["cost"], ("预算执行率",)),
    ],
)
def test_what_the_catalogue_tolerates_is_tolerated(categories: list[str], endings: tuple[str, ...]) -> None:
    """RULES.md, S601: tolerated whatever stands in front."""
    wrong = [
        (filed, front + ending) for filed in categories for ending in endings for front in ("", "设备", "贷款", "案件", "热线", "系统", "群众", "工作")
        for target in ("100%", "≤1%", "≥100人", "提高", "") if contradiction(installed(), front + ending, parse_target(target), cast(Category, filed))
    ]
    assert wrong == []


def test_a_value_speaks_for_the_category_it_stands_under() -> None:
    model = installed()
    assert contradiction(model, "讲解员补贴发放时间", parse_target("每季度末"), "quantity") == "timeliness"
    assert contradiction(model, "讲解员补贴发放时间", parse_target("≥12次"), "quantity") is None


def test_threshold_and_share_left_are_both_asked() -> None:
    name, value = "护理员培训场次", parse_target("≥12场")
    for stricter in ({"threshold": 1.0, "filed_at_most": 1.0}, {"threshold": 0.0, "filed_at_most": 0.0}):
        assert contradiction(read_model(WEIGHTS, stricter), name, value, "satisfaction") is None
    assert contradiction(read_model(WEIGHTS, {"threshold": 0.9, "filed_at_most": 0.1}), name, value, "satisfaction") == "quantity"


def test_features_are_read_off_name_and_kind_of_value() -> None:
    assert features("合格率", "≥95%") == ["^", "合", "格", "率", "$", "^合", "合格", "格率", "率$", "^合格", "合格率", "格率$", "<PCT>"]
    assert features("合格率") == features("合格率", "")
    assert features("第12期", "≥３人") == features("第7期", "≥900人")
    assert [kind for kind in features("x", "2024年9月底前") if kind.startswith("<")] == ["<DATE>"]
    assert [kind for kind in features("x", "≥12万人次") if kind.startswith("<")] == ["<COUNT>", "<COUNT:人次>"]


def test_benefits_are_one_when_merged() -> None:
    assert {merged(c) for c in ("economic", "social", "ecological", "sustainability")} == {"benefit"}
    assert merged("cost") == "cost"
