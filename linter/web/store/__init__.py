"""What clerks upload and what came of it: on the disk in a private folder, in memory only names and counts."""

from linter.web.store.store import Store
from linter.web.store.upload import Brief, Given, Told, Upload, WhatChanged

__all__ = ["Brief", "Given", "Store", "Told", "Upload", "WhatChanged"]
