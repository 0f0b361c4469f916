"""Where the stories that come with the program stand."""

from __future__ import annotations

from pathlib import Path


def own_story() -> Path:
    """The folder of Ulysse 1: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    packed = here / "story" / "ulysse-1"
    return packed if packed.is_dir() else here.parent / "story" / "ulysse-1"
