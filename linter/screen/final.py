"""`results_of`: the results of documents with everything that was found, those on many documents as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from linter.finding import Finding
from linter.result import NO_VERDICT, Result
from linter.screen.across.findings import completed
from linter.screen.store import Store
from linter.screen.work import unpacked
from linter.settings import Settings
from linter.submission import Note, Submission


def results_of(store: Store, settings: Settings, agencies: Sequence[str] | None = None) -> Iterator[Result]:
    """The documents (of these agencies) agency by agency, those that could not be read with the reason; duplicates are left out."""
    for agency, name, status, reason, remedy, packed, more in store.rows(
        "SELECT d.agency, d.name, d.status, d.reason, d.remedy, r.result, a.findings FROM documents d JOIN results r USING (key) LEFT JOIN additions a USING (document) "
        f"WHERE d.round = 'now' AND d.duplicate_of IS NULL {'' if agencies is None else 'AND d.agency IN (SELECT unnest(?::VARCHAR[]))'} "
        "ORDER BY d.agency, d.document", [] if agencies is None else [list(agencies)], chunk=50
    ):
        if status == "failed":
            note = Note("。".join(filter(None, (f"{reason}", remedy))))
            yield Result(Submission(name, status="failed", notes=(note,), agency=agency), NO_VERDICT, settings.profile)
            continue
        result = unpacked(packed, name, agency)
        added = msgspec.msgpack.decode(more, type=tuple[Finding, ...]) if more else ()
        yield completed(result, added, settings, ()) if added else result
