"""`--format json`: the contracts as indented UTF-8, one object for one document, an array for several."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


def json(documents: Sequence[msgspec.Struct], *, several: bool = False) -> bytes:
    """The documents (contract structs) as JSON, Chinese as it is; with `several` also one is an array. Ends with a line break."""
    single = len(documents) == 1 and not several
    return msgspec.json.format(msgspec.json.encode(documents[0] if single else documents), indent=2) + b"\n"
