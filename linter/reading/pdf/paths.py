"""Drawn lines of a PDF page → rules: strokes, thin filled boxes, borders of boxes, also inside form XObjects."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium

from linter.reading.lattice import Rule

MAX_OBJECTS = 60_000  # of one page; a page with more is a drawing
_MAX_SEGMENTS = 5000  # of one path
_DEPTH = 6  # form XObjects in one another
_THIN = 3.0  # points: a filled box no thicker is a rule
_LONG = 3.0  # shorter ones are dots

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Box = tuple[float, float, float, float]


def has_large_image(page: object, area: float, look_at: int = 50) -> bool:
    """Whether an image covers most of the page; only the first and last objects are looked at."""
    count = pdfium.FPDFPage_CountObjects(page)
    edges = [ctypes.c_float() for _ in range(4)]
    for n in {*range(min(count, look_at)), *range(max(count - look_at, 0), count)}:
        drawn = pdfium.FPDFPage_GetObject(page, n)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) and pdfium.FPDFPageObj_GetBounds(drawn, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and not _holds_image(drawn):
                continue
            if (right - left) * (top - bottom) > 0.5 * area:
                return True
    return False


def _holds_image(form: object) -> bool:
    count = min(pdfium.FPDFFormObj_CountObjects(form), 20)
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, n)) == pdfium.FPDF_PAGEOBJ_IMAGE for n in range(count)
    )


def rules_of(page: object) -> list[Rule] | None:
    """The rules of an open page in its stored coordinates; None when there is far too much drawn for a page of tables."""
    reader = _PathReader()
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MAX_OBJECTS:
        return None
    reader.objects((pdfium.FPDFPage_GetObject(page, n) for n in range(count)), _SAME, 0)
    return reader.rules if reader.seen <= MAX_OBJECTS else None


class _PathReader:
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.seen = 0
        self._drawn: set[tuple[int, int, int, int, Matrix]] = set()  # thin ones: borders of neighbouring cells are drawn twice
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._edge_refs = [ctypes.byref(edge) for edge in self._edges]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._mode_refs = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(part) for part in self._colour]

    def objects(self, objects: Iterator[object], outer: Matrix, depth: int) -> None:
        kind_of, path, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM
        for drawn in objects:
            self.seen += 1
            if self.seen > MAX_OBJECTS:
                return
            kind = kind_of(drawn)
            if kind == path:
                self._path(drawn, outer)
            elif kind == form and depth < _DEPTH:
                count = pdfium.FPDFFormObj_CountObjects(drawn)
                inner = (pdfium.FPDFFormObj_GetObject(drawn, n) for n in range(count))
                self.objects(inner, _times(_matrix(drawn), outer), depth + 1)

    def _path(self, drawn: object, outer: Matrix) -> None:
        if not pdfium.FPDFPageObj_GetBounds(drawn, *self._edge_refs):
            return
        one, two, three, four = self._edges
        left, bottom, right, top = one.value, two.value, three.value, four.value
        wide, high = right - left, top - bottom
        if not math.isfinite(wide + high):
            return
        thin = wide <= _THIN or high <= _THIN
        if thin:
            if wide < _LONG and high < _LONG:
                return
            key = (int(2 * left), int(2 * bottom), int(2 * right), int(2 * top), outer)
            if key in self._drawn:
                return
            self._drawn.add(key)
        if not pdfium.FPDFPath_GetDrawMode(drawn, *self._mode_refs):
            return
        fill, stroke = self._fill.value != 0, self._stroke.value != 0
        if not fill and not stroke:
            return
        if thin:
            if not self._nearly_white(drawn, stroke):
                self._add(left, bottom, right, top, outer, self._clip(drawn))
            return
        count = pdfium.FPDFPath_CountSegments(drawn)
        if count > _MAX_SEGMENTS or (fill and not stroke and count <= 5) or self._nearly_white(drawn, stroke):
            return
        clip = self._clip(drawn)
        matrix = _matrix(drawn)
        place = _mapper(matrix)
        for points, closed in self._outlines(drawn, count):
            self._outline([place(x, y) for x, y in points], closed, stroke, outer, clip)

    def _outlines(self, drawn: object, count: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The straight pieces of a path, each with whether it is closed."""
        points: list[tuple[float, float]] = []
        closed = False
        for n in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, n)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                if len(points) > 1:
                    yield points, closed
                points, closed = [], False
            if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(self._x), ctypes.byref(self._y)):
                points.append((self._x.value, self._y.value))
            closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
        if len(points) > 1:
            yield points, closed

    def _outline(
        self, points: list[tuple[float, float]], closed: bool, stroke: bool, outer: Matrix, clip: _Box | None
    ) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        if len(points) >= 4 and (right - left <= _THIN or top - bottom <= _THIN):
            self._add(left, bottom, right, top, outer, clip)
        elif stroke:
            ends = [*points[1:], points[0]] if closed else points[1:]
            for (x0, y0), (x1, y1) in zip(points, ends, strict=False):
                self._add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), outer, clip)

    def _add(self, left: float, bottom: float, right: float, top: float, outer: Matrix, clip: _Box | None) -> None:
        if clip is not None:
            left, bottom, right, top = max(left, clip[0]), max(bottom, clip[1]), min(right, clip[2]), min(top, clip[3])
            if left > right or bottom > top:
                return
        if outer is not _SAME:
            place = _mapper(outer)
            (ax, ay), (bx, by) = place(left, bottom), place(right, top)
            left, right, bottom, top = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        wide, high = right - left, top - bottom
        if not math.isfinite(left + right + bottom + top):
            return
        if wide >= _LONG >= high and wide > high:
            middle = (bottom + top) / 2
            self.rules.append(Rule(left, middle, right, middle))
        elif high >= _LONG >= wide and high > wide:
            middle = (left + right) / 2
            self.rules.append(Rule(middle, bottom, middle, top))

    def _nearly_white(self, drawn: object, stroke: bool) -> bool:
        colour = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
        if not colour(drawn, *self._colour_refs):
            return False
        red, green, blue, alpha = self._colour
        return (red.value > 250 and green.value > 250 and blue.value > 250) or alpha.value == 0

    def _clip(self, drawn: object) -> _Box | None:
        """The box a path is clipped to, None where it is not."""
        clip = pdfium.FPDFPageObj_GetClipPath(drawn)
        if not clip:
            return None
        box: _Box | None = None
        for n in range(min(max(pdfium.FPDFClipPath_CountPaths(clip), 0), 8)):
            xs: list[float] = []
            ys: list[float] = []
            for m in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, n), 64)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, n, m)
                if segment and pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(self._x), ctypes.byref(self._y)):
                    xs.append(self._x.value)
                    ys.append(self._y.value)
            if xs:
                found = min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1
                box = found if box is None else (
                    max(box[0], found[0]), max(box[1], found[1]), min(box[2], found[2]), min(box[3], found[3]),
                )
        return box


def _matrix(drawn: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(found)):
        return _SAME
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: Matrix, two: Matrix) -> Matrix:
    """First `one`, then `two`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _mapper(matrix: Matrix) -> Callable[[float, float], tuple[float, float]]:
    a, b, c, d, e, f = matrix
    return lambda x, y: (a * x + c * y + e, b * x + d * y + f)
