"""`--format json`: the contracts as indented UTF-8, one object for one document, an array for several."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


def json(documents: Sequence[msgspec.Struct]) -> bytes:
    """The documents (contract structs) as JSON, Chinese as it is. Ends with a line break."""
    return msgspec.json.format(msgspec.json.encode(documents[0] if len(documents) == 1 else documents), indent=2) + b"\n"
