"""A web page saved as one file (.mht), the way Word and Excel save it."""

from __future__ import annotations

import quopri

_HEAD = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_made_up"\r\n\r\n'
    '------=_made_up\r\nContent-Location: file:///C:/page.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n'
    'Content-Type: text/html; charset="utf-8"\r\n\r\n'
)


def as_web_archive(page: bytes) -> bytes:
    """An .mht of one HTML page in UTF-8."""
    text = quopri.encodestring(page.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return _HEAD.encode() + text + b"\r\n------=_made_up--\r\n"
