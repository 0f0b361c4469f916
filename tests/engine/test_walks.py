"""What holds of every walk through a story: the bench, the shipped story and random ones."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.code import Change, Guard
from game.engine.compiler import compile_episode
from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.engine.statechart import Branches, Changes, Statechart, StepOp
from game.engine.trail import Position
from game.language.episode import read_episode
from game.language.header import open_story
from game.language.problem import Problems
from tests.engine.authors import Author
from tests.making import BENCH, HEADER, write

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
BENCH_LIBRARY = Library(open_story(BENCH))
SEEDS = range(14)


class Recording(tuple):
    """A world that remembers which of its slots were read."""

    def __new__(cls, values):
        world = super().__new__(cls, values)
        world.read = set()
        return world

    def __getitem__(self, slot):
        self.read.add(slot)
        return super().__getitem__(slot)


def step(playthrough: Playthrough, random: Random) -> None:
    """One thing that a player could do: mostly a choice, sometimes two notes."""
    notes = playthrough.notes
    if len(notes) >= 2 and random.random() < 0.2:
        playthrough.pair(*random.sample(notes, 2))
    playthrough.choose(random.choice(playthrough.moment.open).id)


def walk(playthrough: Playthrough, seed: int, steps: int = 40) -> Playthrough:
    random = Random(seed)
    while len(playthrough.trail) < steps and playthrough.moment.open:
        step(playthrough, random)
    return playthrough


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> list[Library]:
    """The bench and a few random stories."""
    found = [BENCH_LIBRARY]
    for seed in SEEDS:
        folder = write(tmp_path_factory.mktemp("s"), {"story.yaml": HEADER, "one.yaml": Author(seed).episode()})
        story, problems = open_story(folder), Problems()
        compile_episode(story, read_episode(story, "one"), problems)
        found += [] if problems.errors else [Library(story)]
    assert len(found) > 4
    return found


@given(seed=st.integers(0, 10**6))
@QUICK
def test_a_walk_through_the_bench_ends(seed: int):
    assert walk(Playthrough(BENCH_LIBRARY, seed), seed, 10_000).moment.ending


def test_every_walk_rests_where_there_is_something_to_choose_or_it_ends(libraries: list[Library]):
    for library in libraries:
        for seed in range(5):
            playthrough = walk(Playthrough(library, seed), seed)
            for moment in playthrough.moments[:-1]:
                assert moment.open
                assert moment.ending is None
            block = library.chart(playthrough.position.episode).blocks[playthrough.position.state]
            assert block.kind in ("menu", "end")


@given(seed=st.integers(0, 10**6), back=st.integers(1, 30))
@QUICK
def test_rewind_then_replay_comes_to_the_same_moments_and_world(seed: int, back: int):
    playthrough = walk(Playthrough(BENCH_LIBRARY, seed), seed)
    moments, world, digest = playthrough.moments, playthrough.position.world, playthrough.digest
    back = min(back, len(playthrough.trail))
    gone = playthrough.trail[-back:]
    assert playthrough.rewind(back) == moments[-back - 1]
    playthrough.replay(gone)
    assert (playthrough.moments, playthrough.position.world, playthrough.digest) == (moments, world, digest)


def test_a_trail_and_a_seed_are_the_whole_walk(libraries: list[Library]):
    for library in libraries:
        for seed in range(2):
            first = walk(Playthrough(library, seed), seed)
            again = Playthrough(Library(library.story), seed)
            again.replay(first.trail)
            assert again.moments == first.moments
            assert again.position == first.position


def test_what_is_refused_changes_nothing(libraries: list[Library]):
    for library in libraries:
        playthrough = walk(Playthrough(library), 7, 5)
        before = playthrough.position, playthrough.trail, playthrough.moments
        refused = [choice.id for choice in playthrough.moment.choices if choice.locked is not None]
        for id in ["nowhere.nothing", *refused]:
            with pytest.raises(NotOffered):
                playthrough.choose(id)
        assert (playthrough.position, playthrough.trail, playthrough.moments) == before


def test_an_effect_that_fails_leaves_state_and_world_together():
    """The library changes state before a callback fails; a playthrough commits both or nothing."""
    library = Library(open_story(BENCH))
    playthrough = Playthrough(library)
    chart = library.chart("one")
    offer = next(o for b in chart.blocks.values() for o in b.offers if o.id == playthrough.moment.open[0].id)
    state = library.machine("one").states[offer.target]
    state.enter = lambda event: event.model.world[10_000]
    before = playthrough.position
    with pytest.raises(IndexError):
        playthrough.choose(offer.id)
    assert playthrough.position is before
    assert playthrough.trail == ()
    assert walk(playthrough, 3, 0).moment == before.moment


# Guards ----------------------------------------------------------------------------------------------------------


def guards_of(chart: Statechart) -> list[Guard]:
    found = [edge.guard for block in chart.blocks.values() for edge in block.edges if edge.guard]
    return found + [g for block in chart.blocks.values() for offer in block.offers for g in offer.guards]


def changes_of(steps: tuple[StepOp, ...]) -> list[Change]:
    found = [step.change for step in steps if isinstance(step, Changes)]
    inner = [way[1] for step in steps if isinstance(step, Branches) for way in step.ways]
    return found + [change for steps in inner for change in changes_of(steps)]


def worlds_of(playthrough: Playthrough, chart: Statechart) -> list[tuple[int, ...]]:
    """Worlds that play has seen, and some that it may never see."""
    random = Random(1)
    positions = [past for past in playthrough.past if isinstance(past, Position)]
    seen = [position.world for position in positions if position.episode == chart.episode.id]
    return seen[:4] + [tuple(random.randint(0, 3) for _ in chart.start) for _ in range(4)]


def test_a_guard_reads_no_slot_that_it_does_not_declare_and_declares_none_in_vain(libraries: list[Library]):
    for library in libraries:
        chart = library.chart(library.story.episodes[0].id)
        worlds = worlds_of(walk(Playthrough(library), 1), chart)
        for guard in guards_of(chart):
            for world in map(Recording, worlds):
                guard.test(world)
                assert world.read <= set(guard.reads)
            for slot in set(range(len(chart.start))) - set(guard.reads):
                world = list(worlds[-1])
                world[slot] += 1
                assert guard.test(world) == guard.test(worlds[-1])


def test_a_change_touches_no_slot_that_it_does_not_declare(libraries: list[Library]):
    for library in libraries:
        chart = library.chart(library.story.episodes[0].id)
        worlds = worlds_of(walk(Playthrough(library), 1), chart)
        for change in [c for block in chart.blocks.values() for c in changes_of(block.steps)]:
            for world in worlds:
                assert_declared(change, world)


def assert_declared(change: Change, world: tuple[int, ...]) -> None:
    after = list(world)
    change.apply(after)
    assert {slot for slot, value in enumerate(after) if value != world[slot]} <= set(change.writes)
    for slot in set(range(len(world))) - {*change.reads, *change.writes}:
        other = list(world)
        other[slot] += 1
        change.apply(other)
        assert [other[s] for s in change.writes] == [after[s] for s in change.writes]


def test_no_guard_depends_on_chance(libraries: list[Library]):
    """With another seed the same choices are offered and the same world results; only words differ."""
    for library in libraries:
        first = walk(Playthrough(library, 1), 5)
        other = Playthrough(library, 99)
        other.replay(first.trail)
        assert other.position.world == first.position.world
        assert [[c.id for c in m.choices] for m in other.moments] == [[c.id for c in m.choices] for m in first.moments]


def test_every_value_stays_in_its_range(libraries: list[Library]):
    for library in libraries:
        playthrough = walk(Playthrough(library), 2)
        for position in playthrough.past:
            assert isinstance(position, Position)
            for (key, variable), value in zip(library.story.variables.items(), position.world, strict=False):
                assert variable.type.low <= value <= variable.type.high, key


def test_a_total_is_the_sum_of_its_family_at_every_moment(libraries: list[Library]):
    for library in libraries:
        playthrough = walk(Playthrough(library), 4)
        for total, members in library.story.totals.items():
            assert int(playthrough.world[total]) == sum(int(playthrough.world[member]) for member in members)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_lately_and_what_was_last(seed: int) -> None:
    begun = Playthrough(BENCH_LIBRARY, seed)
    assert begun.last is None
    assert begun.lately(3) == (begun.moment,)
    playthrough = walk(begun, seed)
    assert playthrough.last == (playthrough.trail[-1], playthrough.moments[-2])
    assert playthrough.lately(4) == playthrough.moments[-4:]
    assert playthrough.lately(99) == playthrough.moments
