"""Every encoding a Chinese office writes, and files that broke on their way."""

from __future__ import annotations

import pytest

from linter.errors import ReadError
from linter.reading import read_bytes
from linter.reading.blocks import ParagraphBlock
from linter.reading.encoding import decode

TEXT = "项目名称\t乡镇卫生院设备更新\n年度目标\t更新彩超12台，培训操作人员30人次。\n一、备注\n"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_the_same_text_comes_out_of_every_encoding(codec: str) -> None:
    decoded = decode(TEXT.encode(codec))
    assert decoded.text == TEXT
    assert decoded.notes == ()


def test_byte_order_marks_are_no_text() -> None:
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        assert decode(mark + TEXT.encode(codec)).text == TEXT


def test_rare_characters_need_gb18030() -> None:
    assert decode("㐀镇𠀋村䶮书记\n".encode("gb18030")).text == "㐀镇𠀋村䶮书记\n"


def test_line_ends_of_every_system_count_the_same() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\n乙\n丙\n"


def test_invisible_marks_are_removed() -> None:
    assert decode("项目\u200b名称\ufeff".encode()).text == "项目名称"


@pytest.mark.parametrize(
    ("codec", "cut"),
    [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("utf-16", 1), ("utf-16-le", 1), ("utf-8-sig", 2)],
)
def test_a_file_cut_inside_a_character_is_read_up_to_there_and_says_so(codec: str, cut: int) -> None:
    whole = "单位\t区图书馆\n第二行在这里断开"
    decoded = decode(whole.encode(codec)[:-cut])
    assert decoded.text == whole[:-1]
    (note,) = decoded.notes
    assert note.spot.line == 2
    assert "没有传完" in note.text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_damage_in_the_middle_is_named_by_line_and_the_rest_is_read(codec: str) -> None:
    before, after = ("预算绩效目标\n" * 20).encode(codec), ("\n培训教师三百人" * 20).encode(codec)
    decoded = decode(before + b"\xff" + after)
    assert decoded.text.startswith("预算绩效目标\n" * 20 + "\ufffd")
    assert decoded.text.endswith("培训教师三百人")
    assert [note.spot.line for note in decoded.notes] == [21]
    assert "\ufffd" in decoded.notes[0].text


def test_damaged_utf8_is_not_taken_for_gbk() -> None:
    data = ("甲" * 9000 + "乙").encode()
    assert "乙" in decode(data[:100] + data[101:]).text


@pytest.mark.parametrize("text", ["目", "标、\t", "指 目效\n", "培训"])
def test_a_few_words_of_gbk_are_not_taken_for_utf8(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


def test_letters_that_are_no_gbk_stay_utf8() -> None:
    assert decode("naïve ß, 3 ± 1 Ω".encode()).encoding == "utf-8"


def test_much_damage_gets_one_note_for_the_rest() -> None:
    data = b"\n".join("公共文化服务设施维护".encode() + b"\xff" for _ in range(30))
    assert [note.spot.line for note in decode(data).notes] == [1, 2, 3, 4, 5, None]


def test_nul_bytes_behind_the_end_are_a_broken_transfer() -> None:
    decoded = decode("绩效目标\n数量指标".encode() + b"\0" * 4096)
    assert decoded.text == "绩效目标\n数量指标"
    assert decoded.notes[0].spot.line == 2


@pytest.mark.parametrize("data", [b"\x81\x20\x81\x20\x81\x20 \xff\xff\xff\xff" * 40, b"a\0\0\0b\x01\x02" * 50, b"\0" * 100])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode(data)


def test_a_page_may_declare_big5() -> None:
    page = '<html><head><meta charset="big5"></head><body><p>績效目標</p></body></html>'.encode("big5")
    assert read_bytes(page, "頁.html").blocks == (ParagraphBlock("績效目標", read_bytes(page, "x.html").blocks[0].spot),)


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "no-such-charset", "hex"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_page_that_is_wrong_about_itself_is_read_by_its_bytes(declared: str, codec: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>污水处理厂运行㐀补助，每吨水补贴</p>'
    assert [block.text for block in read_bytes(page.encode(codec), "页.htm").blocks] == ["污水处理厂运行㐀补助，每吨水补贴"]
