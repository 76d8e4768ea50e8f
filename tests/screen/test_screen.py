"""A whole screening, with worker processes: what is lost, what is kept, what is written."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from linter.errors import JixiaoError
from linter.screen import local
from linter.screen.run import Watch
from tests.screen.faults import with_accidents
from tests.screen.filing import ROWS, page, rows, screened

pytestmark = pytest.mark.skipif(os.name == "nt", reason="accidents use signals of POSIX")


def intake(folder: Path, *names: str) -> Path:
    for name in names:
        page(folder / name, name.split("/")[0], f"{Path(name).stem}项目", ROWS, overview=f"面向{name}举办业务培训，提升窗口办事能力。")
    return folder


def test_documents_that_end_their_worker_are_reported_and_the_rest_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "checking", with_accidents)
    folder = intake(tmp_path / "报送", "甲局/一.html", "甲局/挂起.html", "甲局/二.html", "乙局/崩溃.html", "乙局/三.html", "丙局/内存.html", "丙局/四.html")
    with zipfile.ZipFile(folder / "丁局.zip", "w") as archive:
        for name in ("五.html", "崩溃.html", "六.html"):
            archive.writestr(name, (folder / "甲局" / "二.html").read_bytes() + name.encode())
    outcome = screened(tmp_path / "结果", folder, workers=2, seconds=8)
    assert outcome.documents == 10
    failures = dict(rows(tmp_path / "结果", "SELECT name, reason FROM failures"))
    assert set(failures) == {"报送/甲局/挂起.html", "报送/乙局/崩溃.html", "报送/丙局/内存.html"} | {"报送/丁局.zip/崩溃.html"}
    assert "超过了 8 秒" in failures["报送/甲局/挂起.html"]
    assert "意外退出" in failures["报送/乙局/崩溃.html"]
    assert "内存超过了" in failures["报送/丙局/内存.html"]
    done = {name for (name,) in rows(tmp_path / "结果", "SELECT name FROM documents WHERE status = 'ok'")}
    assert {"报送/甲局/一.html", "报送/甲局/二.html", "报送/乙局/三.html", "报送/丙局/四.html", "报送/丁局.zip/五.html", "报送/丁局.zip/六.html"} <= done
    assert all(remedy for (remedy,) in rows(tmp_path / "结果", "SELECT remedy FROM failures"))


def test_only_what_is_new_or_changed_is_done_again(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", "甲局/一.html", "乙局/二.html")
    assert screened(tmp_path / "结果", folder).reused == 0
    again = screened(tmp_path / "结果", folder)
    assert (again.reused, again.unchanged) == (2, True)
    intake(folder, "丙局/三.html")
    page(folder / "甲局" / "一.html", "甲局", "改过的项目", ROWS)
    changed = screened(tmp_path / "结果", folder)
    assert (changed.documents, changed.reused, changed.unchanged) == (3, 1, False)
    assert {name for (name,) in rows(tmp_path / "结果", "SELECT project_name FROM projects")} == {"改过的项目", "二项目", "三项目"}
    fresh = screened(tmp_path / "结果", folder, fresh=True)
    assert (fresh.reused, fresh.documents) == (0, 3)
    (folder / "乙局" / "二.html").rename(folder / "乙局" / "改名.html")
    renamed = screened(tmp_path / "结果", folder)
    assert (renamed.reused, renamed.unchanged) == (3, False)


def test_what_was_finished_before_an_interruption_is_not_done_again(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", *(f"甲局/{number}.html" for number in range(12)))
    done = 0

    def stop(progress: local.Progress) -> None:
        nonlocal done
        done = progress.done
        if done >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screened(tmp_path / "结果", folder, watch=Watch(progress=stop))
    outcome = screened(tmp_path / "结果", folder)
    assert outcome.documents == 12
    assert outcome.reused >= done >= 5


def test_more_time_or_memory_gives_what_was_lost_another_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = intake(tmp_path / "报送", "甲局/挂起.html")
    monkeypatch.setattr(local, "checking", with_accidents)
    assert screened(tmp_path / "结果", folder, seconds=2).failed == 1
    assert screened(tmp_path / "结果", folder, seconds=2).reused == 1, "the same time would not be enough again"
    monkeypatch.undo()
    assert screened(tmp_path / "结果", folder, seconds=30).failed == 0


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", "甲局/一.html")
    (folder / "甲局" / "副本.html").write_bytes((folder / "甲局" / "一.html").read_bytes())
    screened(tmp_path / "结果", folder)
    assert rows(tmp_path / "结果", "SELECT count(*), count(duplicate_of) FROM documents") == [(2, 1)]
    assert rows(tmp_path / "结果", "SELECT count(*) FROM projects") == [(1,)]
    assert rows(tmp_path / "结果", "SELECT documents FROM agencies") == [(1,)]


def test_whose_it_is_register_before_document_before_folder(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", "甲局/一.html", "甲局/二.html")
    page(folder / "乙局" / "三.html", "", "三项目", ROWS)
    page(folder / "四.html", "", "四项目", ROWS)
    (tmp_path / "清单.csv").write_text("文件,单位\n报送/甲局/二.html,丙局\n", "utf-8")
    screened(tmp_path / "结果", folder, manifest=tmp_path / "清单.csv")
    found = dict(rows(tmp_path / "结果", "SELECT name, agency || '/' || agency_by FROM documents"))
    assert found == {
        "报送/甲局/一.html": "甲局/document", "报送/甲局/二.html": "丙局/manifest", "报送/乙局/三.html": "乙局/folder", "报送/四.html": "未注明单位/none",
    }


def test_an_agency_s_own_settings_do_not_quiet_the_screening(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    page(folder / "甲局" / "一.html", "甲局", "培训项目", [("数量指标", "培训场次", "XX场")])
    (folder / "甲局" / "jixiao.toml").write_text('ignore = ["C102"]\n', "utf-8")
    (folder / "甲局" / "jixiao.ignore").write_text("* C102 # 不改\n", "utf-8")
    screened(tmp_path / "结果", folder)
    assert rows(tmp_path / "结果", "SELECT count(*) FROM findings WHERE code = 'C102'") == [(1,)]


def test_departments_are_summed_up_from_the_table_of_agencies(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", "第一小学/一.html", "第二小学/二.html", "水利局/三.html")
    (tmp_path / "单位表.csv").write_text("单位,别名,主管部门\n第一小学,,教育局\n第二小学,二小,教育局\n", "utf-8")
    screened(tmp_path / "结果", folder, agencies=tmp_path / "单位表.csv")
    assert rows(tmp_path / "结果", "SELECT agency, parent FROM agencies ORDER BY agency") == [("水利局", ""), ("第一小学", "教育局"), ("第二小学", "教育局")]
    assert rows(tmp_path / "结果", "SELECT agency, top FROM tree ORDER BY agency") == [
        ("教育局", "教育局"), ("水利局", "水利局"), ("第一小学", "教育局"), ("第二小学", "教育局"),
    ]


def test_masked_data_name_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    page(folder / "一.html", "甲局", "培训项目", ROWS, overview="由联系人欧阳建国（13912345678）负责举办培训。")
    text = (folder / "一.html").read_text("utf-8").replace("</table>", "<tr><td>联系人</td><td>欧阳建国</td><td>联系电话</td><td>13912345678</td></tr></table>")
    (folder / "一.html").write_text(text, "utf-8")
    screened(tmp_path / "结果", folder, mask=True)
    for path in (tmp_path / "结果").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".duckdb"):
            data = path.read_bytes()
            assert "欧阳建国".encode() not in data, path
            assert b"13912345678" not in data, path
    overview = rows(tmp_path / "结果", "SELECT overview FROM projects")[0][0]
    assert "欧某（139******78）" in overview


def test_files_someone_has_changed_are_set_aside(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", "甲局/一.html")
    first = screened(tmp_path / "结果", folder)
    letter = next(path for path in first.delivered.written if path.suffix == ".docx")
    letter.write_bytes(b"mine")
    intake(folder, "甲局/二.html")
    second = screened(tmp_path / "结果", folder)
    assert [path.read_bytes() for path in second.delivered.kept] == [b"mine"]
    assert letter.read_bytes() != b"mine"


def test_what_an_earlier_run_wrote_of_an_agency_that_is_gone_is_removed(tmp_path: Path) -> None:
    folder = intake(tmp_path / "报送", "甲局/一.html", "乙局/二.html")
    screened(tmp_path / "结果", folder)
    (folder / "乙局" / "二.html").unlink()
    screened(tmp_path / "结果", folder)
    assert [path.name for path in (tmp_path / "结果" / "letters").iterdir()] == ["甲局 绩效目标审核意见书.docx"]


def test_nothing_to_screen_is_said(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(JixiaoError, match="没有可以检查的文件"):
        screened(tmp_path / "结果", tmp_path / "空")


def test_one_results_folder_for_one_program_at_a_time(tmp_path: Path) -> None:
    import subprocess
    import sys

    folder = intake(tmp_path / "报送", "甲局/一.html")
    screened(tmp_path / "结果", folder)
    held = subprocess.Popen(
        [sys.executable, "-c", "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); input()", str(tmp_path / "结果" / "screening.duckdb")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )
    assert held.stdout is not None
    held.stdout.readline()
    with pytest.raises(JixiaoError, match="正被另一个 jixiao 使用"):
        screened(tmp_path / "结果", folder)
    held.communicate(b"\n")
