"""What the Linux console can paint: a sign that its font lacks becomes one that it has, cell for cell.

The console's own font has the 256 signs of code page 437. Letters are left as they are: which of them there are, the
font that its owner has loaded decides.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

FONT = frozenset(
    "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼" + "".join(map(chr, range(32, 127))) + bytes(range(128, 256)).decode("cp437")
)
"""The signs of code page 437."""

STANDS_FOR = {
    "─│┌┐└┘": "━┃╭╮╰╯",
    "►►»◄«••": "▸▹›◂‹●◉",
    '\'\',"""--': "‘’‚“”„–—",
    "-.x#": "−…×№",
    "▄▄▄▀███": "▁▂▃▔▅▆▇",
    "▌▌▌███▐": "▏▎▍▋▊▉▕",
}
SIGNS = {ord(sign): other for others, signs in STANDS_FOR.items() for other, sign in zip(others, signs, strict=True)}
"""What stands for what."""


def is_console() -> bool:
    """Whether this is the Linux console."""
    return os.environ.get("TERM") == "linux"


class Console(LineFilter):
    """Applied to every line that is painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same line in signs that can be painted."""
        return [Segment(paintable(text), style, control) for text, style, control in segments]


@lru_cache(maxsize=4096)
def paintable(text: str) -> str:
    """`text` in as many cells, without a sign that the console lacks."""
    if FONT.issuperset(text):
        return text
    return set_cell_size("".join(map(_sign, unicodedata.normalize("NFC", text))), cell_len(text))


def _sign(sign: str) -> str:
    sign = sign.translate(SIGNS)
    return sign if sign in FONT or sign.isalpha() else "?" * cell_len(sign)
