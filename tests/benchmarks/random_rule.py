"""The random rule that every engine here plays by, so that the same seed means the same plays: mulberry32."""

from __future__ import annotations

from collections.abc import Callable

MASK = 0xFFFFFFFF


def mulberry32(seed: int) -> Callable[[], float]:
    """Numbers from 0 up to 1, drawn as T. Ettinger's mulberry32 draws them."""
    state = seed & MASK

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & MASK
        mixed = ((state ^ (state >> 15)) * (1 | state)) & MASK
        mixed = ((mixed + (((mixed ^ (mixed >> 7)) * (61 | mixed)) & MASK)) & MASK) ^ mixed
        return ((mixed ^ (mixed >> 14)) & MASK) / 4294967296

    return draw
