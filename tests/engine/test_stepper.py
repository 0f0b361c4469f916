"""A Run in bulk and a Playthrough take the same steps and stand at the same place after each."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.compiler import compile_episode
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.stepper import Run, Stepper
from game.language.episode import read_episode
from game.language.header import open_story
from game.language.problem import Problems
from tests.engine.authors import Author
from tests.making import BENCH, HEADER, write

STORY = Path(__file__).parents[2] / "story"
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def walk_both(library: Library, steppers: list[Stepper], seed: int, steps: int) -> Playthrough:
    """Take the same steps as a Playthrough and as Runs, and compare them after each."""
    play, runs, random = Playthrough(library, seed), [stepper.begin(seed) for stepper in steppers], Random(seed)
    while True:
        for run in runs:
            assert_same(run, play)
        if not play.moment.open or len(play.trail) == steps:
            return play
        step(play, runs, random)


def step(play: Playthrough, runs: list[Run], random: Random) -> None:
    readings = list(runs[0].pairs())
    if readings and random.random() < 0.5:
        reading = random.choice(readings)
        assert play.pair(*sorted(reading.of)) is reading
        for run in runs:
            run.pair(reading)
        return
    number = random.randrange(len(play.moment.open))
    play.choose(play.moment.open[number].id)
    for run in runs:
        run.choose(run.open[number])


def assert_same(run: Run, play: Playthrough) -> None:
    moment, position = play.moment, play.position
    assert (run.state.episode, run.state.block.id) == (position.episode, position.state)
    assert tuple(run.values) == position.world
    assert [(way.id, way.stance) for way in run.open] == [(choice.id, choice.stance) for choice in moment.open]
    assert run.ending == (moment.ending.id if moment.ending else None)
    assert tuple(run.lines) == (moment.lines if run.stepper.tells else ())
    assert run.recap == (moment.card.recap if run.stepper.tells and moment.card else ())


def both_of(folder: Path) -> tuple[Library, list[Stepper]]:
    library = Library(open_story(folder))
    return library, [Stepper(library), Stepper(library, tells=True)]


@pytest.fixture(scope="module", params=["lantern", "ulysse-1", BENCH])
def story(request: pytest.FixtureRequest) -> tuple[Library, list[Stepper]]:
    return both_of(STORY / request.param)


@given(seed=st.integers(0, 10**6))
@QUICK
def test_a_whole_play_of_a_written_story_is_the_same_in_bulk(story: tuple[Library, list[Stepper]], seed: int):
    assert walk_both(*story, seed, 3_000).moment.ending


def written(folder: Path, seed: int) -> bool:
    """Write a random story of two episodes; whether it is sound."""
    first, second = (Author(number).episode() for number in (seed, seed + 1_000_000))
    first = first.replace("- end: home", "- -> two.s0", 1).replace("- end: home", "- -> two", 1)
    second = second.replace(
        "episode: one", "episode: two\nrecap: |\n  {if slept} He had slept.\n\n  {else} He had not."
    )
    header = HEADER.replace("- one: one.yaml", "- one: one.yaml\n- two: two.yaml")
    story = open_story(write(folder, {"story.yaml": header, "one.yaml": first, "two.yaml": second}))
    problems = Problems()
    for id in ("one", "two"):
        compile_episode(story, read_episode(story, id), problems)
    return not problems.errors


@given(seed=st.integers(0, 10**6))
@QUICK
def test_a_walk_through_a_random_story_is_the_same_in_bulk(tmp_path_factory: pytest.TempPathFactory, seed: int):
    folder = tmp_path_factory.mktemp("story")
    if written(folder, seed):
        library, steppers = both_of(folder)
        for number in range(5):
            walk_both(library, steppers, number, 60)


def test_runs_of_one_stepper_do_not_touch_each_other():
    library, (stepper, _) = both_of(BENCH)
    first, second = stepper.begin(), stepper.begin()
    before = list(second.values)
    first.choose(first.open[0])
    assert (second.values, second.state.block.id) == (before, Playthrough(library).position.state)
