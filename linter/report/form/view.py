"""`FormView` → `Section` → rows of `Cell`: a form as the clerk knows it, independent of HTML. Plain frozen values.

A row holds only the cells that begin in it: what a span from above or from the left covers is not repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from linter.submission import Period
from linter.where import NOWHERE, Spot

AddressKind = Literal["table", "section", "field", "category", "indicator", "spending_plan", "budget_line", "claim"]
Role = Literal["heading", "label", "value", "amount"]


@dataclass(frozen=True, slots=True)
class Address:
    """What a cell holds, in the words of `Locus`.

    `name`: key of a field, a category, a section, a claim, the project of a budget line. `row`: row of the indicator block,
    month of a spending plan, position of a budget line. `part`: attribute of an indicator (level3, target, description …);
    level1 or level2 of a category.
    """

    kind: AddressKind
    name: str | None = None
    period: Period | None = None
    row: int | None = None
    part: str | None = None

    @property
    def key(self) -> str:
        """The address in one word, unique in its form: `indicator.3.annual.target`."""
        steps = (self.kind, self.row, self.period, self.part, None if self.kind == "indicator" else self.name)
        return ".".join(str(step) for step in steps if step is not None)


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what the form says, unmasked and unescaped. `lacking`: not in the form, drawn where it ought to be.

    `personal`: a person's name or telephone number, not to be shown whole.
    """

    text: str
    role: Role = "value"
    across: int = 1
    down: int = 1
    address: Address | None = None
    spot: Spot = NOWHERE
    lacking: bool = False
    personal: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the form with columns of its own. `widths`: of its columns, in percent; `heads`: rows to print again on
    a new page."""

    key: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    heads: tuple[Row, ...] = ()

    @property
    def cells(self) -> Iterator[Cell]:
        for row in (*self.heads, *self.rows):
            yield from row


@dataclass(frozen=True, slots=True)
class FormView:
    """One form. `title` stands above it and is the place of what is said of the form as a whole; `index` is None for what
    is no form (the budget list and the figures of the narrative)."""

    index: int | None
    title: Cell
    subtitle: str
    sections: tuple[Section, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        yield self.title
        for section in self.sections:
            yield from section.cells


def shares(weights: tuple[int, ...]) -> tuple[int, ...]:
    """Relative widths as percent that sum to 100."""
    whole = sum(weights)
    ends = [round(100 * sum(weights[: n + 1]) / whole) for n in range(len(weights))]
    return tuple(end - before for end, before in zip(ends, (0, *ends), strict=False))
