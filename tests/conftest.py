"""For all tests: Hypothesis looks at what comes out, never at how long it took; tests/hanging.py guards against what never ends."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("jixiao", deadline=None)
settings.load_profile("jixiao")
