"""Temperaments: the same again from the same seed, and different from each other."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.stepper import Stepper
from game.language.header import open_story
from game.shipped import own_story
from game.workshop.lantern import lantern_folder
from game.workshop.temperament import TEMPERAMENTS, Endless, Temperament, draw_of, play_whole, ready_pair, walk
from tests.front.fronts import BENCH
from tests.workshop.stories import played, write


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_story(write(tmp_path)))


@pytest.mark.parametrize("name", TEMPERAMENTS)
def test_a_play_is_the_same_again_from_its_seed(name: str):
    library = Library(open_story(lantern_folder()))
    trails = [played(library, TEMPERAMENTS[name], seed).trail for seed in (*range(8), *range(8))]
    assert trails[:8] == trails[8:]
    assert len(set(trails[:8])) > 1


@pytest.mark.parametrize("name", TEMPERAMENTS)
@pytest.mark.parametrize("folder", [BENCH, lantern_folder(), own_story()], ids=lambda folder: folder.name)
def test_in_bulk_a_temperament_takes_the_same_steps(folder: Path, name: str):
    library = Library(open_story(folder))
    stepper = Stepper(library, tells=True)
    for seed in range(3):
        play = played(library, TEMPERAMENTS[name], seed)
        rests = [(run.state.block.scene, run.lines) for run in play_whole(stepper, TEMPERAMENTS[name], seed)]
        assert rests == [(moment.scene, list(moment.lines)) for moment in play.moments]


def test_in_bulk_a_play_without_end_is_given_up(tmp_path: Path):
    one = "episode: one\nscenes:\n  hall:\n    flow:\n    - Wait {again}: -> hall\n    - Go:\n      - end: good\n"
    stepper = Stepper(Library(open_story(write(tmp_path, one=one))))
    with pytest.raises(Endless, match="in 3000 steps"):
        list(play_whole(stepper, Temperament("patient", lean=2.0, bored=False), 1))


def _first_choices(library: Library, temperament: Temperament) -> Counter[str]:
    taken: Counter[str] = Counter()
    for seed in range(200):
        play = Playthrough(library)
        temperament.step(play, random.Random(seed))
        taken[play.trail[0].id] += 1
    return taken


def test_liked_stances_come_often_and_disliked_ones_seldom(library: Library):
    asks = Temperament("asks", likes=frozenset({"ask"}))
    assert _first_choices(library, asks)["hall.wait"] < 30
    avoids = Temperament("avoids", dislikes=frozenset({"ask"}))
    assert _first_choices(library, avoids)["hall.wait"] > 100


def test_leaning_decides_between_equal_stances(library: Library):
    first, last = (_first_choices(library, Temperament("t", lean=lean)) for lean in (1, -1))
    assert first["hall.pick_up_the_wick"] > 75 > last["hall.pick_up_the_wick"]
    assert last["hall.wait"] > 75 > first["hall.wait"]


def _waits_again(library: Library, temperament: Temperament) -> int:
    """How often of 200 times the choice is taken that was taken just before."""
    count = 0
    for seed in range(200):
        play = Playthrough(library)
        play.choose("hall.wait")
        temperament.step(play, random.Random(seed))
        count += play.trail[-1].id == "hall.wait"
    return count


def test_what_was_done_is_done_again_more_seldom(library: Library):
    assert _waits_again(library, Temperament("t")) < 40 < _waits_again(library, Temperament("t", bored=False))


def test_a_thinker_puts_two_notes_together_as_soon_as_that_can_be(library: Library):
    play = Playthrough(library)
    assert ready_pair(play) is None
    play.choose("hall.oil")
    play.choose("hall.pick_up_the_wick")
    assert ready_pair(play) == ("oil", "wick")
    Temperament("thinks", thinks=1.0).step(play, random.Random(0))
    assert play.trail[-1].kind == "pair"
    assert ready_pair(play) is None


def test_a_walk_stops_where_it_should_or_says_why_it_cannot(library: Library):
    play, draw = Playthrough(library), draw_of("random", 1)
    walk(play, TEMPERAMENTS["random"], draw, lambda moment: moment.scene == "door")
    assert play.moment.scene == "door"
    with pytest.raises(Endless, match="ended before"):
        walk(play, TEMPERAMENTS["random"], draw, lambda moment: moment.scene == "hall")
    with pytest.raises(Endless, match="in 2 steps"):
        walk(Playthrough(library), Temperament("t"), draw, lambda moment: moment.turn > 2, 2)
