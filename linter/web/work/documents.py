"""Uploaded files → the documents in them. Runs in the workers; names are only shown, never used as paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.inputs import Input, in_archive
from linter.reading.limits import SNIFF_BYTES
from linter.reading.opening import opened
from linter.reading.sniff import sniff
from linter.web.store.upload import Given


def documents(givens: Sequence[Given], limits: Limits, skip: int = 0) -> Iterator[tuple[str, Input]]:
    """The documents of files in their order, behind the first `skip`, each with an id: number of the file, number in it."""
    every = ((f"{given.number}-{number}", document) for given in givens for number, document in enumerate(_documents(given, limits), 1))
    yield from islice(every, skip, None)


def _documents(given: Given, limits: Limits) -> Iterator[Input]:
    try:
        with opened(given.path) as (file, _):
            packed = sniff(file.read(SNIFF_BYTES), given.name) == "zip"
    except ReadError:  # said when it is read
        packed = False
    if packed:
        yield from in_archive(given.path, given.name, limits)
    else:
        yield Input(given.path, given.name)
