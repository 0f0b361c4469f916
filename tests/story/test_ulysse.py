"""The shipped story: sound, always ending, and within the figures that make it readable."""

from __future__ import annotations

from collections import Counter
from statistics import median, quantiles

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.stepper import Run, Stepper
from game.language.header import open_story
from game.shipped import own_story
from game.workshop.check import check_story
from game.workshop.ids import settle_ids
from game.workshop.ink import InkedLibrary
from game.workshop.stats.sample import Sample, sampled
from game.workshop.temperament import TEMPERAMENTS, play_whole
from tests.story.memory import PAGE, memory_page
from tests.story.plays import random_play

EPISODES = ["ulysse", "mars", "survivant"]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(open_story(own_story()))


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """Forty plays by each temperament, of which one is chance."""
    return list(sampled(InkedLibrary(open_story(own_story())).read_all(), 40))


def test_check_finds_nothing():
    assert [str(problem) for problem in check_story(own_story())] == []


def test_the_ledger_of_ids_is_up_to_date():
    assert not settle_ids(own_story(), write=False)[0]


def test_the_companion_lists_what_the_story_remembers():
    assert PAGE.read_text(encoding="utf-8") == memory_page(own_story())


def test_the_companion_says_what_every_variable_means():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row for row in rows if row.split("|")[2].isspace()] == []


def test_a_thousand_random_plays_end(library: Library):
    stepper = Stepper(library)
    for seed in range(1_000):
        assert last_of(stepper, seed).ending


@pytest.mark.parametrize("episode", EPISODES)
def test_an_episode_that_is_begun_by_itself_ends(library: Library, episode: str):
    for seed in range(30):
        assert random_play(library, seed, episode).moment.ending


def last_of(stepper: Stepper, seed: int) -> Run:
    """Where a random play ends."""
    *_, run = play_whole(stepper, TEMPERAMENTS["random"], seed)
    return run


def test_no_ending_takes_more_than_a_third_of_the_plays_and_each_takes_some(library: Library, samples: list[Sample]):
    endings = Counter(sample.ending for sample in samples)
    assert set(endings) == set(library.story.endings)
    assert max(endings.values()) <= 0.35 * len(samples), endings
    assert min(endings.values()) >= 0.04 * len(samples), endings


@pytest.mark.parametrize("episode", EPISODES)
def test_random_plays_are_within_the_figures(samples: list[Sample], episode: str):
    plays = [sample.episodes[episode] for sample in samples if sample.temperament == "random"]
    gaps = [gap for play in plays for gap in play.gaps]
    assert 3_600 <= median(play.words for play in plays) <= 5_000
    assert median(len(play.gaps) for play in plays) >= 40
    assert median(gaps) <= 100
    assert quantiles(gaps, n=20)[18] <= 260
    assert max(gaps) <= 300


def test_every_note_can_be_put_together_into_what_it_makes(library: Library):
    """Each reading is made by some play that puts notes together."""
    stepper = Stepper(library)
    slots = {id: stepper.slots[f"read.{id}"] for id in library.story.readings}
    made: set[str] = set()
    for seed in range(400):
        values = last_of(stepper, seed).values
        made |= {id for id, slot in slots.items() if values[slot]}
    assert made == set(slots)


def test_a_replayed_trail_tells_the_same_words(library: Library):
    for seed in range(10):
        first = random_play(library, seed)
        again = Playthrough(library, seed)
        again.replay(first.trail)
        assert again.moments == first.moments
