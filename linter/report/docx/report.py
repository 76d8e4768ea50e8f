"""From results to Word files: one for all agencies, or one an agency; with or without the review forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from linter.report.docx.context import variables
from linter.report.docx.letter import letter_of
from linter.report.docx.projects import Agency, agencies, distinct
from linter.report.docx.review_form import review_form
from linter.report.docx.template import WordTemplate, filled
from linter.report.report import Report
from linter.result import Result

LETTER, FORM = "letter", "review_form"
LETTER_SAID, FORM_SAID = "绩效目标审核意见书", "绩效目标审核表"
_NONE: Mapping[str, str] = {}
NAMELESS = "未注明单位"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 80


def docx(report: Report) -> bytes:
    """The letters to all agencies as one document, each from a new page."""
    return letters(agencies(report.results), opinions=report.opinions)


def letter(results: Sequence[Result], template: WordTemplate | None = None) -> bytes:
    """The letter to the agency of these results. Raises TemplateFault."""
    return letters(agencies(results)[:1], template)


def letters(
    held: Sequence[Agency], template: WordTemplate | None = None, *, forms: bool = False, opinions: Mapping[str, str] = _NONE,
    reworded: Mapping[str, str] = _NONE,
) -> bytes:
    """Letters to these agencies as one document; `forms`: they name the review forms that go with them. `opinions`:
    remedies by code in the bureau's own words; `reworded`: findings by fingerprint in a reviewer's."""
    contexts = [
        variables(letter_of(agency, forms=len(agency.projects) if forms else 0, remedies=opinions, reworded=reworded)) for agency in held or [Agency("")]
    ]
    return filled(template or WordTemplate.own(LETTER), contexts)


def review_forms(held: Sequence[Agency], template: WordTemplate | None = None, *, opinions: Mapping[str, str] = _NONE) -> bytes:
    """The review forms of these agencies' projects as one document, each from a new page. There must be a project."""
    contexts = [variables(review_form(result, each, opinions)) for agency in held for result, each in agency.projects]
    return filled(template or WordTemplate.own(FORM), contexts)


def delivered(
    results: Sequence[Result], *, stem: str = "", letter_template: WordTemplate | None = None, form_template: WordTemplate | None = None,
    opinions: Mapping[str, str] = _NONE,
) -> Iterator[tuple[str, bytes]]:
    """File names and contents. With a `stem` one file of letters and one of forms, else two files an agency."""
    held = [agency for agency in agencies(results) if agency.projects or agency.whole]
    groups = [(stem, f"{stem}（审核表）", held)] if stem else [
        (f"{name} {LETTER_SAID}", f"{name} {FORM_SAID}", [agency])
        for name, agency in zip(distinct([file_name(agency.name) for agency in held]), held, strict=True)
    ]
    for letter_name, form_name, own in groups:
        with_forms = any(agency.projects for agency in own)
        yield f"{letter_name}.docx", letters(own, letter_template, forms=with_forms, opinions=opinions)
        if with_forms:
            yield f"{form_name}.docx", review_forms(own, form_template, opinions=opinions)


def file_name(agency: str) -> str:
    """A name that Windows takes as well, without ending."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", agency).split())[:_LONGEST_NAME].strip(" .")
    return f"_{name}" if _RESERVED.fullmatch(name) else name or NAMELESS
