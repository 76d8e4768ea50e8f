"""The command line as a person meets it: output, exit codes, mistakes, consoles that cannot show everything."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from linter import __version__, cli
from linter.cli import shared
from linter.report.formats import FORMATS

ROOT = Path(__file__).parents[1]
TABLE = """项目支出绩效目标表

（2025年度）

项目名称\t图书采购
项目资金（万元）\t年度资金总额：\t40
年度绩效目标\t采购图书6000册，读者满意度达到90%以上。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t采购图书\t≥6000
产出指标\t质量指标\t图书合格率\t=100%
"""
COMMANDS = (
    "check", "parse", "annotate", "letters", "suggest", "policy", "rules", "explain", "schema", "screen", "query", "compare", "serve", "ignore", "baseline",
)
NO_TABLE = "关于预算公开的说明\n\n本单位没有项目支出。\n"
# What a user may meet that is not Chinese: names of things, never a sentence.
NAMES = re.compile(
    r"jixiao|--?[\w-]+|text|jsonl?|csv|md|sarif|html|xlsx|docx|tree|submit|publish|strict|all|error|warning|never|check|parse|rules|explain|schema|ignore|baseline|suggest|policy|annotate|letters|"
    r"screening|screen|query|toml|compare|serve|local|spark|Spark|SPARK_MASTER|JIXIAO_TOKEN|https?|HTTP|SELECT|FROM|ORDER|BY|LIMIT|agency|agencies|score|"
    r"PDF|Excel|Word|templates\.md|[A-Z]\d{0,3}\b|JSON|Schema|\.\w+|options"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return invoke


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "绩效目标表.txt"
    path.write_text(TABLE, "utf-8")
    return path


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own: streams, encodings, start-up."""
    return subprocess.run(
        [sys.executable, "-m", "linter", *map(str, arguments)], capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


# --- check ---------------------------------------------------------------------------------------------------------------


def test_a_report_for_people(run: Run, document: Path) -> None:
    code, out, err = run("check", document)
    assert code == 1
    assert err == ""
    assert "表1 图书采购" in out
    assert "错误 缺少计量单位" in out or "[M302]" in out
    assert "\x1b" not in out


def test_exit_codes_follow_fail_on(run: Run, document: Path) -> None:
    assert run("check", document, "--select", "M302")[0] == 1
    assert run("check", document, "--select", "M302", "--fail-on", "never")[0] == 0
    assert run("check", document, "--select", "C103", "--fail-on", "error")[0] == 0
    assert run("check", document, "--select", "C103", "--fail-on", "warning")[0] == 1
    assert run("check", document, "--select", "C102")[0] == 0


def test_one_object_an_array_and_lines(run: Run, document: Path) -> None:
    one = json.loads(run("check", document, "--format", "json")[1])
    assert one["source"] == "绩效目标表.txt"
    two = json.loads(run("check", document, document, "--format", "json")[1])
    assert [each["schema_version"] for each in two] == [1, 1]
    lines = run("check", document, document, "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["profile"] for line in lines] == ["submit", "submit"]


def test_a_bad_file_does_not_stop_the_others(run: Run, document: Path, tmp_path: Path) -> None:
    code, out, err = run("check", tmp_path / "没有.txt", document, "--format", "json", "--fail-on", "never")
    assert code == 2
    first, second = json.loads(out)
    assert (first["status"], second["status"]) == ("failed", "ok")
    assert first["notes"] == [err.strip().removeprefix("jixiao：")]
    assert "没有.txt" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 500, "绩效".encode()[:-1] + b"\xff\xff\xff", b"%PDF-1.7\n"])
def test_files_that_hold_nothing_to_read(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(content)
    code, out, err = run("check", path)
    assert code == 2
    assert "坏.txt\n  无法检查：" in out
    assert err.startswith("jixiao：坏.txt")


def test_a_folder_is_one_call_with_one_result_per_document(run: Run, tmp_path: Path) -> None:
    for name in ("报送/教育局/目标表.txt", "报送/水利局/目标表.txt", "报送/水利局/录音.mp3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TABLE, "utf-8")
    (tmp_path / "报送" / "空.txt").touch()
    code, out, err = run("check", "报送", "--format", "json")
    results = json.loads(out)
    assert [(each["source"], each["status"]) for each in results] == [
        ("报送/教育局/目标表.txt", "ok"), ("报送/水利局/目标表.txt", "ok"), ("报送/空.txt", "failed"),
    ]
    assert results[0]["findings"] == [each | {"fingerprint": results[0]["findings"][n]["fingerprint"]} for n, each in enumerate(results[1]["findings"])]
    assert code == 2
    assert "未检查（不是文档）：报送/水利局/录音.mp3" in err


def test_a_zip_is_checked_like_the_folder(run: Run, document: Path, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.write(document, "水利局/目标表.txt")
    code, out, err = run("check", "报送.zip", "--format", "json", "--fail-on", "never")
    (only,) = json.loads(out)
    alone = json.loads(run("check", document, "--format", "json", "--fail-on", "never")[1])
    assert (code, err, only["source"]) == (0, "", "报送.zip/水利局/目标表.txt")
    assert only["findings"] == alone["findings"]


def test_a_folder_without_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    code, out, err = run("check", "空")
    assert (code, out) == (2, "")
    assert "没有可以检查的文件" in err


def test_settings_and_ignore_file_in_a_folder(run: Run, document: Path, tmp_path: Path) -> None:
    inner = tmp_path / "报送" / "水利局"
    inner.mkdir(parents=True)
    document.rename(inner / "目标表.txt")
    (tmp_path / "报送" / "jixiao.toml").write_text('select = ["M"]\n', "utf-8")  # of the folder named, for those below it
    whole = json.loads(run("check", "报送", "--format", "json", "--fail-on", "never")[1])[0]
    assert {each["code"][0] for each in whole["findings"]} == {"M"}
    (inner / "jixiao.ignore").write_text("目标表.txt M302 # 经局务会确认\n", "utf-8")
    rest = json.loads(run("check", "报送", "--format", "json", "--fail-on", "never")[1])[0]
    assert "M302" in {each["code"] for each in whole["findings"]}
    assert "M302" not in {each["code"] for each in rest["findings"]}
    assert rest["summary"]["suppressed"] > 0


def test_no_table_is_never_called_clean(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(NO_TABLE, "utf-8")
    code, out, _ = run("check", path)
    assert code == 0
    assert "未找到绩效目标表" in out
    assert "未发现问题" not in out


def test_what_breaks_down_inside_is_said_and_shown_only_on_request(
    run: Run, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linter import api

    def broken(path: Path, **_: object) -> None:
        raise ValueError("坏了")

    monkeypatch.setattr(api, "check", broken)
    code, out, err = run("check", document, "--format", "json")
    assert (code, json.loads(out)["status"]) == (2, "failed")
    assert "程序内部出错（ValueError：坏了）" in err
    assert "Traceback" not in err
    code, _, err = run("check", document, "--debug")
    assert code == 2
    assert "Traceback" in err
    assert run("--debug", "check", document)[0] == 2


def test_a_rule_that_breaks_down_is_exit_code_2(run: Run, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.checks.registry import RULES

    rule = next(rule for rule in RULES if rule.code == "C103")

    def broken(self: object, *_: object) -> Iterator[None]:
        raise ValueError("坏了")

    monkeypatch.setattr(rule, "check", broken)
    code, out, err = run("check", document, "--select", "C103")
    assert code == 2
    assert "C103：规则运行出错" in out
    assert "规则 C103 运行出错" in err


def test_settings_file_command_line_and_their_order(run: Run, document: Path, tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('select = ["M302"]\nfail_on = "never"\n', "utf-8")
    assert run("check", document)[0] == 0
    assert run("check", document, "--fail-on", "error")[0] == 1
    other = tmp_path / "另一个.toml"
    other.write_text('select = ["C102"]\n', "utf-8")
    assert json.loads(run("check", document, "--config", other, "--format", "json")[1])["findings"] == []


def test_bad_settings_are_exit_code_2(run: Run, document: Path, tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text("[option]\n", "utf-8")
    code, out, err = run("check", document)
    assert (code, out) == (2, "")
    assert "不认识的设置项“option”。 您是不是想写“options”？" in err


def test_a_budget_list_is_compared(run: Run, document: Path, tmp_path: Path) -> None:
    approved = tmp_path / "清单.csv"
    approved.write_text("项目名称,预算数（万元）\n图书采购,45\n", "utf-8-sig")
    _, out, _ = run("check", document, "--budget-list", approved, "--format", "json")
    assert "F506" in [finding["code"] for finding in json.loads(out)["findings"]]
    code, _, err = run("check", document, "--budget-list", tmp_path / "没有.csv")
    assert code == 2
    assert "没有.csv" in err


def test_output_goes_to_a_file(run: Run, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.txt"
    code, printed, _ = run("check", document, "-o", out)
    assert (code, printed) == (1, "")
    assert "表1 图书采购" in out.read_text("utf-8")
    code, _, err = run("check", document, "-o", tmp_path / "没有这个文件夹" / "x")
    assert code == 2
    assert "无法写入输出文件" in err


# --- parse, rules, explain, schema -----------------------------------------------------------------------------------------


def test_parse_json_is_checked_like_the_document(run: Run, document: Path, tmp_path: Path) -> None:
    stored = tmp_path / "结果.json"
    assert run("parse", document, "-o", stored)[0] == 0
    ours, theirs = (json.loads(run("check", path, "--format", "json")[1]) for path in (document, stored))
    assert [f["fingerprint"] for f in theirs["findings"]] == [f["fingerprint"] for f in ours["findings"]]
    assert theirs["summary"] == ours["summary"]


def test_parse_csv_is_checked_like_the_document(run: Run, document: Path, tmp_path: Path) -> None:
    more = "项目概况\t为县图书馆采购少儿图书。\n保证项目实施的制度、措施\t按采购管理办法执行，由办公室验收。\n立项依据\t\n"
    document.write_text(TABLE.replace("年度绩效目标\t", f"{more}年度绩效目标\t"), "utf-8")
    stored = tmp_path / "结果.csv"
    assert run("parse", document, "--format", "csv", "-o", stored)[0] == 0
    again = json.loads(run("parse", stored)[1])["tables"]
    first = json.loads(run("parse", document)[1])["tables"]
    for table in (*first, *again):
        del table["position"], table["spans_known"]
        for indicator in table["indicators"]:
            del indicator["position"]
    assert again == first
    ours, theirs = (json.loads(run("check", path, "--format", "json")[1]) for path in (document, stored))
    assert {f["fingerprint"] for f in theirs["findings"]} == {f["fingerprint"] for f in ours["findings"]}


def test_parse_outline(run: Run, document: Path) -> None:
    code, out, err = run("parse", document, "--format", "tree")
    assert (code, err) == (0, "")
    assert "采购图书：≥6000" in out


def test_parse_says_when_there_is_no_table_and_when_there_is_no_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(NO_TABLE, "utf-8")
    code, out, err = run("parse", path)
    assert (code, json.loads(out)["tables"]) == (0, [])
    assert "未找到绩效目标表" in err
    code, out, err = run("parse", tmp_path / "没有.txt")
    assert code == 2
    assert json.loads(out)["status"] == "failed"
    assert json.loads(out)["notes"][0] == err.strip().removeprefix("jixiao：")
    assert run("parse", tmp_path / "没有.txt", "--format", "csv")[:2] == (2, "")


def test_rules_and_explain(run: Run) -> None:
    code, out, _ = run("rules")
    assert code == 0
    assert re.search(r"C101 +错误 +missing-field", out)
    listed = json.loads(run("rules", "--format", "json")[1])
    for word in (listed[0]["code"], listed[0]["code"].lower(), listed[0]["name"]):
        code, out, _ = run("explain", word)
        assert code == 0
        assert all(part in out for part in ("查什么", "为什么", "怎么改", "级别", "规则组合", "会报的例子", "不报的例子"))


def test_explain_offers_the_nearest_rule(run: Run) -> None:
    code, _, err = run("explain", "mising-field")
    assert code == 2
    assert "没有规则“mising-field”。 您是不是想写“missing-field”？" in err


@pytest.mark.parametrize("name", ["parse", "check"])
def test_schema_is_the_published_file(run: Run, name: str) -> None:
    code, out, _ = run("schema", name)
    assert code == 0
    assert out == (ROOT / "linter" / "docs" / "schema" / f"{name}-v1.json").read_text("utf-8")


# --- mistakes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek", "x.txt"], "没有命令“chek”。 您是不是想用 jixiao check？"),
        (["x.txt"], "没有命令“x.txt”。 要检查文件，请用：jixiao check x.txt"),
        (["什么"], f"没有命令“什么”。 可用的命令：{'、'.join(COMMANDS)}。"),
        (["check"], "缺少参数“文件”。 用法见 jixiao check --help"),
        (["explain"], "缺少参数“规则”"),
        (["schema"], "缺少参数“名称”"),
        (["check", "x.txt", "--formt", "json"], "没有选项“--formt”。 您是不是想用 --format？"),
        (["check", "x.txt", "--quux"], "没有选项“--quux”。 用法见 jixiao check --help"),
        (["check", "x.txt", "-x"], "没有选项“-x”"),
        (["--quux"], "没有选项“--quux”。 用法见 jixiao --help"),
        (["check", "x.txt", "--format"], "选项 --format 后面要写一个值"),
        (["check", "x.txt", "-o"], "选项 -o 后面要写一个值"),
        (["check", "x.txt", "--whole-agency=yes"], "选项 --whole-agency 不带值"),
        (["check", "x.txt", "--help=yes"], "选项 --help 不带值"),
        (["check", "x.txt", "--format", "xml"], f"选项 --format 的值“xml”不在可选范围内。 可选：{'、'.join(FORMATS)}。"),
        (["check", "x.txt", "--profile", "publc"], "您是不是想写“publish”？可选：submit、publish、strict、all。"),
        (["check", "x.txt", "--fail-on", "info"], "可选：error、warning、never。"),
        (["check", "x.txt", "--select", "mising-field"], "没有规则“mising-field”。 您是不是想写“missing-field”？"),
        (["check", "x.txt", "--config", "没有.toml"], "没有.toml：找不到设置文件"),
        (["parse", "x.txt", "y.txt"], "多余的参数“y.txt”。 用法见 jixiao parse --help"),
        (["rules", "x"], "多余的参数“x”"),
        (["schema", "lint"], "“名称”的值“lint”不在可选范围内。 可选：parse、check。"),
    ],
)
def test_every_mistake_is_said_in_chinese(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("jixiao：")
    quoted = re.sub("“.*?”", "", err)
    assert re.findall(r"[A-Za-z]{3,}", NAMES.sub("", quoted)) == []


@pytest.mark.parametrize("arguments", [[], ["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_chinese(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("用法：jixiao")
    assert "显示本帮助" in out
    assert "--debug" not in out
    assert re.findall(r"[A-Za-z]{3,}", NAMES.sub("", out)) == []


def test_help_names_every_command_and_option(run: Run) -> None:
    out = run("--help")[1]
    assert all(f"\n  {name} " in out for name in COMMANDS)
    out = run("check", "--help")[1]
    options = ("--format", "--profile", "--select", "--ignore", "--fail-on", "--budget-list", "--whole-agency", "--config", "-o, --output")
    assert all(option in out for option in options)


# --- streams -------------------------------------------------------------------------------------------------------------


def test_version_two_ways(run: Run) -> None:
    assert run("--version") == (0, f"jixiao {__version__}\n", "")
    made = process("--version")
    assert (made.returncode, made.stdout.decode().strip(), made.stderr) == (0, f"jixiao {__version__}", b"")


def test_a_gbk_console(document: Path) -> None:
    document.write_text(TABLE.replace("采购图书6000册", "采购图书6000册🙂②"), "utf-8")
    made = process("check", document, PYTHONIOENCODING="gbk")
    assert made.returncode == 1
    assert "表1 图书采购" in made.stdout.decode("gbk")
    assert "× 错误" in made.stdout.decode("gbk")
    assert made.stderr == b""
    made = process("check", document, "--format", "json", PYTHONIOENCODING="gbk")
    assert json.loads(made.stdout.decode("utf-8"))["status"] == "ok"
    made = process("chek", PYTHONIOENCODING="gbk")
    assert "没有命令" in made.stderr.decode("gbk")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only there")
def test_a_file_name_in_gbk(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "目标".encode("gbk") + b".txt"
    Path(os.fsdecode(name)).write_text(TABLE, "utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "linter", "check", name, name + b"x", "--format", "json"], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert made.returncode == 2
    assert [each["source"] for each in json.loads(made.stdout)] == ["目标.txt", "目标.txtx"]
    assert "Traceback" not in made.stderr.decode("utf-8", "replace")


def test_csv_on_standard_output_keeps_its_bytes(document: Path) -> None:
    made = process("parse", document, "--format", "csv", PYTHONIOENCODING="gbk")
    assert made.stdout.startswith(b"\xef\xbb\xbf")
    assert "图书采购" in made.stdout.decode("utf-8-sig")


def test_a_reader_that_goes_away_is_no_fault(document: Path) -> None:
    command = f'"{sys.executable}" -m linter check "{document}" "{document}" --format json | head -c 10'
    made = subprocess.run(command, shell=True, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert made.stderr == b""


def test_ctrl_c_is_quiet(run: Run, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter import api

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check", interrupted)
    assert run("check", document) == (130, "", "")


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert shared.page().color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not shared.page().color
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not shared.page().color


HEAVY = ("pandas", "sklearn", "jieba", "rich", "jsonschema", "numpy", "lxml", "pydantic")


def test_a_plain_check_loads_nothing_heavy(document: Path) -> None:
    script = (
        "import sys; from linter.cli import run; run(sys.argv[1:]);"
        f"sys.stderr.write(','.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    made = subprocess.run(
        [sys.executable, "-c", script, "check", str(document)], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert made.stderr == b""
    assert made.stdout


# --- policy --------------------------------------------------------------------------------------------------------------


def test_a_policy_is_exported_and_holds(run: Run, document: Path, tmp_path: Path) -> None:
    code, out, err = run("policy", "--export", "口径.xlsx")
    assert (code, err) == (0, "")
    assert "--policy 口径.xlsx" in out
    plain = run("check", document, "--format", "json")
    assert run("check", document, "--format", "json", "--policy", "口径.xlsx") == plain
    (tmp_path / "口径.toml").write_text(
        '[severity]\nM302 = "off"\n[[rule]]\ntitle = "名称要写年度"\nobject = "项目名称"\ncondition = "必须符合"\nvalue = "20\\\\d\\\\d"\nopinion = "请写年度"\n', "utf-8"
    )
    code, out, _ = run("check", document, "--policy", "口径.toml", "--fail-on", "warning")
    assert "[M302]" not in out
    assert "警告 名称要写年度 [Z001]" in out
    assert code == 1
    assert run("policy", "--export", "改.xlsx", "--policy", "口径.toml")[0] == 0
    assert "[Z001]" in run("check", document, "--policy", "改.xlsx")[1]


def test_what_is_wrong_with_a_policy_is_said(run: Run, document: Path, tmp_path: Path) -> None:
    (tmp_path / "口径.toml").write_text('[severity]\nM302 = "严重"\n', "utf-8")
    code, _, err = run("check", document, "--policy", "口径.toml")
    assert code == 2
    assert "severity.M302" in err
    assert run("check", document, "--policy", "没有.xlsx")[0] == 2
    assert "--export" in run("policy")[2]
