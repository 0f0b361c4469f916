"""Opens a saved game for the tools that look at one: `why` and `map`."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.saves import Shelf, saves_folder


def add_saves(parser: argparse.ArgumentParser) -> None:
    """The option that says where saved games are kept."""
    parser.add_argument("--saves", type=Path, metavar="DIR", help="where saved games are kept")


def open_saved(library: Library, name: str, saves: Path | None) -> Playthrough:
    """The playthrough saved under a name, an id or a kind such as `auto`. SaveError if there is none."""
    shelf = Shelf(saves_folder(saves), library.story.id)
    try:
        return shelf.open(shelf.need(name), library, trusting=True).playthrough
    finally:
        shelf.close()
