"""`--format jsonl`: one document a line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


def jsonl(documents: Sequence[msgspec.Struct]) -> bytes:
    """The documents (contract structs), each as JSON on a line of its own."""
    return b"".join(msgspec.json.encode(document) + b"\n" for document in documents)
