"""Fingerprints: the same for the same fault in every run, wherever its rows and tables have moved.

A fingerprint covers the rule, every place of the finding by name (project code or name, field, or category and level-3
name) and the normalised text at fault; never row or table numbers, never the name of the file. Places are a set: which
of several projects or indicators stands first, and so is called the primary place, is a matter of their order.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from linter.finding import Finding, Locus
from linter.submission import TargetTable
from linter.wording import normal, squeeze

_LENGTH = 16
_PARTS = re.compile(r"[、，；+×=≠]")


def fingerprinted(findings: Iterable[Finding], tables: Sequence[TargetTable]) -> Iterator[Finding]:
    """The findings with their fingerprints, unique within the document: equal ones are told apart by ordinals."""
    projects = {table.index: normal(table.project_code or table.name) for table in tables}
    seen: Counter[str] = Counter()
    for finding in findings:
        places = sorted({_place(locus, projects) for locus in (finding.locus, *finding.related)})
        key = "\x1e".join((finding.code, *places, _text(finding)))
        seen[key] += 1
        if seen[key] > 1:
            key += f"\x1e{seen[key]}"
        yield replace(finding, fingerprint=hashlib.sha256(key.encode()).hexdigest()[:_LENGTH])


def _place(locus: Locus, projects: Mapping[int, str]) -> str:
    project = "" if locus.table_index is None else projects.get(locus.table_index, "")
    return "\x1f".join((project, locus.kind, locus.category or "", normal(locus.name or "")))


def _text(finding: Finding) -> str:
    """The normalised text at fault; '' where it is the text of whichever of several like places stands first."""
    locus = finding.locus
    if locus.kind == "claim":  # its name is enough; a stored parse result has not kept the words
        return ""
    for other in finding.related:
        elsewhere = other.table_index != locus.table_index or locus.kind == "indicator"
        if other.kind == locus.kind and elsewhere:
            return ""
    if locus.kind == "table":  # a list of rows or amounts: in any order the same
        return "\x1f".join(sorted(normal(part) for part in _PARTS.split(finding.evidence)))
    return normal(finding.evidence) or squeeze(finding.evidence)
