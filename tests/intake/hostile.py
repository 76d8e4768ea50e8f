"""Hostile and broken files, made of one harmless form: what a bureau's mailbox and a careless or malicious sender bring."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from tests.containers.packed import packed
from tests.intake.agencies import Agency, table
from tests.intake.printing import printed
from tests.intake.projects import project
from tests.intake.truth import Hostile
from tests.reading.workbooks import book_of
from tests.sheets import Case

_MEGABYTE = 1 << 20
_BOMB_MEGABYTES = 700  # unpacked; more than the reader allows for an archive of its size
_DEPTH = 12
_EMPTY_PAGES = 4000
_LAST_ROW = 1_048_576
_LOCKED = 0x1  # the flag of a zip member that asks for a password


@dataclass(frozen=True, slots=True)
class _Form:
    """A harmless document of one form."""

    agency: Agency
    case: Case

    def of(self, edition: str) -> bytes:
        return printed(self.case, "one_column", edition, self.agency, self.agency.name, "utf-8")


def hostile_files(known: Sequence[Agency], count: int, year: int, seed: int) -> Iterator[tuple[Hostile, bytes]]:
    """`count` files, every kind by turns, beside those of the agencies; and what is no document, whenever there is any."""
    kinds, litter = table("hostile")["kind"], table("hostile")["litter"]
    for n in range(count):
        rng = Random(f"{seed}/hostile/{n}")
        given, agency = kinds[n % len(kinds)], rng.choice(known)
        sheet = replace(project(agency, year, rng, set()), name=f"来件{n}号设备维护")
        form = _Form(agency, Case("hostile", n, False, "", (sheet,), year=year))
        path = f"{agency.department}/{agency.name}/{n}-{given['name']}"
        yield Hostile(path, given["kind"], given["outcome"], given.get("documents", 0)), MAKERS[given["kind"]](form, rng)
    for given in litter if count else ():
        agency = known[0]
        yield Hostile(f"{agency.department}/{agency.name}/{given['name']}", "litter", given["outcome"]), b"MZ\x90\x00" + bytes(range(256))


# --- makers --------------------------------------------------------------------------------------------------------------


def _truncated(edition: str) -> Callable[[_Form, Random], bytes]:
    def make(form: _Form, rng: Random) -> bytes:
        data = form.of(edition)
        return data[: int(len(data) * rng.uniform(0.3, 0.8))]

    return make


def _locked(form: _Form, _: Random) -> bytes:
    """A zip whose member is flagged as encrypted, in its own header and in the list of the archive."""
    data = bytearray(packed({"绩效目标表.html": form.of("html")}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= _LOCKED
    return bytes(data)


def _traversal(form: _Form, _: Random) -> bytes:
    """Names that lead out of the folder, from the root and over a drive; the members themselves are harmless."""
    return packed({
        name: replace(form, case=_renamed(form.case, n)).of("html")
        for n, name in enumerate(("../../../../tmp/越界.html", "/etc/越界.html", "C:\\Windows\\越界.html"))
    })


def _renamed(case: Case, number: int) -> Case:
    return replace(case, sheets=tuple(replace(sheet, name=f"{sheet.name}（{number}）") for sheet in case.sheets))


def _nested(form: _Form, _: Random) -> bytes:
    data = packed({"绩效目标表.html": form.of("html")})
    for depth in range(_DEPTH):
        data = packed({f"第{depth}层.zip": data})
    return data


def _far_cell(_: _Form, __: Random) -> bytes:
    row = f'<row r="{_LAST_ROW}"><c r="A{_LAST_ROW}" t="inlineStr"><is><t>绩效目标表</t></is></c></row>'
    return book_of(f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{row}</sheetData></worksheet>')


def _malformed(form: _Form, _: Random) -> bytes:
    """A workbook whose sheet ends in the middle of a tag."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form.of("xlsx"))) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for info in good.infolist():
            data = good.read(info)
            bad.writestr(zipfile.ZipInfo(info.filename), data[: len(data) // 2] if "sheet1" in info.filename else data)
    return out.getvalue()


def _script(form: _Form, _: Random) -> bytes:
    page = form.of("html").decode()
    return page.replace("</head>", "<script>document.title='x';fetch('http://127.0.0.1/')</script></head>").replace(
        "</body>", '<img src="x" onerror="alert(1)"><iframe src="file:///etc/passwd"></iframe></body>'
    ).encode()


def _long_line(_: _Form, rng: Random) -> bytes:
    words = "".join(rng.choice("绩效目标项目名称年度指标数量质量时效成本") for _ in range(1000))
    return (words * (10 * _MEGABYTE // len(words.encode()) + 1)).encode()


def _entities(form: _Form, _: Random) -> bytes:
    """A document whose text is an entity of ten entities of ten entities …"""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE w [<!ENTITY a0 "绩效目标">{levels}]>'
    files = {}
    with zipfile.ZipFile(io.BytesIO(form.of("docx"))) as package:
        for name in package.namelist():
            files[name] = package.read(name)
    body = files["word/document.xml"].decode()
    head, __, rest = body.partition("?>")
    files["word/document.xml"] = f"{head}?>{declared}{rest.replace('</w:t>', '&a9;</w:t>', 1)}".encode()
    return packed(files)


def _empty_pages(_: _Form, __: Random) -> bytes:
    """A PDF of thousands of pages with nothing on them, written by hand."""
    kids = " ".join(f"{n} 0 R" for n in range(3, 3 + _EMPTY_PAGES))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {_EMPTY_PAGES}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * _EMPTY_PAGES
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, said in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{said}endobj\n".encode()
    table_at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table_at}\n%%EOF".encode())


@cache
def _bomb_of(megabytes: int) -> bytes:
    """A zip that unpacks to so many megabytes of zeros. One of them is compressed and repeated, which is a valid stream
    and a thousand times quicker than compressing all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(_MEGABYTE)
    first = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(zeros, check)
    stream = first * megabytes + packer.flush(zlib.Z_FINISH)
    name, size = "绩效目标表.txt".encode(), megabytes * _MEGABYTE
    common = b"".join(each.to_bytes(wide, "little") for each, wide in (
        (20, 2), (0x800, 2), (8, 2), (0, 2), (0x5821, 2), (check, 4), (len(stream), 4), (size, 4), (len(name), 2), (0, 2),
    ))
    local = b"PK\x03\x04" + common + name + stream
    listed = b"PK\x01\x02" + (20).to_bytes(2, "little") + common + bytes(14) + name
    end = b"PK\x05\x06" + b"".join(each.to_bytes(wide, "little") for each, wide in (
        (0, 2), (0, 2), (1, 2), (1, 2), (len(listed), 4), (len(local), 4), (0, 2),
    ))
    return local + listed + end


MAKERS: dict[str, Callable[[_Form, Random], bytes]] = {
    "empty": lambda _, __: b"",
    "truncated_xlsx": _truncated("xlsx"),
    "truncated_docx": _truncated("docx"),
    "truncated_pdf": _truncated("pdf"),
    "noise": lambda _, rng: rng.randbytes(20_000),
    "locked_member": _locked,
    "bomb": lambda _, __: _bomb_of(_BOMB_MEGABYTES),
    "traversal": _traversal,
    "nested": _nested,
    "far_cell": _far_cell,
    "zero_zip": lambda _, __: b"",
    "script": _script,
    "long_line": _long_line,
    "separators": lambda _, __: (",,,,,,,,\r\n" * 3000).encode(),
    "empty_pages": _empty_pages,
    "entities": _entities,
    "malformed": _malformed,
    "wrong_ending": lambda form, _: form.of("html"),
}
