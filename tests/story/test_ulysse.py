"""The shipped story: sound, always ending, and within the figures that make it readable."""

from __future__ import annotations

from collections import Counter
from statistics import median, quantiles

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.shipped import own_story
from game.workshop.check import check_story
from game.workshop.ids import settle_ids
from tests.story.plays import figures_of, random_play


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(open_story(own_story()))


def test_check_finds_nothing():
    assert [str(problem) for problem in check_story(own_story())] == []


def test_the_ledger_of_ids_is_up_to_date():
    assert not settle_ids(own_story(), write=False)[0]


@pytest.mark.parametrize("part", range(4))
def test_a_thousand_random_plays_end(library: Library, part: int):
    for seed in range(part * 250, (part + 1) * 250):
        assert random_play(library, seed).moment.ending


def test_no_ending_takes_more_than_sixty_of_a_hundred_plays(library: Library):
    endings = Counter(figures_of(random_play(library, seed)).ending for seed in range(300))
    assert len(endings) > 1
    assert max(endings.values()) <= 180, endings


def test_forty_random_plays_are_within_the_figures(library: Library):
    plays = [figures_of(random_play(library, seed)) for seed in range(40)]
    gaps = [gap for play in plays for gap in play.gaps]
    assert median(play.words for play in plays) >= 3_600
    assert median(play.decisions for play in plays) >= 40
    assert median(gaps) <= 100
    assert quantiles(gaps, n=20)[18] <= 260
    assert max(gaps) <= 400


def test_every_note_can_be_put_together_into_what_it_makes(library: Library):
    """Each reading's two notes are written by some play, so that it can be made."""
    made = set()
    for seed in range(200):
        playthrough = random_play(library, seed)
        notes = set(playthrough.notes)
        made |= {id for id, reading in library.story.readings.items() if reading.of <= notes}
    assert made == set(library.story.readings)


def test_a_replayed_trail_tells_the_same_words(library: Library):
    for seed in range(20):
        first = random_play(library, seed)
        again = Playthrough(library, seed)
        again.replay(first.trail)
        assert again.moments == first.moments
