"""Names of the elements and attributes of WordprocessingML (ECMA-376 part 1), in the transitional namespace."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_2003 = "{http://schemas.microsoft.com/office/word/2003/auxHint}"

P, R_RUN, T, TAB, BR, CR = f"{W}p", f"{W}r", f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"
P_PR, R_PR = f"{W}pPr", f"{W}rPr"
TBL, TR, TC = f"{W}tbl", f"{W}tr", f"{W}tc"
TBL_GRID, TBL_PR, TR_PR, TC_PR = f"{W}tblGrid", f"{W}tblPr", f"{W}trPr", f"{W}tcPr"
TEXT_BOX = f"{W}txbxContent"
ALT_CHUNK = f"{W}altChunk"
VALUE = f"{W}val"

# what only wraps paragraphs, tables, rows or cells
WRAPPERS = frozenset((
    *(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent")),
    *(MC + name for name in ("AlternateContent", "Choice", "Fallback")),
    *(_2003 + name for name in ("sect", "sub-section")),
))


def on(value: str | None) -> bool:
    """Whether a switch such as <w:vanish/> is on; without a value it is."""
    return value not in ("0", "false", "off", "none")
