"""`Write`: what a cell of the file said and is to say, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.form.money import YUAN_IN, parse_money, plain_amount
from linter.report.form import Address
from linter.submission import Submission
from linter.web.editing.cells import Holding, holding
from linter.web.editing.change import address_of
from linter.web.editing.edit import Edit
from linter.web.editing.named import named
from linter.where import NOWHERE

NOT_NOTED = "读取时没有记下这一格在文件里的位置"
FORMULA = "这一格是公式"
OTHER_AMOUNT = "文件里的金额与读到的对不上"
READS_OTHERWISE = "写进去再读，读到的不是这样"
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_WORTHS = sorted({worth for worth in YUAN_IN.values() if worth >= 1})


@dataclass(frozen=True, slots=True)
class Write:
    """A cell at an address of the form of table `table`, which people call `name`."""

    table: int
    address: Address
    name: str
    before: Holding
    after: Holding


@dataclass(frozen=True, slots=True)
class Written:
    """`refused` says in Chinese why it was not written, '' where it was."""

    write: Write
    refused: str = ""


def writes_of(read: Submission, edited: Submission, edits: Sequence[Edit]) -> Iterator[Write]:
    """What is to be written, each cell once, in the order of its first edit."""
    for index, key in dict.fromkeys((edit.table, edit.cell) for edit in edits):
        before_table = next(table for table in read.tables if table.index == index)
        after_table = next(table for table in edited.tables if table.index == index)
        address = address_of(before_table, key)
        before, after = holding(before_table, address), holding(after_table, address)
        if before and after and (before.text, before.money) != (after.text, after.money):
            yield Write(index, address, named(before_table, address), before, after)


def unplaced(write: Write) -> bool:
    return write.before.spot == NOWHERE


def new_text(said: str, write: Write) -> str | None:
    """The text of a cell that says `said`; None where it does not say what was read."""
    if not write.before.is_money:
        return write.after.text
    number = plain_amount(said)
    if number is not None:
        amount = new_number(number, write)
        return None if amount is None else _as_printed(amount, said)
    held = parse_money(said)
    if held and write.before.money and held.yuan == write.before.money.yuan:
        return write.after.text
    return None


def _decimals(text: str) -> int:
    return len(text.strip().rstrip("%").partition(".")[2])


def _as_printed(number: Decimal, before: str) -> str:
    """A number with the commas of the text before it, and at least as many decimals."""
    decimals = max(_decimals(before), _decimals(f"{number.normalize():f}"))
    return f"{number:{',' if ',' in before else ''}.{decimals}f}"


def new_number(said: Decimal, write: Write) -> Decimal | None:
    """The number of a cell that holds the number `said`, in the same unit; None where the new text is none."""
    before, after = write.before, write.after
    if before.is_money:
        if not before.money or not after.money or not said:
            return None
        worth = before.money.yuan / said
        return after.money.yuan / worth if worth in _WORTHS else None
    if _decimals(after.text) > _decimals(before.text):  # the cell's format may not show them all
        return None
    old, new = _PERCENT.fullmatch(before.text), _PERCENT.fullmatch(after.text)
    if old and new and Decimal(old[1]) / 100 == said:
        return Decimal(new[1]) / 100
    return plain_amount(after.text) if plain_amount(before.text) == said else None
