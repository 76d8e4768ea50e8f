"""Comments in a Word document, as Word itself writes them."""

from linter.report.annotate.word.document import Places, annotate

__all__ = ["Places", "annotate"]
