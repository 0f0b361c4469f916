"""A small story, and shelves for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.saves import Keeper, Shelf

TALE = Path(__file__).parent / "tale"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(open_story(TALE))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path, "tale")
    yield shelf
    shelf.close()


@pytest.fixture
def keeper(library: Library, shelf: Shelf) -> Keeper:
    keeper = Keeper(library, shelf)
    keeper.begin(seed=7)
    return keeper
