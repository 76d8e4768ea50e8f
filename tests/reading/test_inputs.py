"""Folders and zips → documents: which, in what order, under what names, and what hostile archives come to."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from linter.limits import DEFAULT_LIMITS, Limits
from linter.reading.inputs import Input, inputs

TEXT = "项目名称\t渠道维修\n三级指标\t指标值\n维修长度\t≥12公里\n".encode()


def found(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Input]:
    return list(inputs(path, limits))


def names(path: Path) -> list[str]:
    return [each.name for each in found(path) if not each.passed_over]


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def in_gbk(data: bytes, name: str) -> bytes:
    """A zip as Chinese Windows writes it: the name in GBK, no flag that says so."""
    raw = name.encode("gbk")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("x" * len(raw)), data)
    return out.getvalue().replace(b"x" * len(raw), raw)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "报送"
    for name in (
        "水利局/表10.txt", "水利局/表2.txt", "教育局/绩效目标表.htm", "教育局/绩效目标表.files/图.png", "教育局/绩效目标表_files/样式.htm",
        "~$绩效目标表.docx", ".DS_Store", "__MACOSX/._表.txt", "Thumbs.db", "会议录音.mp3", "jixiao.ignore", "水利局/.git/说明.txt",
    ):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(TEXT)
    return top


def test_a_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(TEXT)
    assert found(path) == [Input(path, "表.txt")]


def test_what_is_missing_is_left_to_the_reader(tmp_path: Path) -> None:
    assert found(tmp_path / "没有.txt") == [Input(tmp_path / "没有.txt", "没有.txt")]


def test_a_folder_in_the_order_people_count(folder: Path) -> None:
    assert names(folder) == ["报送/教育局/绩效目标表.htm", "报送/水利局/表2.txt", "报送/水利局/表10.txt"]


def test_other_files_are_passed_over_and_named(folder: Path) -> None:
    assert [each.name for each in found(folder) if each.passed_over] == ["报送/会议录音.mp3"]


def test_the_working_folder_gives_no_prefix(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert names(Path())[0] == "教育局/绩效目标表.htm"


def test_links_that_run_in_a_circle(folder: Path) -> None:
    (folder / "水利局" / "上级").symlink_to(folder, target_is_directory=True)
    assert len(names(folder)) == 3


def test_a_zip_is_like_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({"水利局/表2.txt": TEXT, "水利局/表1.txt": b"", "__MACOSX/._表1.txt": b"x", "a.exe": b"MZ"}))
    assert names(path) == ["报送.zip/水利局/表1.txt", "报送.zip/水利局/表2.txt"]
    assert [each.data for each in found(path) if not each.passed_over] == [b"", TEXT]
    assert [each.name for each in found(path) if each.passed_over] == ["报送.zip/a.exe"]


def test_a_zip_under_another_name_and_a_workbook_under_the_name_of_a_zip(tmp_path: Path) -> None:
    other = tmp_path / "报送.dat"
    other.write_bytes(zipped({"表.txt": TEXT}))
    assert names(other) == ["报送.dat/表.txt"]
    workbook = tmp_path / "表.zip"
    workbook.write_bytes(zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))
    assert found(workbook) == [Input(workbook, "表.zip")]


@pytest.mark.parametrize("name", ["农业农村局/绩效目标表.txt", "卫健委.txt"])
def test_names_in_gbk(tmp_path: Path, name: str) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(in_gbk(TEXT, name))
    assert names(path) == [f"报送.zip/{name}"]


def test_a_name_in_the_unicode_field(tmp_path: Path) -> None:
    name = "文旅局.txt".encode()
    info = ZipInfo("????.txt")
    info.extra = b"\x75\x70" + struct.pack("<HBL", len(name) + 5, 1, zlib.crc32(b"????.txt")) + name
    with ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.writestr(info, TEXT)
    assert names(tmp_path / "报送.zip") == ["报送.zip/文旅局.txt"]


@pytest.mark.parametrize("name", ["../../etc/表.txt", "/etc/表.txt", "C:\\windows\\表.txt", "..\\表.txt", "a/../../表.txt"])
def test_names_that_lead_out_of_the_archive_are_only_shown(tmp_path: Path, name: str) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({name: TEXT}))
    before = sorted(tmp_path.rglob("*"))
    (only,) = names(path)
    assert only.startswith("报送.zip/")
    assert only.endswith("表.txt")
    assert ".." not in only
    assert sorted(tmp_path.rglob("*")) == before


def test_two_members_of_one_name_are_two_documents(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({"a.txt": TEXT, "b.txt": b"2"}).replace(b"b.txt", b"a.txt"))
    assert {each.data for each in found(path)} == {TEXT, b"2"}


def test_zips_in_zips_down_to_the_third(tmp_path: Path) -> None:
    path, data = tmp_path / "1.zip", TEXT
    for level in ("表.txt", "3.zip", "2.zip"):
        data = zipped({level: data})
    path.write_bytes(data)
    assert names(path) == ["1.zip/2.zip/3.zip/表.txt"]
    path.write_bytes(zipped({"0.zip": data}))
    (only,) = found(path)
    assert "套了 3 层" in str(only.error)


def test_a_member_with_a_password_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(bytes(data))
    first, second = found(path)
    assert "设了密码" in str(first.error)
    assert second.data == TEXT


def test_a_member_that_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT * 50, "b.txt": TEXT}))
    data[45] ^= 0xFF
    path = tmp_path / "报送.zip"
    path.write_bytes(bytes(data))
    first, second = found(path)
    assert "损坏" in str(first.error)
    assert second.data == TEXT


def test_a_zip_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({"表.txt": TEXT * 100})[:60])
    (only,) = found(path)
    assert "损坏" in str(only.error)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({f"{n}.txt": b"\0" * (4 << 20) for n in range(5)}))
    errors = [each.error for each in found(path, Limits(unpacked_megabytes=9)) if each.error]
    assert "压缩炸弹" in str(errors[-1])


def test_a_member_too_large_for_any_reader(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({"大.txt": b"\0" * (3 << 20), "小.txt": TEXT}))
    limits = Limits(text_megabytes=1, office_megabytes=1, pdf_megabytes=2, image_megabytes=1)
    first, second = found(path, limits)
    assert "超过了一次可读的 2 MB" in str(first.error)
    assert second.data == TEXT


def test_too_many_files(folder: Path, tmp_path: Path) -> None:
    assert "太多" in str(found(folder, Limits(archive_files=2))[-1].error)
    path = tmp_path / "报送.zip"
    path.write_bytes(zipped({f"{n}.txt": b"" for n in range(4)}))
    assert "超过了一次可查的 3 个" in str(found(path, Limits(archive_files=3))[-1].error)
