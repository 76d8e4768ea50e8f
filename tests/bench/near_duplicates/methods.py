"""The methods beside each other: each reads the same file, uses the same bands and compares its candidates exactly.

The peers are used as their documentation shows, by their bulk functions, with the same character pairs as tokens. A method does its
work when called and returns what scores it afterwards, so that scoring is in no one's time or memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from linter.screen.near.banding import Banding
from linter.screen.near.search import near_texts
from linter.screen.near.signatures import band_keys, estimates, sketch, text_signatures
from linter.screen.near.verification import text_similarities

CANDIDATE = 0.85  # RULES.md: the candidate threshold of duplicate search
SAME = 0.90  # RULES.md: the threshold of rules
_PORTION = 10_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares of the planted pairs of similarity ≥ 0.85 that were `proposed` and `found`, of those ≥ 0.90 that were found (`rule`);
    `precise` is the share of pairs compared exactly that were the same. What is reported is the same by construction: pairs with each
    other (peers), members with another of their cluster (here); `close` is the share of members that are so with their leader too."""

    candidates: int
    same: int
    proposed: float
    found: float
    rule: float
    precise: float
    close: float


Score = Callable[[], Outcome]


def here(path: Path, banding: Banding, memory: str, scratch: Path) -> Score:
    """This package, inside a DuckDB file with a memory limit."""
    db = duckdb.connect(scratch / "search.duckdb")
    db.execute(f"set threads = 2; set memory_limit = '{memory}'; set temp_directory = '{scratch / 'spill'}'")
    db.execute(f"attach '{path}' as given (read_only)")
    tally = near_texts(db, "given.texts", "found", threshold=CANDIDATE, banding=banding)

    def score() -> Outcome:
        together = db.execute(
            "select p.similarity, coalesce(a.cluster = b.cluster, false) as together from given.planted p "
            "left join found a on a.id = p.one left join found b on b.id = p.other"
        ).fetchnumpy()
        close = db.execute("select similarity from found").fetchnumpy()["similarity"] >= CANDIDATE
        return Outcome(
            tally.compared, tally.same, _proposed(db, banding), _share(together["together"], together["similarity"], CANDIDATE),
            _share(together["together"], together["similarity"], SAME), tally.same / max(tally.compared, 1), float(close.mean()),
        )

    return score


def _proposed(db: duckdb.DuckDBPyConnection, banding: Banding) -> float:
    """Share of the planted pairs that share a band and pass the estimate (or are equal): what signatures alone would propose."""
    rows = db.execute(
        "select a.text as one, b.text as other, p.similarity from given.planted p join given.texts a on a.id = p.one "
        f"join given.texts b on b.id = p.other where p.similarity >= {CANDIDATE}"
    ).fetchnumpy()
    ends = [text_signatures(rows[end].tolist(), banding) for end in ("one", "other")]
    meet = (band_keys(ends[0], banding) == band_keys(ends[1], banding)).any(axis=1)
    count = np.arange(len(meet))
    likely = estimates(sketch(np.concatenate(ends)), banding.hashes, count, count + len(count)) >= banding.estimate
    return float((meet & likely).mean())


def datasketch(path: Path, banding: Banding, memory: str, scratch: Path) -> Score:
    """datasketch: MinHash.generator and MinHashLSH, asked before each insertion."""
    from datasketch import MinHash, MinHashLSH

    texts = _texts(path)
    lsh = MinHashLSH(num_perm=banding.hashes, params=(banding.bands, banding.rows))
    ones, others = array("q"), array("q")
    tokens = ([pair.encode() for pair in _character_pairs(text)] for text in texts)
    for n, minhash in enumerate(MinHash.generator(tokens, num_perm=banding.hashes)):
        for other in lsh.query(minhash):
            ones.append(other)
            others.append(n)
        lsh.insert(n, minhash, check_duplication=False)
    return _compared(path, texts, ones, others)


def rensa(path: Path, banding: Banding, memory: str, scratch: Path) -> Score:
    """rensa: RMinHash.from_token_sets, RMinHashLSH.insert_many and query_all."""
    from rensa import RMinHash, RMinHashLSH

    texts = _texts(path)
    lsh = RMinHashLSH(0.5, banding.hashes, banding.bands)
    minhashes = []
    for portion in _portions(texts):
        minhashes.append(RMinHash.from_token_sets([_character_pairs(text) for text in portion], banding.hashes, 1))
        lsh.insert_many(minhashes[-1], (len(minhashes) - 1) * _PORTION)
    ones, others = array("q"), array("q")
    for k, portion in enumerate(minhashes):
        for n, found in enumerate(lsh.query_all(portion), k * _PORTION):
            smaller = [other for other in found if other < n]
            ones.extend(smaller)
            others.extend([n] * len(smaller))
    return _compared(path, texts, ones, others)


METHODS = {"here": here, "datasketch": datasketch, "rensa": rensa}


def _texts(path: Path) -> list[str]:
    with duckdb.connect(path, read_only=True) as db:
        texts: list[str] = db.execute("select text from texts order by id").fetchnumpy()["text"].tolist()
        return texts


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[n : n + _PORTION] for n in range(0, len(texts), _PORTION))


def _character_pairs(text: str) -> list[str]:
    return [text[n : n + 2] for n in range(len(text) - 1)]


def _compared(path: Path, texts: list[str], ones: array[int], others: array[int]) -> Score:
    """The exact comparison of a peer's candidates."""
    one, other = np.frombuffer(ones, np.int64), np.frombuffer(others, np.int64)
    similarities = np.zeros(len(one))
    for n in range(0, len(one), _PORTION):
        ends = [[texts[k] for k in end[n : n + _PORTION]] for end in (one, other)]
        similarities[n : n + _PORTION] = text_similarities(ends[0], ends[1], CANDIDATE)
    same = similarities >= CANDIDATE

    def score() -> Outcome:
        with duckdb.connect(path, read_only=True) as db:
            planted = db.execute("select one, other, similarity from planted").fetchnumpy()
        keys = one * len(texts) + other
        wanted = planted["one"] * len(texts) + planted["other"]
        proposed, found = np.isin(wanted, keys), np.isin(wanted, keys[same])
        return Outcome(
            len(one), int(same.sum()), _share(proposed, planted["similarity"], CANDIDATE), _share(found, planted["similarity"], CANDIDATE),
            _share(found, planted["similarity"], SAME), float(same.mean()) if len(same) else 0.0, 1.0,
        )

    return score


def _share(hits: np.ndarray, similarities: np.ndarray, at_least: float) -> float:
    return float(hits[similarities >= at_least].mean())
