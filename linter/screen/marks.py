"""What names a finding in the reviewer's decisions: the same in every run over the same document. It begins with a letter, or
spreadsheets would make a number of it."""

from __future__ import annotations

import hashlib

_LENGTH = 11
MARK = f"'m' || substr(sha256(f.source || chr(31) || f.fingerprint), 1, {_LENGTH})"  # of a row `f` of the table of findings


def mark_of(source: str, fingerprint: str) -> str:
    """The mark of a finding in a document."""
    return "m" + hashlib.sha256(f"{source}\x1f{fingerprint}".encode()).hexdigest()[:_LENGTH]
