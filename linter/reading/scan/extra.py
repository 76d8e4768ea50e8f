"""Whether the OCR extra is installed, and what to say where it is not."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from linter.errors import ReadError

_NEEDED = ("numpy", "cv2", "PIL", "onnxruntime", "rapidocr")


@cache
def installed() -> bool:
    """Whether every package the reading of pictures needs is there; looks for them without loading them."""
    return all(find_spec(name) is not None for name in _NEEDED)


def require() -> None:
    """Raises ReadError where the extra is missing."""
    if not installed():
        raise ReadError(
            "这是图片或扫描件，识别其中的文字需要另装识别组件",
            remedy='请运行 pip install "jixiao-linter[ocr]"（内网安装见 README）；或向填报单位要 Word、Excel 原件，读原件最准。',
        )
