"""The machine and a naive interpreter, which share no code, play random stories alike."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.workshop.check import check_story
from tests.engine.authors import Author
from tests.engine.naive import Naive
from tests.making import HEADER, write

STEPS = 25
ROUNDS_OR_DOUBT = {"U408", "U602", "U604", "U605"}


def both(library: Library) -> tuple[Playthrough, Naive]:
    naive = Naive(library.story, library.chart(library.story.episodes[0].id).episode)
    return Playthrough(library), naive.begin()


def agree(playthrough: Playthrough, naive: Naive) -> None:
    """Both show the same now, and remember the same."""
    moment = playthrough.moment
    assert [line.text for line in moment.text] == naive.lines
    assert [(choice.id, choice.label, choice.locked) for choice in moment.choices] == naive.choices()
    assert (moment.ending.id if moment.ending else None) == naive.ending
    shown = {key: variable.type.show(naive.values[key]) for key, variable in naive.story.variables.items()}
    assert dict(playthrough.world) == shown


def walk(playthrough: Playthrough, naive: Naive, random: Random) -> int:
    for step in range(STEPS):
        agree(playthrough, naive)
        if not playthrough.moment.open:
            return step
        id = random.choice(playthrough.moment.open).id
        playthrough.choose(id)
        naive.choose(id)
    return STEPS


@pytest.mark.parametrize("batch", range(8))
def test_random_stories_are_played_alike(batch: int, tmp_path: Path):
    steps = played = 0
    for seed in range(batch * 12, batch * 12 + 12):
        write(tmp_path, {"story.yaml": HEADER, "one.yaml": Author(seed).episode()})
        codes = {problem.code for problem in check_story(tmp_path)}
        assert codes <= ROUNDS_OR_DOUBT, [str(problem) for problem in check_story(tmp_path)]
        if "U408" in codes:
            continue
        played += 1
        library = Library(open_story(tmp_path))
        for play in range(5):
            steps += walk(*both(library), Random(play))
    assert played >= 3
    assert steps >= 100
