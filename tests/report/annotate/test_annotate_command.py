from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from linter.cli import run
from linter.where import Spot
from tests.containers.excel import as_workbook
from tests.containers.pdf import as_pages
from tests.containers.word import as_document
from tests.layouts import as_csv, as_html, as_markdown
from tests.report.annotate.forms import faulty
from tests.report.annotate.made import at, report_of
from tests.report.annotate.rich import packed, parts_of, workbook

Run = Callable[..., tuple[int, str, str]]
_MADE: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: as_workbook(faulty()), "docx": lambda: as_document(faulty()), "pdf": lambda: as_pages(faulty()), "xlsm": workbook,
}
_INSTEAD = "-o 问题清单.xlsx"


@pytest.fixture
def annotate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(["annotate", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def put(kind: str, name: str = "表") -> Path:
    path = Path(f"{name}.{kind}")
    path.write_bytes(_MADE[kind]())
    return path


@pytest.mark.parametrize("kind", list(_MADE))
def test_a_copy_is_written_and_the_file_is_not_touched(annotate: Run, kind: str) -> None:
    path = put(kind)
    before = path.read_bytes(), path.stat().st_mtime_ns
    code, out, err = annotate(str(path), "-o", f"批注.{kind}")
    assert (code, err) == (0, "")
    assert out.startswith(f"已写入 批注.{kind}：5 处问题，写成 5 条批注。\n其中 1 处不在某一个单元格上，写在下列地方的批注里：\n  - 缺少一类绩效指标 [C103] → ")
    assert "apply-safe-fixes" not in out
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(each.name for each in Path().iterdir()) == sorted([path.name, f"批注.{kind}"])


def test_safe_fixes_are_listed(annotate: Run) -> None:
    put("xlsx")
    _, out, _ = annotate("表.xlsx", "-o", "批注.xlsx", "--apply-safe-fixes")
    assert "按 --apply-safe-fixes 改了 3 处：" in out
    assert "  - 绩效目标!E23 [V402]：“≥100%” → “=100%”" in out
    put("pdf")
    _, out, _ = annotate("表.pdf", "-o", "批注.pdf", "--apply-safe-fixes")
    assert "没有可改的地方" in out
    assert "（PDF 里的文字不能改写）" in out


def test_the_file_itself_is_never_written(annotate: Run, tmp_path: Path) -> None:
    path = put("xlsx")
    before = path.read_bytes()
    (tmp_path / "sub").mkdir()
    Path("软.xlsx").symlink_to(path)
    os.link(path, "硬.xlsx")
    for out in ("表.xlsx", "./表.xlsx", "sub/../表.xlsx", str(path.absolute()), "软.xlsx", "硬.xlsx"):
        code, _, err = annotate("表.xlsx", "-o", out, "--force")
        assert (code, "输出文件就是原件" in err) == (2, True), out
    assert path.read_bytes() == before


def test_what_is_there_is_overwritten_only_by_force(annotate: Run) -> None:
    put("docx")
    Path("批注.docx").write_bytes(b"old")
    code, _, err = annotate("表.docx", "-o", "批注.docx")
    assert (code, "已经有了" in err, Path("批注.docx").read_bytes()) == (2, True, b"old")
    assert annotate("表.docx", "-o", "批注.docx", "--force")[0] == 0
    assert zipfile.is_zipfile("批注.docx")


@pytest.mark.parametrize(("kind", "out", "said"), [
    ("xlsx", "批注.xlsm", "结尾应是 .xlsx"), ("xlsm", "批注.xlsx", "结尾应是 .xlsm"), ("docx", "批注.pdf", "结尾应是 .docx"),
    ("pdf", "批注", "结尾应是 .pdf"), ("pdf", "没有/批注.pdf", "不存在"),
])
def test_where_a_copy_cannot_go(annotate: Run, kind: str, out: str, said: str) -> None:
    put(kind)
    code, printed, err = annotate(f"表.{kind}", "-o", out)
    assert (code, printed, said in err) == (2, "", True), err
    assert [each.name for each in Path().iterdir()] == [f"表.{kind}"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(annotate: Run) -> None:
    put("xlsx")
    Path("锁").mkdir()
    Path("锁").chmod(stat.S_IRUSR | stat.S_IXUSR)
    code, _, err = annotate("表.xlsx", "-o", "锁/批注.xlsx")
    assert (code, "无法写入输出文件" in err) == (2, True)


def test_a_write_that_fails_leaves_nothing_behind(annotate: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("xlsx")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    code, _, err = annotate("表.xlsx", "-o", "批注.xlsx")
    assert (code, "无法写入输出文件" in err) == (2, True)
    assert [each.name for each in Path().iterdir()] == ["表.xlsx"]


@pytest.mark.parametrize(("name", "data"), [
    ("表.txt", "\n".join(["项目支出绩效目标表", "项目名称：校车"]).encode()), ("表.csv", as_csv(faulty()).encode()), ("表.html", as_html(faulty()).encode()),
    ("表.md", as_markdown(faulty()).encode()), ("表.png", b"\x89PNG\r\n\x1a\n" + bytes(64)), ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("表.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("表.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("表.ods", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
    ("表.xlsb", packed({"xl/workbook.bin": b"x", "[Content_Types].xml": b"sheet.binary.macroEnabled"})), ("表.zip", packed({"a.txt": b"x"})),
])
def test_files_that_cannot_carry_comments_are_told_of(annotate: Run, name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    code, out, err = annotate(name, "-o", f"批注{Path(name).suffix}")
    assert (code, out) == (2, "")
    assert err == f"jixiao：{name}：{Path(name).suffix} 文件不能加批注。 请改用问题清单：jixiao check {name} {_INSTEAD}\n"
    assert [each.name for each in Path().iterdir()] == [name]


def test_places_in_pictures_are_refused(annotate: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put("pdf")
    read = report_of([at(Spot(page=1, bbox=(1, 2, 3, 4), ocr=True))]).results[0]
    monkeypatch.setattr("linter.api.check", lambda *given, **named: read)
    code, out, err = annotate("表.pdf", "-o", "批注.pdf")
    assert (code, out) == (2, "")
    assert err == f"jixiao：表.pdf：文字是从图片识别出来的，位置不准，不能加批注。 请改用问题清单：jixiao check 表.pdf {_INSTEAD}\n"


@pytest.mark.parametrize("kind", list(_MADE))
def test_a_copy_annotated_again(annotate: Run, kind: str) -> None:
    put(kind)
    assert "以前写的批注" not in annotate(f"表.{kind}", "-o", f"批注.{kind}")[1]
    assert "原件里已有本工具以前写的批注" in annotate(f"批注.{kind}", "-o", f"再批.{kind}")[1]


def test_encrypted_pdf(annotate: Run) -> None:
    file = pikepdf.open(io.BytesIO(_MADE["pdf"]()))
    file.save("表.pdf", encryption=pikepdf.Encryption(owner="owner", user=""))
    code, _, err = annotate("表.pdf", "-o", "批注.pdf")
    assert (code, "加了密" in err, _INSTEAD in err) == (2, True, True)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_broken_files(annotate: Run, kind: str) -> None:
    path = put(kind)
    path.write_bytes(path.read_bytes()[:700])
    code, out, err = annotate(path.name, "-o", f"批注.{kind}")
    assert (code, out) == (2, "")
    assert err.startswith(f"jixiao：表.{kind}：")
    assert "内部出错" not in err
    assert not Path(f"批注.{kind}").exists()


def test_missing_empty_and_folders(annotate: Run) -> None:
    Path("空.xlsx").write_bytes(b"")
    Path("夹").mkdir()
    for name, said in (("没有.xlsx", "找不到这个文件"), ("空.xlsx", "文件是空的"), ("夹", "这是一个文件夹")):
        code, _, err = annotate(name, "-o", "批注.xlsx")
        assert (code, said in err) == (2, True), err
    code, _, err = annotate("没有.xlsx")
    assert (code, "缺少选项 -o" in err) == (2, True)


def test_parts_that_unpack_beyond_all_measure(annotate: Run) -> None:
    path = put("xlsx")
    Path("jixiao.toml").write_text("[limits]\nunpacked_megabytes = 1\n", "utf-8")
    path.write_bytes(packed({**parts_of(path.read_bytes()), "xl/media/bomb.bin": bytes(3 << 20)}))
    code, _, err = annotate("表.xlsx", "-o", "批注.xlsx")
    assert (code, "解压后太大" in err) == (2, True)


def test_a_file_without_faults_is_not_copied(annotate: Run) -> None:
    put("xlsx")
    Path("jixiao.toml").write_text('select = ["F501"]\n', "utf-8")
    code, out, _ = annotate("表.xlsx", "-o", "批注.xlsx")
    assert (code, out) == (0, "表.xlsx：没有发现问题，没有要批注的，没有写文件。\n")
    assert not Path("批注.xlsx").exists()


def test_what_is_suppressed_is_not_written(annotate: Run) -> None:
    put("xlsx")
    Path("jixiao.ignore").write_text("表.xlsx M305 # 已与单位核实\n", "utf-8")
    _, out, _ = annotate("表.xlsx", "-o", "批注.xlsx")
    assert "3 处问题" in out
