"""The OCR engine (RapidOCR, PP-OCR models out of its wheel): where text is on a page, and what a strip of a page says.

Nothing is downloaded: the model files are named by path, and a missing one is a ReadError.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
import rapidocr
from rapidocr.inference_engine.onnxruntime import ONNXRuntimeError
from rapidocr.main import RapidOCRError

from linter.errors import ReadError
from linter.reading.scan.ink import Levels

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_THREADS = 2
_NARROWEST = 96  # pixels at a height of 48: strips are padded to the widest of their batch, and at least to this
_BATCH = 8
FAULTS = (ONNXRuntimeError, RapidOCRError, cv2.error, MemoryError)  # what the engine raises on a page it cannot take


class Box(NamedTuple):
    """A place on the page in pixels: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Said(NamedTuple):
    """What a strip says, and how sure the engine is of each character but spaces (0 to 1)."""

    text: str
    sure: tuple[float, ...]

    @property
    def score(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


def found(page: Levels, scale: float) -> list[Box]:
    """Where lines of text are. `scale`: how much smaller the page is looked at."""
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else page
    engine = _engine()
    try:
        _, output = engine.detect_and_crop(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), {})
    except RapidOCRError:  # no text on the page
        return []
    height, width = page.shape
    boxes = []
    for corners in np.asarray(output.boxes, np.float64) * (height / small.shape[0]):
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        boxes.append(Box(max(int(left), 0), max(int(top), 0), min(round(right) + 1, width), min(round(bottom) + 1, height)))
    return boxes


def said(strips: list[Levels]) -> list[Said]:
    """What each strip, one upright line of text, says."""
    if not strips:
        return []
    output = _engine().recognize_txt([cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) for strip in strips])
    return [
        Said(text, tuple(word.confs) if text else ())
        for text, word in zip(output.txts, output.word_results, strict=True)
    ]


@cache
def _engine() -> Any:
    models = Path(rapidocr.__file__).parent / "models"
    paths = models / _DETECTION, models / _RECOGNITION
    if not all(path.is_file() for path in paths):
        raise ReadError("识别组件不完整，缺少它自带的模型文件", remedy='请重新安装：pip install --force-reinstall "jixiao-linter[ocr]"。')
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    onnxruntime.disable_telemetry_events()
    return rapidocr.RapidOCR(params={
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.use_vertical_padding": False,
        "Global.return_word_box": True,
        "Det.model_path": str(paths[0]),
        "Det.limit_side_len": 64,  # smaller pictures than this are enlarged
        "Rec.model_path": str(paths[1]),
        "Rec.rec_img_shape": [3, 48, _NARROWEST],
        "Rec.rec_batch_num": _BATCH,
        "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    })
