"""A PDF annotated: a highlight with a pop-up note on the box of each cell at fault. pikepdf (MPL) keeps all the rest."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from linter.finding import SEVERITY_SAID, Finding, Severity
from linter.report.annotate.edits import Done, changes_of
from linter.report.annotate.outcome import Copy, remarks
from linter.report.annotate.placing import Moved, place, worst
from linter.report.annotate.wording import AUTHOR, comment
from linter.report.report import Report
from linter.where import Spot

Box = tuple[float, float, float, float]
Place = tuple[int, Box | None]  # page, from 1, and the box on it; None: the page as a whole

_COLOURS: dict[Severity, tuple[float, float, float]] = {"error": (1, 0.72, 0.72), "warning": (1, 0.9, 0.5), "info": (0.75, 0.87, 1)}
_PRINTED = 4  # the flag of annotations that are printed
_NOTE = (240.0, 160.0)  # width and height of a pop-up note, in points
_ICON = 20.0
_NO_FIX = "PDF 里的文字不能改写"


class Locked(Exception):
    """The file is encrypted: its owner wants it not to be changed, or only with a password."""


def annotate(data: bytes, report: Report, *, safe_fixes: bool = False) -> Copy:
    """The file with the findings of the report's one document. Raises Locked; ValueError for what cannot be opened."""
    try:
        with Pdf.open(io.BytesIO(data)) as file:
            if file.is_encrypted:
                raise Locked
            return _annotated(file, report, safe_fixes=safe_fixes)
    except pikepdf.PasswordError as error:
        raise Locked from error
    except pikepdf.PdfError as error:
        raise ValueError("no PDF") from error


def _annotated(file: Pdf, report: Report, *, safe_fixes: bool) -> Copy:
    count = len(file.pages)

    def locate(spot: Spot) -> Place | None:
        if spot.page is None or not 1 <= spot.page <= count:
            return None
        return spot.page, None if spot.ocr or spot.bbox is None else spot.bbox

    placed = place(report, locate, lambda: (1, None) if count else None, lambda at: Spot(page=at[0]))
    moved = {id(each.finding): each for each in placed.moved}
    for (number, box), findings in placed.notes.items():
        for finding in findings if box is None else ():  # read from a picture, or without a box
            moved.setdefault(id(finding), Moved(finding, "page", Spot(page=number)))
    states, notice = _states(file), remarks(signed=_is_signed(file), again=_is_annotated(file))
    cut = 0
    by_page: dict[int, list[tuple[Box | None, list[Finding]]]] = {}
    for (number, box), findings in placed.notes.items():
        by_page.setdefault(number, []).append((box, findings))
    for number, notes in sorted(by_page.items()):
        page = file.pages[number - 1]
        given = page.obj.get("/Annots")
        made = list(given) if isinstance(given, Array) else []
        for at, (box, findings) in enumerate(notes, 1):
            text, left = comment(findings, report)
            cut += left
            made += _note(file, page, box, findings, text, f"jixiao-{number}-{at}", states)
        page.obj.Annots = file.make_indirect(Array(made))  # several pages may share the old one
    result = report.results[0]
    done = [Done(each, _NO_FIX) for each in changes_of(result.submission, result.verdict.findings)] if safe_fixes else []
    out = io.BytesIO()
    file.save(out, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    written = sum(len(findings) for findings in placed.notes.values()) - cut
    return Copy(out.getvalue(), written, len(placed.notes), list(moved.values()), placed.lost, cut, done, notice)


def _note(
    file: Pdf, page: pikepdf.Page, box: Box | None, findings: list[Finding], text: str, name: str, states: Any
) -> list[Any]:
    """The highlight of a box, or the icon of a whole page, and its pop-up note."""
    severity = worst(findings)
    colour = _COLOURS[severity]
    left, bottom, right, top = box or _corner(page)
    about = Dictionary(
        Type=Name.Annot, Rect=Array([left, bottom, right, top]), Contents=String(text), T=String(AUTHOR),
        Subj=String(f"{SEVERITY_SAID[severity]} {len(findings)} 处"), NM=String(name), C=Array(list(colour)), F=_PRINTED, P=page.obj,
    )
    if box is None:
        about.Subtype, about.Name = Name.Text, Name.Comment
    else:
        about.Subtype, about.CA = Name.Highlight, 1
        about.QuadPoints = Array([left, top, right, top, left, bottom, right, bottom])
        about.AP = Dictionary(N=_look(file, right - left, top - bottom, colour, states))
    marked = file.make_indirect(about)
    popup = file.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Popup, Rect=Array(_beside(page, (left, bottom, right, top))), Parent=marked, Open=False, P=page.obj,
    ))
    marked.Popup = popup
    return [marked, popup]


def _look(file: Pdf, width: float, height: float, colour: tuple[float, float, float], states: Any) -> Any:
    """A box of one colour through which the text is seen."""
    red, green, blue = colour
    stream = file.make_stream(f"/G gs {red} {green} {blue} rg 0 0 {width:.2f} {height:.2f} re f\n".encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    stream.Group = Dictionary(Type=Name.Group, S=Name.Transparency)
    stream.Resources = Dictionary(ExtGState=Dictionary(G=states))
    return stream


def _states(file: Pdf) -> Any:
    return file.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))


def _corner(page: pikepdf.Page) -> Box:
    """Where the icon of a whole page stands: the upper left corner as the page is looked at."""
    left, bottom, right, top = _seen(page)
    gap = 12.0
    across = left + gap if _turn(page) in (0, 90) else right - gap - _ICON
    up = top - gap - _ICON if _turn(page) in (0, 270) else bottom + gap
    return across, up, across + _ICON, up + _ICON


def _beside(page: pikepdf.Page, box: Box) -> list[float]:
    """The box of the pop-up note: right of the place, inside the page."""
    left, bottom, right, top = _seen(page)
    wide, high = _NOTE
    across = max(left, min(box[2] + 6, right - wide))
    up = max(bottom, min(box[3] - high, top - high))
    return [across, up, across + wide, up + high]


def _seen(page: pikepdf.Page) -> Box:
    corners = [float(each) for each in page.cropbox]
    return min(corners[0], corners[2]), min(corners[1], corners[3]), max(corners[0], corners[2]), max(corners[1], corners[3])


def _turn(page: pikepdf.Page) -> int:
    return int(page.obj.get("/Rotate", 0)) % 360 if "/Rotate" in page.obj else int(_inherited(page)) % 360


def _inherited(page: pikepdf.Page) -> int:
    parent = page.obj.get("/Parent")
    while parent is not None:
        if "/Rotate" in parent:
            return int(parent.Rotate)
        parent = parent.get("/Parent")
    return 0


def _is_annotated(file: Pdf) -> bool:
    """Whether the file bears notes of ours already."""
    return any(isinstance(each, Dictionary) and each.get("/T") == AUTHOR and "/NM" in each for each in file.objects)


def _is_signed(file: Pdf) -> bool:
    """Whether a signature field holds a signature."""
    return any(
        each.get("/Type") == Name.Sig or ("/ByteRange" in each and "/Contents" in each)
        for each in file.objects if isinstance(each, Dictionary)
    )
