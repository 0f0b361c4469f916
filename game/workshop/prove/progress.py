"""Says on the error stream how far a long run is, every few seconds."""

from __future__ import annotations

import sys
import time

EVERY = 3.0
"""Seconds between two lines, and before the first."""


class Progress:
    """Prints what it is told, but not too often."""

    def __init__(self) -> None:
        self._began = self._said = time.monotonic()

    def __call__(self, what: str) -> None:
        now = time.monotonic()
        if now - self._said >= EVERY:
            self._said = now
            print(f"{now - self._began:6.0f} s  {what}", file=sys.stderr, flush=True)
