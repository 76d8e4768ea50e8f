"""`Limits`: how much is read of one file, and how long. A bureau may set them in `[limits]` of its settings file."""

from __future__ import annotations

from dataclasses import dataclass, fields

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """A file beyond a limit is refused with a message, never read in part or in silence.

    Megabytes are of 2**20 bytes. `unpacked_megabytes` holds for all that a zip package (xlsx, docx, ods, zip) unpacks to.
    """

    text_megabytes: int = 32
    office_megabytes: int = 64
    pdf_megabytes: int = 256
    image_megabytes: int = 64
    archive_megabytes: int = 2048
    unpacked_megabytes: int = 512
    archive_files: int = 20_000
    pages: int = 10_000
    ocr_pages: int = 200
    seconds: int = 300

    def bytes_of(self, kind: str) -> int:
        """The limit of a kind of file (`text`, `office`, `pdf`, `image`, `archive`, `unpacked`) in bytes."""
        megabytes: int = getattr(self, f"{kind}_megabytes")
        return megabytes * MEGABYTE


# what each limit is about, for the option reference and for error messages
SAID = {
    "text_megabytes": "文本、网页、CSV 文件最大多少 MB",
    "office_megabytes": "Excel、Word 文件最大多少 MB",
    "pdf_megabytes": "PDF 文件最大多少 MB",
    "image_megabytes": "图片最大多少 MB",
    "archive_megabytes": "压缩包最大多少 MB",
    "unpacked_megabytes": "压缩包或 Excel、Word 文件解压后最大多少 MB",
    "archive_files": "一个压缩包或文件夹里最多多少个文件",
    "pages": "PDF 最多多少页",
    "ocr_pages": "一个文件里最多识别多少页图片",
    "seconds": "读一个文件最多用多少秒",
}
NAMES = tuple(f.name for f in fields(Limits))
DEFAULT_LIMITS = Limits()
