"""Reads without looking for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch the collector of cycles off for a while, and set aside what is there at the end until the next time.

    Reading and compiling a story makes many objects and keeps them; looking through them again and again for cycles
    takes a third of the time, and once more behind the last line a fifteenth. What a reading leaves in cycles is
    collected after the next one has begun, so that not more than one reading's garbage is ever kept.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
