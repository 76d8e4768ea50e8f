"""All pages together."""

from __future__ import annotations

from fastapi import APIRouter

from linter.web.pages import about, downloads, edits, entrance, reports, review, uploading

router = APIRouter(include_in_schema=False)
for part in (entrance, about, uploading, reports, edits, downloads, review):
    router.include_router(part.router)
