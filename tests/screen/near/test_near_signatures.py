"""Signatures: alike for alike texts, the same in every process and in whatever portions."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from linter.screen.near.banding import SET_BANDING, TEXT_BANDINGS, Banding, text_banding
from linter.screen.near.signatures import band_keys, estimates, set_signatures, sketch, text_signatures
from tests.screen.near.families import families

BANDING = Banding(16, 4, 0.45)
EVER = ["bd2fe4e443323d4b", "d96e6512c2bb158", "95fb710700268d3c"]


def test_same_in_another_process() -> None:
    texts = ["北坡林场更换灭火器材", "", "𠮷水渡口", "甲"]
    code = (
        "from linter.screen.near.banding import Banding\n"
        "from linter.screen.near.signatures import band_keys, text_signatures\n"
        f"banding = Banding(16, 4, 0.45)\nprint(band_keys(text_signatures({texts!r}, banding), banding).tolist())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(band_keys(text_signatures(texts, BANDING), BANDING).tolist())


def test_same_as_ever() -> None:
    """Keys are kept in files and compared with those of other machines; a change of them is a change of format."""
    keys = band_keys(text_signatures(["北坡林场更换灭火器材"], BANDING), BANDING)
    assert [f"{key:x}" for key in keys[0, :3].tolist()] == EVER


def test_portions_do_not_matter() -> None:
    texts = [*families(400, 3), "", "甲" * 100_000, "乙"]
    whole = text_signatures(texts, BANDING)
    assert whole.shape == (len(texts), 64)
    assert whole.dtype == np.uint32
    apart = [text_signatures([text], BANDING) for text in texts]
    assert np.array_equal(whole, np.concatenate(apart))
    assert text_signatures([], BANDING).shape == (0, 64)


def test_estimate_is_near_the_jaccard_similarity_of_the_pairs_of_characters() -> None:
    texts = families(300, 2)
    one, other = np.arange(0, 600, 2), np.arange(1, 600, 2)
    found = estimates(sketch(text_signatures(texts, Banding(32, 4, 0.5))), 128, one, other)
    exact = np.array([jaccard(texts[a], texts[b]) for a, b in zip(one, other, strict=True)])
    assert np.abs(found - exact).mean() < 0.04  # the standard error of 128 hashes is 0.04 at most, half of it on average
    assert abs((found - exact).mean()) < 0.01
    apart = estimates(sketch(text_signatures(texts, BANDING)), 64, one[:-1], one[1:])
    assert apart.mean() < 0.15


def jaccard(one: str, other: str) -> float:
    pairs = [{framed[n : n + 2] for n in range(len(framed) - 1)} for framed in (f"\0{one}\0", f"\0{other}\0")]
    return len(pairs[0] & pairs[1]) / len(pairs[0] | pairs[1])


def test_keys_meet_where_a_band_agrees_whole() -> None:
    banding = Banding(2, 2, 0.5)
    found = np.array([[1, 2, 3, 4], [1, 2, 3, 5], [2, 1, 3, 4]], np.uint32)
    keys = band_keys(found, banding)
    assert keys[0, 0] == keys[1, 0]
    assert keys[0, 0] != keys[2, 0]
    assert keys[0, 1] == keys[2, 1] != keys[1, 1]


def test_sets_have_signatures_whatever_the_order_of_their_items() -> None:
    items = np.random.default_rng(1).integers(0, 1 << 63, 40).astype(np.uint64)
    both = set_signatures(np.concatenate((items, items[::-1])), np.array([0, 40, 80]), SET_BANDING)
    assert np.array_equal(both[0], both[1])
    assert both.shape == (2, 63)


@pytest.mark.parametrize(("count", "banding"), [(0, TEXT_BANDINGS[1][1]), (999_999, TEXT_BANDINGS[1][1]), (10**7, TEXT_BANDINGS[0][1])])
def test_banding_by_count(count: int, banding: Banding) -> None:
    assert text_banding(count) == banding
