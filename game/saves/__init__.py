"""Saved games: written whole, read strictly, brought back when the story has changed. docs/saves.md has the format.

Front ends play through a Keeper. What is exported here is imported when it is first used, so that a command which saves
nothing does not pay for the engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.saves.error import EditedError, SaveError
    from game.saves.folder import saves_folder
    from game.saves.keeper import Keeper
    from game.saves.shelf import Opened, Shelf
    from game.saves.slot import Slot

_HOMES = {
    "EditedError": "error",
    "Keeper": "keeper",
    "Opened": "shelf",
    "SaveError": "error",
    "Shelf": "shelf",
    "Slot": "slot",
    "saves_folder": "folder",
}

__all__ = ["EditedError", "Keeper", "Opened", "SaveError", "Shelf", "Slot", "saves_folder"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"game.saves.{_HOMES[name]}"), name)
