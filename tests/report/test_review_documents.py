"""意见书 and 审核表: how findings become opinions, what the documents say, and what happens to wrong templates."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx as word
import pytest

from linter.checks.base import BatchRule
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.cli import run as command
from linter.dev.templates_page import templates_markdown
from linter.dev.word_templates import FOLDER, TEMPLATES
from linter.finding import Finding, Fix, Locus, Verdict
from linter.report.docx.context import Letter, ReviewForm, meanings, variables
from linter.report.docx.letter import NO_AGENCY, letter_of
from linter.report.docx.opinions import IN_FORM, Placed, opinions
from linter.report.docx.projects import Agency, agencies, distinct
from linter.report.docx.report import delivered, docx, file_name, letter, letters, review_forms
from linter.report.docx.review_form import MANUAL, review_form
from linter.report.docx.template import TemplateFault, WordTemplate, filled
from linter.report.report import Report
from linter.result import Result
from linter.review import Audit, AuditItem
from linter.submission import Note, Submission, Text
from linter.tables import table
from tests.report.conftest import finding, indicator_at
from tests.report.worded import reads_well

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
EDUCATION, WATER = SAMPLES / "two_halves" / "qinghe_education.txt", SAMPLES / "demo" / "xingqiao_water.txt"


def lacking_unit(name: str, value: str, index: int = 0, row: int = 12) -> Finding:
    return finding("M302", "error", f"指标“{name}”的值“{value}”没有计量单位。", indicator_at(index, name, row), evidence=value)


def vague(name: str, value: str, row: int) -> Finding:
    locus = replace(indicator_at(0, name, row), category="timeliness")
    return finding("M301", "warning", f"指标值“{value}”没有写明期限。", locus, evidence=value)


def placed(*findings: Finding, project: str = "") -> list[Placed]:
    return [Placed(each, None, project) for each in findings]


def texts(data: bytes) -> str:
    """All the text of a Word file, tables included, a paragraph a line."""
    found = word.Document(io.BytesIO(data)).element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return "\n".join("".join(node.text or "" for node in each.iter() if node.tag.endswith("}t")) for each in found)


def template(*paragraphs: str, header: str = "") -> WordTemplate:
    made, out = word.Document(), io.BytesIO()
    for each in paragraphs:
        made.add_paragraph(each)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    made.save(out)
    return WordTemplate("模板.docx", out.getvalue())


# --- opinions


def test_findings_of_one_kind_are_one_paragraph() -> None:
    (opinion,) = opinions(placed(vague("送达时间", "及时", 1), vague("完成时间", "按时", 2), vague("验收时间", "尽快", 3)), 2025)
    assert opinion.problem == "“送达时间”、“完成时间”、“验收时间”3条指标的指标值（“及时”、“按时”、“尽快”）无法衡量，年终没法判断是否达到。"
    assert opinion.advice == "改为年终能够核对的数、期限或标准；时效指标写期限或比率，如“2025年10月底前”“按时办结率≥98%”。"
    assert (opinion.number, opinion.severity, opinion.count) == (1, "警告", 3)


def test_one_finding_is_told_singly() -> None:
    (opinion,) = opinions(placed(lacking_unit("养护里程", "≥85"), project="道路养护"), None)
    assert opinion.problem == "“道路养护”项目：“养护里程”的指标值“≥85”没有计量单位。"


def test_a_project_called_project_is_not_called_so_twice() -> None:
    (opinion,) = opinions(placed(lacking_unit("养护里程", "≥85"), project="道路改造项目"), None)
    assert opinion.problem.startswith("“道路改造项目”：“养护里程”")


def test_one_rule_over_several_projects() -> None:
    found = [*placed(lacking_unit("里程", "≥85"), lacking_unit("次数", "24"), project="道路养护"), *placed(lacking_unit("座数", "6"), project="危桥整修")]
    (opinion,) = opinions(found, None)
    assert opinion.problem == "2个项目有3条指标的指标值没有计量单位：“道路养护”的“里程”（“≥85”）、“次数”（“24”）；“危桥整修”的“座数”（“6”）。"


def test_long_lists_are_cut_and_say_so() -> None:
    (one,) = opinions(placed(*(lacking_unit(f"指标{n}", str(n)) for n in range(1, 21))), None)
    assert one.problem.startswith("“指标1”、“指标2”、“指标3”、“指标4”、“指标5”、“指标6”等20条指标")
    assert "“指标7”" not in one.problem
    many = [each for n in range(1, 13) for each in placed(*(lacking_unit(f"指标{n}", "5") for _ in range(2)), project=f"项目{n}")]
    (several,) = opinions(many, None)
    assert several.problem.startswith("12个项目有24条指标")
    assert several.problem.endswith("；其余4个项目从略。")
    (in_form,) = opinions(placed(*(lacking_unit(f"指标{n}", str(n)) for n in range(1, 11))), None, IN_FORM)
    assert "“指标10”10条指标" in in_form.problem


def test_what_is_the_same_of_several_fields_is_said_once() -> None:
    same = [
        finding("B204", "warning", f"“甲”“乙”的“{name}”填的是同一段文字：“做好工作”。", Locus("field", name, 0), evidence="做好工作") for name in ("概况", "必要性")
    ]
    (opinion,) = opinions(placed(*same, project="甲"), None)
    assert opinion.problem == "有2处不同项目照抄同一段文字：“甲”“乙”的“概况”、“必要性”填的是同一段文字：“做好工作”。"


def test_graver_ones_first_and_numbered_through() -> None:
    found = placed(
        finding("L702", "info", "不成对。", Locus("field", "概况", 0)), vague("时间", "及时", 1), lacking_unit("里程", "85"),
        finding("F504", "error", "合计不对。", Locus("table", None, 0)), lacking_unit("次数", "24"),
    )
    assert [(each.number, each.code) for each in opinions(found, None)] == [(1, "M302"), (2, "F504"), (3, "M301"), (4, "L702")]


def test_suggestions_are_marked_as_such_and_few() -> None:
    found = [replace(lacking_unit(f"里程{n}", "85"), fixes=(Fix("suggestion", "≥85公里"),)) for n in range(9)]
    (opinion,) = opinions(placed(*found), None)
    assert opinion.reference == "“里程0”可写“≥85公里”、“里程1”可写“≥85公里”、“里程2”可写“≥85公里”"
    category = finding("C103", "warning", "表中没有质量指标。", Locus("category", "quality", 0), help="请补上。供参考（数按实际测算）：“验收合格率=100%”“合格率≥98%”。")
    category = replace(category, route=replace(category.route, steps=("表1", "质量指标")))
    (missing,) = opinions(placed(category), None)
    assert missing.reference == "“质量指标”可写“验收合格率=100%”"
    assert "质量指标写做得好不好" in missing.advice


def test_numbers_of_persons_are_masked() -> None:
    bad = finding("C109", "warning", "写的是“找李某13900001234”。", Locus("field", "概况", 0), evidence="找李某13900001234")
    (opinion,) = opinions(placed(bad), None)
    assert "13900001234" not in opinion.problem
    assert "139******34" in opinion.problem


def test_a_rule_without_wording_is_told_by_its_own() -> None:
    (opinion,) = opinions(placed(finding("Z001", "warning", "满意度指标值是“80%”。", Locus("field", "概况", 0), help="请不低于90%。")), None)
    assert (opinion.problem, opinion.advice) == ("满意度指标值是“80%”。", "请不低于90%。")


def test_the_bureaus_own_words_win() -> None:
    (opinion,) = opinions(placed(lacking_unit("里程", "85")), None, remedies={"M302": "按局里的单位表填。"})
    assert opinion.advice == "按局里的单位表填。"


def test_every_rule_has_a_wording() -> None:
    assert {rule.code for rule in RULES} == set(table("opinions"))
    for code, entry in table("opinions").items():
        assert entry["lead"], code
        assert not entry["advice"].startswith(("请", "建议")), "it stands behind 修改建议"
        assert not any(entry.get(key, "").endswith("。") for key in ("lead", "one", "many", "each", "advice")), code
        assert set(entry) <= {"lead", "one", "many", "each", "advice", "advice_for", "spans"}, code


DOCUMENT_RULES = [rule for rule in RULES if not issubclass(rule, BatchRule)]


@pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=[rule.code for rule in DOCUMENT_RULES])
def test_every_wording_reads_well_on_the_rules_own_cases(rule: type[Any]) -> None:
    """One finding, several of one project, several projects: whole sentences, slots filled, quotation marks in pairs. Those of rules on many
    documents: tests/screen/test_batch_rules.py."""
    found: list[Placed] = []
    for number, case in enumerate(rule.bad):
        context = Context(case.submission, budget_list=case.budget_list, whole_agency=case.whole_agency)
        verdict = run([rule(options=case.options)], context, report=frozenset([rule.code]), strict=True)
        tables = {each.index: each for each in case.submission.tables}
        found += [Placed(replace(each, severity="error"), tables.get(each.locus.table_index or 0), f"项目{number}") for each in verdict.findings]
    reads_well(found)


# --- contexts


@pytest.fixture
def audited(result: Result) -> Result:
    """The first table lost points by M302 and by a rule that only the baseline has."""
    items = [AuditItem(item["name"], item["points"], "manual", None) for item in table("audit")["items"]]
    items[0] = AuditItem("规范完整性", 10, "scored", 6.0, ("C104", "M302"))
    items[1] = AuditItem("明确清晰性", 10, "scored", 10.0)
    return replace(result, audits=(Audit(0, "中", 72.4, 75, tuple(items)),))


def test_form_traces_lost_points_to_opinions(audited: Result) -> None:
    made = review_form(audited, audited.submission.tables[0])
    assert [(opinion.number, opinion.code, opinion.count) for opinion in made.opinions] == [(1, "M302", 2)]
    assert (made.project, made.amount, made.grade, made.score, made.points) == ("乡村道路养护", "30.00", "中", "72.4", 75)
    assert made.consequence == "由单位修改后按程序重新报审"
    first, second, third, *_ = made.items
    assert (first.score, first.remark, first.first) == ("6", "见意见1；基线里已有的问题（C104）", True)
    assert (second.score, second.remark, second.first) == ("10", "未发现问题", False)
    assert (third.score, third.remark, third.dimension_points) == (MANUAL, "", 30)
    assert len(made.items) == 8
    assert made.label == "机器初审参考"


def test_form_of_a_table_that_was_not_graded(audited: Result) -> None:
    made = review_form(audited, audited.submission.tables[2])
    assert (made.grade, made.score, made.consequence) == ("未评", "—", "由复核人评定")
    assert {item.score for item in made.items} == {MANUAL}


def test_letter_of_an_agency(audited: Result) -> None:
    (agency,) = agencies([audited])
    made = letter_of(agency)
    assert (made.agency, made.count, made.total) == ("清河区交通局", 3, "90.00")
    assert made.summary == "发现应当改正的问题3处、建议改正的问题1处"
    assert [(line.name, line.errors, line.grade) for line in made.projects] == [("乡村道路养护", 2, "中"), ("危桥整修", 1, "未评"), ("路灯更换", 0, "未评")]
    assert [(grade.grade, grade.projects) for grade in made.grades] == [("中", "“乡村道路养护”")]
    assert [(section.number, section.heading) for section in made.sections] == [("一", "应当改正的问题"), ("二", "建议改正的问题")]
    assert "C108" in {opinion.code for opinion in made.opinions}


def test_several_documents_of_one_agency_are_one_letter(result: Result) -> None:
    other = replace(result, submission=replace(result.submission, source="补报.txt", agency="清河区 交通局"))
    elsewhere = replace(result, submission=replace(result.submission, source="三.txt", agency="清河区水利局"))
    first, second = agencies([result, elsewhere, other])
    made = letter_of(first)
    assert (first.name, made.count, made.sources) == ("清河区交通局", 6, ("预算公开.txt", "补报.txt"))
    assert [line.name for line in made.projects[3:]] == ["乡村道路养护（2）", "危桥整修（2）", "路灯更换（2）"]
    assert (second.name, len(second.projects)) == ("清河区水利局", 3)


def test_a_list_of_many_units_is_one_letter_a_unit() -> None:
    tables = [replace(form(ind("quantity", "里程", "85公里"), name=f"项目{n}"), implementing_unit=Text(unit)) for n, unit in enumerate(("017-甲局", "乙局", "甲局"))]
    given = replace(document(*tables), agency=None)
    assert [(agency.name, len(agency.projects)) for agency in agencies([Result(given)])] == [("甲局", 2), ("乙局", 1)]


def test_an_unnamed_agency_is_left_to_be_filled_in() -> None:
    assert letter_of(Agency("")).agency == NO_AGENCY


def test_whole_department_forms_are_not_added_to_the_projects(result: Result) -> None:
    overall = replace(result.submission.tables[0], form="overall", project_name=Text("交通局"))
    mixed = replace(result, submission=replace(result.submission, tables=(overall, *result.submission.tables[1:])))
    made = letter_of(agencies([mixed])[0])
    assert (made.total, made.projects[0].name) == ("60.00", "交通局（部门整体）")


# --- documents


def test_documents_say_it_and_leave_the_reviewer_blank(audited: Result) -> None:
    said = texts(letter([audited]))
    for part in ("绩效目标审核意见书", "（机器初审参考）", "清河区交通局：", "一、审核情况", "（一）应当改正的问题", "修改建议：", "由单位修改后按程序重新报审"):
        assert part in said
    assert re.search(r"^复核人：\s*$", said, re.MULTILINE)
    assert re.search(r"^日　期：　+年　+月　+日$", said, re.MULTILINE)
    forms = texts(review_forms(agencies([audited])))
    for part in ("绩效目标审核表", "规范完整性", "需人工审核", "见意见1", "复核意见"):
        assert part in forms
    assert "{" not in said + forms
    assert not re.search("〔20..〕", said), "no document number is made up"


def test_a_document_without_tables_and_one_that_could_not_be_read() -> None:
    assert "没有找到绩效目标表" in texts(letter([Result(Submission("空.txt", agency="甲局"))]))
    failed = Result(Submission("坏.txt", status="failed", notes=(Note("坏.txt：文件是空的。"),)))
    assert "没有能够检查的文件：坏.txt：文件是空的。" in texts(docx(Report([failed])))


def test_a_clean_agency_is_told_so(submission: Submission) -> None:
    said = texts(letter([Result(submission)]))
    assert "没有发现需要修改的问题。" in said
    assert "修改建议" not in said


def test_letters_to_all_agencies_are_one_document_each_from_page_one(result: Result) -> None:
    other = replace(result, submission=replace(result.submission, agency="清河区水利局"))
    data = docx(Report([result, other]))
    assert texts(data).count("绩效目标审核意见书") == 2
    sections = word.Document(io.BytesIO(data)).sections
    assert len(sections) == 2
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count('<w:pgNumType w:start="1"/>') == 2


@pytest.mark.parametrize("hostile", ["{{ 7*7 }}", "{%p endfor %}", "</w:t><w:b/>&lt;", "坏\x00\x1f字", "甲\n乙", "\ud800"])
def test_what_a_document_says_cannot_break_the_letter(hostile: str, result: Result) -> None:
    first, *rest = result.submission.tables
    named = replace(first, project_name=Text(hostile))
    bad = replace(lacking_unit(hostile, hostile), project_name=hostile)
    given = replace(result, submission=replace(result.submission, agency=hostile, tables=(named, *rest)), verdict=Verdict((bad,), ()))
    for data in (letter([given]), review_forms(agencies([given]))):
        word.Document(io.BytesIO(data))
        shown = re.sub("[\x00-\x1f\ud800]", "", hostile)
        assert re.sub(r"\s", "", shown) in re.sub(r"\s", "", texts(data))
        assert "49" not in texts(data)


def test_equal_results_are_equal_bytes(audited: Result) -> None:
    assert letter([audited]) == letter([audited])
    held = agencies([audited])
    assert review_forms(held) == review_forms(held)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_templates_are_those_the_script_writes(name: str) -> None:
    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {each: archive.read(each) for each in archive.namelist()}

    assert parts((FOLDER / f"{name}.docx").read_bytes()) == parts(TEMPLATES[name]()), "run python -m linter.dev.word_templates"


def test_every_variable_is_documented() -> None:
    page = templates_markdown()
    for kind in (Letter, ReviewForm):
        for name, (meaning, _) in meanings(kind).items():
            assert f"| `{name}` | {meaning} |" in page


# --- templates of a bureau's own


def context(result: Result) -> dict[str, Any]:
    made: dict[str, Any] = variables(letter_of(agencies([result])[0]))
    return made


def test_a_bureaus_own_template(result: Result) -> None:
    own = template("致{{ 单位 }}", "{%p for 条 in 意见 %}", "{{ 条.序号 }}、{{ 条.问题 }}", "{%p endfor %}")
    said = texts(letter([result], own))
    assert said.startswith("致清河区交通局\n1、")


@pytest.mark.parametrize(("paragraphs", "what", "place", "remedy"), [
    (["好的", "致{{ 单位名 }}"], "没有变量“单位名”", "致{{ 单位名 }}", "您是不是想写“单位”"),
    (["{%p for 条 in 意见 %}", "{{ 条.内容 }}", "{%p endfor %}"], "没有变量“内容”", "{{ 条.内容 }}", "templates.md"),
    (["一段", "{% for 条 in 意见 %}{{ 条.问题 }}"], "标记写法不对", "{% for 条 in 意见 %}", "endfor"),
    (["{{ 单位 名称 }}"], "标记写法不对", "{{ 单位 名称 }}", "成对"),
    (["{{ 单位 | 大写 }}"], "标记写法不对", "{{ 单位 | 大写 }}", ""),
    (["{{ 单位.__class__.__mro__ }}"], "不允许的写法", "__class__", "只能取变量"),
    (["{{ 'a' * 1000000000 }}"], "不允许的写法", "1000000000", "只能取变量"),
    (["{{ 9 ** 999999 }}"], "不允许的写法", "999999", "只能取变量"),
    (["{{ 单位 + 1 }}"], "运算出错", "单位 + 1", ""),
    (["{{ 1 / 0 }}"], "运算出错", "1 / 0", ""),
])
def test_mistakes_in_a_template_are_named(paragraphs: list[str], what: str, place: str, remedy: str, result: Result) -> None:
    with pytest.raises(TemplateFault) as fault:
        filled(template(*paragraphs), [context(result)])
    said = str(fault.value)
    assert said.startswith("模板.docx：")
    for part in (what, place, remedy):
        assert part in said


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{\\rtf1}", b"\xd0\xcf\x11\xe0"])
def test_a_template_that_is_no_word_document(data: bytes, result: Result) -> None:
    with pytest.raises(TemplateFault, match="不是能用的 Word 模板"):
        filled(WordTemplate("模板.doc", data), [context(result)])


def test_a_mark_across_paragraphs_is_no_silent_loss(result: Result) -> None:
    made = word.Document()
    cell = made.add_table(1, 1).rows[0].cells[0]
    cell.text = "{% for 条 in 意见 %}甲"
    made.add_paragraph("{% endfor %}")
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateFault, match="跨越了段落"):
        filled(WordTemplate("模板.docx", out.getvalue()), [context(result)])


def test_a_header_that_differs_cannot_be_joined(result: Result) -> None:
    other = replace(result, submission=replace(result.submission, agency="清河区水利局"))
    own = template("致{{ 单位 }}", header="{{ 单位 }}")
    assert "清河区交通局" in word.Document(io.BytesIO(letter([result], own))).sections[0].header.paragraphs[0].text
    with pytest.raises(TemplateFault, match="--per-agency"):
        letters(agencies([result, other]), own)


# --- files


def test_names_that_windows_takes() -> None:
    assert file_name("甲/乙:局<1>?") == "甲 乙 局 1"
    assert file_name(" . ") == file_name("") == "未注明单位"
    assert file_name("CON") == "_CON"
    assert len(file_name("长" * 300)) == 80
    assert distinct(["A局", "a局", "A局", "A局（2）"]) == ["A局", "a局（2）", "A局（3）", "A局（2）（2）"]


def test_two_files_an_agency_or_two_in_all(result: Result) -> None:
    other = replace(result, submission=replace(result.submission, agency="清河区:交通局"))
    names = [name for name, _ in delivered([result, other])]
    assert names == ["清河区交通局 绩效目标审核意见书.docx", "清河区交通局 绩效目标审核表.docx", "清河区 交通局 绩效目标审核意见书.docx", "清河区 交通局 绩效目标审核表.docx"]
    assert [name for name, _ in delivered([result, other], stem="意见")] == ["意见.docx", "意见（审核表）.docx"]


def test_command_writes_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "意见.docx"
    assert command(["letters", str(EDUCATION), str(WATER), "-o", str(out)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["意见.docx", "意见（审核表）.docx"]
    assert capsys.readouterr().out.count("已写入") == 2
    said = texts(out.read_bytes())
    assert "清河县教育局：" in said
    assert "星桥县水务局：" in said
    before = out.read_bytes()
    assert command(["letters", str(WATER), "-o", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert command(["letters", str(WATER), "-o", str(out), "--force"]) == 0
    assert out.read_bytes() != before


def test_command_writes_one_file_an_agency(tmp_path: Path) -> None:
    folder = tmp_path / "意见"
    assert command(["letters", str(EDUCATION), str(WATER), "-o", str(folder), "--per-agency"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "星桥县水务局 绩效目标审核意见书.docx", "星桥县水务局 绩效目标审核表.docx", "清河县教育局 绩效目标审核意见书.docx", "清河县教育局 绩效目标审核表.docx",
    ]


def test_command_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "模板.docx"
    own.write_bytes(template("致{{ 单位名 }}").data)
    for arguments, said in (
        ([str(WATER), "-o", str(tmp_path / "x.pdf")], "应当以 .docx 结尾"),
        ([str(WATER), "-o", str(own), "--per-agency"], "不是文件夹"),
        ([str(WATER), "-o", str(own), "--template", str(own), "--force"], "没有变量“单位名”"),
        ([str(WATER), "-o", str(tmp_path / "x.docx"), "--template", str(tmp_path / "没有.docx")], "打不开模板"),
        ([str(WATER)], "缺少"),
    ):
        assert command(["letters", *arguments]) == 2
        assert said in capsys.readouterr().err
    own.write_bytes(template("致{{ 单位 }}").data)
    before = own.read_bytes()
    assert command(["letters", str(WATER), "-o", str(own), "--template", str(own), "--force"]) == 2
    assert "就是给出的文件" in capsys.readouterr().err
    assert own.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["模板.docx"]


def test_command_writes_its_own_templates_which_work(tmp_path: Path) -> None:
    assert command(["letters", "--write-templates", str(tmp_path)]) == 0
    own, table_template = tmp_path / "绩效目标审核意见书模板.docx", tmp_path / "绩效目标审核表模板.docx"
    assert command(["letters", str(WATER), "-o", str(tmp_path / "x.docx"), "--template", str(own), "--form", str(table_template)]) == 0
    assert command(["letters", "--write-templates", str(tmp_path)]) == 2


def test_check_writes_letters_by_the_outputs_name(tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    command(["check", str(WATER), "-o", str(out)])
    assert "星桥县水务局：" in texts(out.read_bytes())
