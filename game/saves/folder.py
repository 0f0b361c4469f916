"""Where saved games are kept."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "ULYSSE_SAVES"
BOOKMARKS = "bookmarks"


def saves_folder(given: Path | None) -> Path:
    """The folder of saved games: `given`, or what ULYSSE_SAVES says, or a checkout's, or the platform's."""
    if given is not None:
        return given
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return checkout_folder() or _platform_folder()


def checkout_folder() -> Path | None:
    """The `saves/` of the checkout that this program runs from, or None if it is installed."""
    root = Path(__file__).resolve().parents[2]
    return root / "saves" if (root / "pyproject.toml").is_file() and (root / "saves").is_dir() else None


def bookmarks_folder() -> Path:
    """The folder of the games that ship: inside the installed package, or a checkout's."""
    packed = Path(__file__).resolve().parents[1] / BOOKMARKS
    return packed if packed.is_dir() else packed.parents[1] / "saves" / BOOKMARKS


def _platform_folder() -> Path:
    from platformdirs import user_data_path  # a third of a millisecond, but only an installed game pays it

    return user_data_path("ulysse-1", appauthor=False) / "saves"
