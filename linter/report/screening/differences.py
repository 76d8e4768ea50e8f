"""Two texts against each other: which stretches of each the other does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

_LONGEST = 4000  # of the longer text; beyond it the comparison would cost more than it tells


class Stretch(NamedTuple):
    text: str
    differs: bool


def differences(one: str, other: str) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches of both texts, in order; long texts are one stretch each."""
    if one == other or max(len(one), len(other)) > _LONGEST:
        return list(_whole(one)), list(_whole(other))
    left, right = list[Stretch](), list[Stretch]()
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            left.append(Stretch(one[step.src_start : step.src_end], False))
            right.append(Stretch(other[step.dest_start : step.dest_end], False))
        elif step.tag == "delete":
            left.append(Stretch(one[step.src_start : step.src_end], True))
        else:
            right.append(Stretch(other[step.dest_start : step.dest_end], True))
    return left, right


def _whole(text: str) -> Iterator[Stretch]:
    if text:
        yield Stretch(text, False)
