"""A target form drawn as values: rows of cells with spans, texts and addresses, for every output that shows the form itself.

    view = form_view(table)                  # TargetTable → FormView
    places = Places(view)
    places.of(finding)                       # Finding → addresses of the cells it is about
"""

from linter.report.form.document import document_view
from linter.report.form.drawing import form_view
from linter.report.form.places import Places
from linter.report.form.view import Address, Cell, FormView, Row, Section

__all__ = ["Address", "Cell", "FormView", "Places", "Row", "Section", "document_view", "form_view"]
