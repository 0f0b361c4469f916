"""Where The Lantern is: the small whole story that `new` writes and the author's guide is written around."""

from __future__ import annotations

from pathlib import Path


def lantern_folder() -> Path:
    """Its folder: inside the installed package, or beside it in a checkout."""
    game = Path(__file__).parents[1]
    packed = game / "story" / "lantern"
    return packed if packed.is_dir() else game.parent / "story" / "lantern"
