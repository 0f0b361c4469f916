"""The small story that comes with the program: clean, and proved whole."""

from __future__ import annotations

import pytest

from game.shipped import own_story
from game.workshop.check import check_story
from game.workshop.prove.command import prove_command

LANTERN = own_story().parent / "lantern"


def test_check_finds_nothing():
    assert [str(problem) for problem in check_story(LANTERN)] == []


def test_it_is_proved_whole(capsys: pytest.CaptureFixture[str]):
    assert prove_command([str(LANTERN)]) == 0
    assert "The story is PROVED." in capsys.readouterr().out
