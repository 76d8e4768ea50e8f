"""MinHash signatures, vectorised: shingles as one flat array with offsets, one pass of numpy per hash function.

Everything here is a pure function of its arguments with fixed seeds: the same text has the same signature on every machine, in every
process and in whatever chunk it comes, which is what lets workers compute them apart from each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from linter.screen.near.banding import Banding

Words = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Places = NDArray[np.int64]
Sketch = NDArray[np.uint8]

_TEXTS = 1_000  # of some hundred characters, at once: code points and shingles stay in the cache of one core
_BLOCK = 65_536  # shingles hashed at once; 256 KiB and as much again for the products (measured: 16k is 35 % slower, 256k no faster)
_SEED = 20_240_601
_WORD = 64  # sketches are padded to whole words of matches


def text_signatures(texts: Sequence[str], banding: Banding) -> Words:
    """Signatures [text, hash function] of normalised texts by their character pairs."""
    blocks = [signatures(*_character_pairs(texts[n : n + _TEXTS]), banding) for n in range(0, len(texts), _TEXTS)]
    return np.concatenate(blocks) if blocks else np.empty((0, banding.hashes), np.uint32)


def set_signatures(items: Keys, offsets: Places, banding: Banding) -> Words:
    """Signatures [set, hash function] of non-empty sets: set n holds the 64-bit hashes `items[offsets[n]:offsets[n + 1]]`."""
    return signatures((items ^ (items >> np.uint64(32))).astype(np.uint32), offsets, banding)


def _character_pairs(texts: Sequence[str]) -> tuple[Words, Places]:
    """One number for each pair of neighbouring characters of each text, and where each text's begin.

    Texts stand in one buffer with a mark before, between and after them, and the mark counts as a character. So a text of n characters
    has n + 1 pairs (an empty one has one), they lie one after the other without a gap, and none is made of two texts.
    """
    points = np.frombuffer(("\0" + "\0".join(texts) + "\0").encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1, out=offsets[1:])
    pairs = points[:-1] * np.uint32(0x9E3779B1)
    pairs += points[1:]
    return pairs, offsets


def signatures(shingles: Words, offsets: Places, banding: Banding) -> Words:
    """Signatures [thing, hash function] of things with at least one shingle each; thing n has `shingles[offsets[n]:offsets[n + 1]]`."""
    count = len(offsets) - 1
    found = np.empty((banding.hashes, count), np.uint32)
    factors = _factors(banding.hashes)
    start = 0
    while start < count:
        end = int(np.searchsorted(offsets, offsets[start] + _BLOCK, side="right")) - 1
        end = min(max(end, start + 1), count)
        mixed = _mixed(shingles[offsets[start] : offsets[end]])
        begins = offsets[start:end] - offsets[start]
        products = np.empty_like(mixed)
        for row, factor in zip(found, factors, strict=True):
            np.multiply(mixed, factor, out=products)
            np.minimum.reduceat(products, begins, out=row[start:end])
        start = end
    return found.T


@cache
def _factors(count: int) -> Words:
    """The odd multipliers that are the hash functions; more of them begin with the same ones."""
    return np.random.Generator(np.random.PCG64(_SEED)).integers(0, 1 << 32, count, dtype=np.uint32) | np.uint32(1)


def _mixed(words: Words) -> Words:
    """A copy of `words`, well stirred (the finaliser of MurmurHash3): multiplication alone would keep the order of close numbers."""
    words = words ^ (words >> np.uint32(16))
    words *= np.uint32(0x85EBCA6B)
    words ^= words >> np.uint32(13)
    words *= np.uint32(0xC2B2AE35)
    words ^= words >> np.uint32(16)
    return words


def band_keys(found: Words, banding: Banding) -> Keys:
    """The keys [thing, band] under which things meet: equal keys in the same band make a candidate pair."""
    keys = np.zeros((banding.bands, len(found)), np.uint64)
    for band, key in enumerate(keys):
        for row in range(banding.rows):
            key ^= found[:, band * banding.rows + row]
            key *= np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(29)
    return keys.T


def sketch(found: Words) -> Sketch:
    """The lowest byte of every hash: a quarter of the memory, and all that an estimate needs."""
    count, hashes = found.shape
    small = np.zeros((count, -(-hashes // _WORD) * _WORD), np.uint8)
    small[:, :hashes] = found.astype(np.uint8)
    return small


def estimates(small: Sketch, hashes: int, one: Places, other: Places) -> NDArray[np.float32]:
    """The estimated Jaccard similarity of each pair of things, from the share of hashes on which their sketches agree."""
    equal = np.take(small, one, axis=0) == np.take(small, other, axis=0)
    words = np.packbits(equal.ravel()).view(np.uint64).reshape(len(one), small.shape[1] // _WORD)
    agree = np.bitwise_count(words).sum(axis=1, dtype=np.int32) - (small.shape[1] - hashes)
    chance = 1 / 256  # that two different hashes have the same lowest byte
    shares: NDArray[np.float32] = (agree / np.float32(hashes)).astype(np.float32)
    return (shares - np.float32(chance)) / np.float32(1 - chance)
