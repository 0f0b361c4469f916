"""`watch`: a changed file is seen, the playthrough is taken over, the last good story is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.workshop.watch import Watch
from tests.workshop.stories import HEAD, ONE, write


@pytest.fixture
def play(tmp_path: Path) -> Playthrough:
    playthrough = Playthrough(Library(open_story(write(tmp_path))), seed=5)
    for id in ("hall.wait", "hall.pick_up_the_wick"):
        playthrough.choose(id)
    return playthrough


def save(path: Path, text: str) -> None:
    """Write a file as an editor does, at another time than before."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def test_a_written_added_or_removed_file_is_seen_once(tmp_path: Path):
    watch = Watch(write(tmp_path))
    assert not watch.changed()
    save(tmp_path / "one.yaml", ONE)
    assert watch.changed()
    assert not watch.changed()
    save(tmp_path / "state.yaml", "state: {}\n")
    assert watch.changed()
    (tmp_path / "state.yaml").unlink()
    assert watch.changed()
    save(tmp_path / "notes.txt", "mine")
    assert not watch.changed()


def test_play_goes_on_at_the_same_place_in_the_new_words(tmp_path: Path, play: Playthrough):
    save(tmp_path / "one.yaml", ONE.replace("Wax.", "Beeswax."))
    reread = Watch(tmp_path).reread(play)
    assert reread.fresh
    assert reread.playthrough is not play
    assert (reread.playthrough.trail, reread.playthrough.seed) == (play.trail, 5)
    assert reread.playthrough.moment.text[0].text == "Beeswax."
    assert (reread.problems, reread.undone, reread.sentence) == ((), 0, "Read again.")


def test_with_an_error_play_goes_on_in_the_last_good_story(tmp_path: Path, play: Playthrough):
    save(tmp_path / "one.yaml", ONE.replace("-> door", "-> dor"))
    watch = Watch(tmp_path)
    reread = watch.reread(play)
    assert reread.playthrough is play
    assert not reread.fresh
    assert next(problem.code for problem in reread.problems if problem.severity == "error") == "U404"
    assert "play goes on in the story as it was" in reread.sentence
    save(tmp_path / "one.yaml", ONE)
    assert watch.reread(play).fresh


@pytest.mark.parametrize("head", ["story: [", "", "story: s\ntitle: S\n"])
def test_no_text_breaks_it(tmp_path: Path, play: Playthrough, head: str):
    save(tmp_path / "story.yaml", head)
    reread = Watch(tmp_path).reread(play)
    assert reread.playthrough is play
    assert reread.problems


def test_a_choice_that_is_gone_takes_play_back_to_before_it(tmp_path: Path, play: Playthrough):
    play.choose("hall.oil")
    save(tmp_path / "one.yaml", ONE.replace("Pick up the wick", "Pick up the candle"))
    reread = Watch(tmp_path).reread(play)
    assert [step.id for step in reread.playthrough.trail] == ["hall.wait"]
    assert (reread.undone, reread.sentence) == (2, "Read again; 2 steps can no longer be done.")


def test_a_beginning_that_is_gone_is_the_first_episode(tmp_path: Path, play: Playthrough):
    save(tmp_path / "story.yaml", HEAD.replace("- one: one", "- other: one"))
    save(tmp_path / "one.yaml", ONE.replace("episode: one", "episode: other"))
    reread = Watch(tmp_path).reread(play)
    assert reread.fresh
    assert (reread.playthrough.beginning, reread.undone) == ("other", 0)


def test_warnings_do_not_keep_the_new_story_away(tmp_path: Path, play: Playthrough):
    save(tmp_path / "one.yaml", ONE.replace("    - Go in:\n", "    - todo: a better door\n    - Go in:\n"))
    reread = Watch(tmp_path).reread(play)
    assert reread.fresh
    assert [problem.code for problem in reread.problems] == ["U601"]
