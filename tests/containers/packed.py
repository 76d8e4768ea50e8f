"""Zip packages with a fixed date, so that the same document is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_EPOCH = (2024, 1, 2, 3, 4, 6)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def repacked(data: bytes) -> bytes:
    """The package with its dates fixed: those of the entries and those of the document's properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if "docProps/core.xml" in files:
        files["docProps/core.xml"] = _STAMP.sub(rb"\g<1>2024-01-02T03:04:06Z", files["docProps/core.xml"])
    return packed(files)
