"""Saves of every released version load in every build."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.saves.gate import judge, keep_release
from tests.saves.keep_release import RELEASES
from tests.saves.test_changed_story import changed

STORIES = Path(__file__).parents[2] / "story"
KEPT = sorted(RELEASES.glob("*/*/saves"))


def test_every_save_of_every_release_opens() -> None:
    for saves in KEPT:
        verdict = judge(saves, Library(open_story(STORIES / saves.parents[1].name)))
        print(f"{saves.parents[1].name} {saves.parent.name}: {verdict}")
        assert not verdict.stranded, saves


def test_a_release_loads_as_it_was(library: Library, tmp_path: Path) -> None:
    assert keep_release(library, tmp_path, 40) == 42
    verdict = judge(tmp_path, library)
    assert str(verdict) == "42 restored, 0 carried over, 0 moved back, 0 stranded"


def test_a_change_that_is_felt_is_counted(library: Library, tmp_path: Path) -> None:
    keep_release(library, tmp_path / "saves", 40)
    other = changed(tmp_path, ("hill.yaml", "  slope:", "  ramp:"), ("hill.yaml", "-> slope", "-> ramp"))
    verdict = judge(tmp_path / "saves", other)
    assert verdict.ways["carried over"]
    assert verdict.ways["restored"]
    assert not verdict.stranded


def test_what_cannot_be_opened_is_stranded(library: Library, tmp_path: Path) -> None:
    keep_release(library, tmp_path, 2)
    broken = tmp_path / "auto-000.json"
    broken.write_bytes(broken.read_bytes()[:-9])
    assert judge(tmp_path, library).stranded == ("auto-000",)


@pytest.mark.parametrize("path", KEPT, ids=str)
def test_a_release_was_sound_when_it_was_kept(path: Path) -> None:
    verdict = judge(path, Library(open_story(path.parent / "story")))
    assert set(verdict.ways) == {"restored"}
