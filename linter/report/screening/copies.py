"""Clusters of copies as the pages show them: one text on the left, the others on the right with what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from linter.report.html.shown import shown
from linter.report.screening.differences import Stretch, differences
from linter.report.screening.values import Cluster, Copy
from linter.tables import table

_CUT = "…（以下略）"


class Side(NamedTuple):
    """A member and its text, the stretches that differ from the text it is compared with marked."""

    copy: Copy
    text: Markup


@dataclass(frozen=True, slots=True)
class Copies:
    """`rest`: members that are not shown; `least`: the lowest similarity among those that are."""

    cluster: Cluster
    first: Side
    others: tuple[Side, ...]
    rest: int
    least: float


def copies_of(cluster: Cluster, agency: str | None = None) -> Copies | None:
    """The cluster with its first member on the left, with `agency` that agency's first. None where nothing can be compared."""
    if len(cluster.members) < 2:
        return None
    first, others = _parted(cluster.members, agency)
    kept = others[: table("screening")["most"]["members"] - 1]
    one = _text(first)
    pairs = [differences(one, _text(copy)) for copy in kept]
    return Copies(
        cluster, Side(first, _marked(pairs[0][0] if len(pairs) == 1 else [Stretch(one, False)])),
        tuple(Side(copy, _marked(right)) for copy, (_, right) in zip(kept, pairs, strict=True)),
        cluster.size - len(kept) - 1, min(copy.similarity for copy in (first, *kept)),
    )


def _parted(members: Sequence[Copy], agency: str | None) -> tuple[Copy, list[Copy]]:
    """The one to compare with, and the others: those of other agencies before the agency's own."""
    at = next((n for n, copy in enumerate(members) if copy.agency == agency), 0)
    others = [*members[:at], *members[at + 1 :]]
    return members[at], sorted(others, key=lambda copy: agency is not None and copy.agency == agency)


def _text(copy: Copy) -> str:
    """The text as the page shows it: masked before it is compared, so that no number is cut out of its mask."""
    text, longest = str(shown(copy.text)), table("screening")["most"]["text"]
    return text if len(text) <= longest else text[:longest] + _CUT


def _marked(stretches: Iterable[Stretch]) -> Markup:
    return Markup("").join(Markup("<mark>{}</mark>").format(text) if differs else escape(text) for text, differs in stretches)
