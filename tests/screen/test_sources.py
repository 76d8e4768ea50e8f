"""What folders, zips and registers mean: sources in natural order, and whose they are."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from linter.errors import SettingsError
from linter.screen.agencies import folder_of, inferred_parents, plain_name, read_agencies
from linter.screen.manifest import read_manifest
from linter.screen.sources import sources
from linter.tables import table

PART = int(table("screen")["shards"]["part"])


def names(*tops: Path, outside: Sequence[Path] = ()) -> list[str]:
    return [source.name for source in sources(tops, outside=outside) if not source.passed_over]


def test_documents_in_natural_order_and_the_rest_passed_over(tmp_path: Path) -> None:
    for name in ("甲局/10.txt", "甲局/9.txt", "乙局/表.xlsx", "乙局/说明.exe", "乙局/~$表.xlsx", "丙局.zip"):
        path = tmp_path / "报送" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert sorted(names(tmp_path / "报送")) == sorted(["报送/丙局.zip", "报送/乙局/表.xlsx", "报送/甲局/9.txt", "报送/甲局/10.txt"])
    ordered = names(tmp_path / "报送")
    assert ordered.index("报送/甲局/9.txt") < ordered.index("报送/甲局/10.txt")
    passed = [source.name for source in sources([tmp_path / "报送"]) if source.passed_over]
    assert passed == ["报送/乙局/说明.exe"]


def test_results_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / "结果" / "data").mkdir(parents=True)
    (tmp_path / "结果" / "screening.xlsx").write_bytes(b"x")
    (tmp_path / "表.txt").write_bytes(b"x")
    (tmp_path / "清单.csv").write_bytes(b"x")
    assert names(tmp_path, outside=[tmp_path / "结果", tmp_path / "清单.csv"]) == [f"{tmp_path.name}/表.txt"]


def test_what_lies_in_a_folder_that_was_given_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "报送" / "甲局").mkdir(parents=True)
    (tmp_path / "报送" / "甲局" / "表.txt").write_bytes(b"x")
    assert names(tmp_path / "报送" / "甲局" / "表.txt", tmp_path / "报送", tmp_path / "报送" / "甲局") == ["报送/甲局/表.txt"]


def test_a_large_zip_is_taken_in_parts_that_cover_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        for number in range(2 * PART + 3):
            archive.writestr(f"{number}.txt", "x")
    parts = list(sources([tmp_path / "报送.zip"]))
    assert [(part.start, part.stop) for part in parts] == [(0, PART), (PART, 2 * PART), (2 * PART, None)]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert [source.passed_over for source in sources([tmp_path])] == [True]


def test_a_file_named_is_a_document_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "表.dat").write_bytes(b"x")
    assert names(tmp_path / "表.dat") == ["表.dat"]
    assert names(tmp_path) == []


# --- the register --------------------------------------------------------------------------------------------------------


def test_the_nearest_entry_of_the_register_counts(tmp_path: Path) -> None:
    (tmp_path / "报送" / "教育").mkdir(parents=True)
    (tmp_path / "报送" / "教育" / "一小.txt").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "报送" / "各校.zip", "w") as archive:
        archive.writestr("二小/表.txt", "x")
    (tmp_path / "清单.csv").write_text("文件,单位,年度\n报送/教育,教育局,2025年\n报送/教育/一小.txt,第一小学,\n报送/各校.zip/二小,第二小学,2024\n", "utf-8")
    manifest = read_manifest(tmp_path / "清单.csv")
    entry = manifest.of(str(tmp_path / "报送/教育/一小.txt"), "报送/教育/一小.txt")
    assert entry is not None
    assert (entry.agency, entry.year) == ("第一小学", None)
    entry = manifest.of(str(tmp_path / "报送/教育/二小.txt"), "报送/教育/二小.txt")
    assert entry is not None
    assert (entry.agency, entry.year) == ("教育局", 2025)
    entry = manifest.of(str(tmp_path / "报送/各校.zip"), "报送/各校.zip/二小/表.txt")
    assert entry is not None
    assert (entry.agency, entry.year) == ("第二小学", 2024)
    assert manifest.of(str(tmp_path / "报送/别的.txt"), "报送/别的.txt") is None
    assert manifest.paths == (tmp_path / "报送/教育", tmp_path / "报送/教育/一小.txt", tmp_path / "报送/各校.zip")


@pytest.mark.parametrize(("text", "said"), [
    ("单位,年度\n甲局,2025\n", "没有找到表头"),
    ("文件,单位\n,甲局\n", "没有写文件"),
    ("文件,年度\na.txt,去年\n", "年度“去年”看不懂"),
])
def test_a_register_that_cannot_be_understood_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "清单.csv").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=said):
        read_manifest(tmp_path / "清单.csv")


# --- agencies ------------------------------------------------------------------------------------------------------------


def test_aliases_and_the_tree(tmp_path: Path) -> None:
    (tmp_path / "单位表.csv").write_text("单位,别名,主管部门\n市教育局,教育局；教体局,\n第一小学,一小,教体局\n", "utf-8")
    known = read_agencies(tmp_path / "单位表.csv")
    assert known.name("020-教体局") == "市教育局"
    assert known.name("一 小") == "第一小学"
    assert known.name("没见过的局（本级）") == "没见过的局"
    assert known.parents == {"第一小学": "市教育局"}


@pytest.mark.parametrize(("text", "said"), [
    ("单位,别名\n甲局,老局\n乙局,老局\n", "既是“甲局”又是“乙局”"),
    ("单位,主管部门\n甲局,乙局\n乙局,甲局\n", "绕了一圈"),
    ("单位,别名\n,老局\n", "没有写单位"),
])
def test_a_table_of_agencies_that_contradicts_itself_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "单位表.csv").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=said):
        read_agencies(tmp_path / "单位表.csv")


@pytest.mark.parametrize(("name", "agency"), [
    ("报送/市教育局/第一小学/表.xlsx", "第一小学"),
    ("报送/市教育局/附件2/2025年度绩效目标/表.xlsx", "市教育局"),
    ("报送/市水利局.zip/表.xlsx", "市水利局"),
    ("报送/表.xlsx", ""),
    ("市水利局/表.xlsx", ""),  # the folder the user named is the whole intake's
])
def test_what_folders_say(name: str, agency: str) -> None:
    assert folder_of(name) == agency


def test_departments_are_what_most_forms_say() -> None:
    said = [("一小", "教育局"), ("一小", "教育局"), ("一小", "财政局"), ("教育局", "教育局"), ("甲", "乙"), ("乙", "甲")]
    assert inferred_parents(said) == {"一小": "教育局"}


def test_names_without_codes() -> None:
    assert plain_name("[206]市水利局（本级）") == "市水利局"
