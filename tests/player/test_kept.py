"""What is told of a saved game."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from game.player.kept import saved_at
from game.saves import Slot

SLOT = Slot("a", "auto", "", "small", 1, "One", "", "", 0, 0, "2039-05-01T23:30:00+00:00", "")


@pytest.fixture(autouse=True)
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two hours before Greenwich in May."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_it_was_saved_where_the_player_is() -> None:
    """Files are kept in Greenwich time, and nobody plays there."""
    assert saved_at(SLOT) == ("2039-05-02", "01:30")


def test_a_time_that_is_none_is_told_as_it_stands() -> None:
    """A file may say anything."""
    assert saved_at(replace(SLOT, saved="2039-99-99T25:61")) == ("2039-99-99", "25:61")
