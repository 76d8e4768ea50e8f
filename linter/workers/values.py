"""What a crew is given and what it reports: `Budget`, and the events `Done`, `Lost`, `Left`.

A *source* is what the user brings (a file, a part of an archive); it holds any number of *items* (documents).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Cause = Literal["time", "memory", "crash"]

# Begins an item, which `about` describes; False: it need not be done.
Begin = Callable[[Any], bool]
# What a worker runs on each source: yields what came of each item that it was told to do, passing over the first `skip` items.
Handler = Callable[[Any, int, Begin], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Budget:
    """What one item may cost. `seconds` also bounds the way from one item to the next."""

    seconds: float = 120.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Done:
    """One item is done. `seconds` it took, `megabytes` the most that its worker held while it did (0 where not looked at)."""

    source: Any
    about: Any
    made: Any
    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An item ended its worker, or was ended for its budget. `about` is None where it happened between items."""

    source: Any
    about: Any
    cause: Cause
    detail: str
    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Again:
    """A worker was killed from outside while it was at an item; it is begun again, once."""

    source: Any
    about: Any


@dataclass(frozen=True, slots=True)
class Left:
    """A source has been gone through: `items` of it were met."""

    source: Any
    items: int


Event = Done | Lost | Again | Left
