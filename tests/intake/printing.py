"""A submission → the bytes of its file, in one layout and one container; the agency's own names in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from tests.agreement.editions import EDITIONS, REFERENCE
from tests.containers.office import converted
from tests.intake.agencies import Agency, table
from tests.intake.excel import as_old_workbook, as_workbook
from tests.layouts import AGENCY, Cell, Part, as_csv
from tests.more_layouts import EVERY, parts_of
from tests.sheets import Case, Line, Sheet

LAYOUTS = {layout.name: layout for layout in EVERY}
_CODE = re.compile(r"QW0724B(\d+)")
_WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {  # other ways than those of `EDITIONS`
    "xlsx": as_workbook, "xlsx_sheets": lambda parts: as_workbook(parts, a_sheet_each=True), "xls": as_old_workbook, "html": REFERENCE.write,
}
_JOINED = ("joined",)  # two lists of the same projects: their codes are told apart by the layout already


def families(names: Sequence[str]) -> dict[str, float]:
    """Editions and their shares, of these kinds of file; of all but those LibreOffice makes where none is named."""
    data = table("editions")
    unknown = [name for name in names if not any(_family(each) == name for each in data["share"]) and name not in data["converted"]]
    if unknown:
        raise ValueError(f"unknown containers: {unknown}")
    wanted = {name: share for name, share in data["share"].items() if not names or _family(name) in names}
    return wanted | {name: 0.05 for name in names if name in data["converted"]}


def _family(edition: str) -> str:
    return edition.partition("_")[0]


def suffix(edition: str) -> str:
    return _family(edition)


def layout_of(edition: str, nameless: bool, rng: Random) -> str:
    """A layout that the container can carry; `nameless`: one that has no place for the agency's name."""
    layouts = table("editions")["layouts"]
    if edition == "csv":
        return str(layouts["csv"][0])
    choices = list(layouts["txt"] if edition == "txt" else layouts["usual"])
    if nameless:
        choices = [name for name in choices if name in layouts["nameless"]]
    elif edition in ("xlsx", "xls", "html", "docx") and rng.random() < 0.08:
        choices = layouts["lists"]
    return str(rng.choice(choices))


def printed(case: Case, layout: str, edition: str, agency: Agency, said: str, encoding: str) -> bytes:
    """`said`: how the agency calls itself in the file, '' where nothing in the file says it."""
    if edition in table("editions")["converted"]:
        before = table("editions")["converted"][edition]
        name = f"{layout}.{before}"
        return converted({name: printed(case, layout, before, agency, said, encoding)}, edition)[name]
    case = replace(case, sheets=tuple(_carried(sheet, LAYOUTS[layout].carries) for sheet in case.sheets))
    parts = _named(parts_of(case, LAYOUTS[layout]), case, layout, agency, said)
    if edition == "csv":
        return as_csv(parts).encode(encoding)
    if edition in _WRITERS:
        return _WRITERS[edition](parts)
    data = EDITIONS[edition].write(parts)
    return data.decode().encode(encoding) if edition == "txt" else data


def _carried(sheet: Sheet, carries: frozenset[str]) -> Sheet:
    """Without weights where the layout has no column for them; a form of one half prints the targets of the year."""
    if "weight" not in carries:
        sheet = replace(sheet, needs=sheet.needs - {"weight"})
    if not carries & {"annual", "annual target"}:
        sheet = replace(sheet, lines=tuple(_of_the_year(line) for line in sheet.lines))
    return sheet


def _of_the_year(line: Line) -> Line:
    name, target = line.half("annual")
    return replace(line, level3=name, target=target, annual=None)


def _named(parts: Sequence[Part], case: Case, layout: str, agency: Agency, said: str) -> list[Part]:
    """The parts with this agency's names and codes for those that tests/layouts.py prints."""
    own = {f"118-{AGENCY}": f"{agency.code[:3]}-{agency.department}", f"[118]{AGENCY}": f"[{agency.code[:3]}]{agency.department}", "118001": agency.code}
    found: list[Part] = []
    forms = 0
    for n, part in enumerate(parts):
        if isinstance(part, str):
            if said or n:
                found.append(part.replace(AGENCY, said))
            continue
        code = f"{agency.code}{case.number:05}{0 if layout in _JOINED else forms:02}"
        found.append([_row(row, own, agency, said, code) for row in part])
        forms += 1
    return found


def _row(row: list[Cell], own: Mapping[str, str], agency: Agency, said: str, code: str) -> list[Cell]:
    cells = []
    before = ""
    for cell in row:
        text = own.get(cell.text, cell.text)
        if text == AGENCY:
            text = agency.department if before.startswith("主管") else said
        number = _CODE.fullmatch(text)
        cells.append(cell._replace(text=f"{code}{int(number[1]):04}" if number else text))
        before = cell.text
    return cells
