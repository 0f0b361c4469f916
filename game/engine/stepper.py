"""Plays in bulk: every state of a Statechart becomes a Python function, written and compiled when it is first met.

A Run rests where a Playthrough rests, with the same values and the same open choices, but makes no moments, keeps no
past, and moves without `transitions`. Whatever samples plays uses it; a test walks both, step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from game.engine.code import Change, Guard, World
from game.engine.library import Library
from game.engine.moment import Line, Span
from game.engine.playthrough import NotOffered
from game.engine.statechart import Block, Branches, Changes, Offer, Statechart, StepOp, Tells
from game.engine.telling import Prose, Teller
from game.language.story import Reading


class State:
    """A block, and what it does as functions."""

    __slots__ = ("block", "enter", "episode", "open")

    def __init__(self, episode: str, block: Block, writer: _Writer) -> None:
        self.episode, self.block = episode, block
        self.enter: Callable[[list[int], Run], State | None] = partial(writer.enter, self)
        """Makes its changes; the state that play goes on to, or None if it rests here."""
        self.open: Callable[[list[int]], Sequence[Way]] = partial(writer.open, self)
        """The choices that can be taken here."""


class Way:
    """A choice of a menu."""

    __slots__ = ("id", "stance", "target")

    def __init__(self, offer: Offer, target: State) -> None:
        self.id, self.stance, self.target = offer.id, offer.stance, target


class Run(Teller):
    """One play: where it stands, and what its last step told."""

    def __init__(self, stepper: Stepper, seed: int) -> None:
        super().__init__(seed)
        self.stepper = stepper
        self.recap: tuple[Line, ...] = ()
        """What the title card recalls, if the last step came to one."""
        self.values = list(stepper.start)
        """The World."""
        self.state = stepper.arrive(self, self.values, stepper.first, None)
        """Where play rests."""
        self.open: Sequence[Way] = ()
        """The choices that can be taken there."""
        self._rest(self.state)

    @property
    def ending(self) -> str | None:
        """The ending that play came to."""
        return self.state.block.ending

    def choose(self, way: Way) -> None:
        """Take a choice that is open."""
        self._hush()
        self._rest(way.target)

    def pairs(self) -> Iterator[Reading]:
        """The readings whose notes are all in the notebook and that were not made yet."""
        values = self.values
        for slot, one, other, reading in self.stepper.readings:
            if values[one] and values[other] and not values[slot]:
                yield reading

    def pair(self, reading: Reading) -> None:
        """Put the notes of a reading together; play stays where it is."""
        self._hush()
        if self.stepper.tells:
            self.say(Line("reading", (Span(reading.text),)), joined=False)
        self.values[self.stepper.slots[f"read.{reading.id}"]] = 1
        self.open = self.state.open(self.values)

    def _hush(self) -> None:
        self.lines, self.recap = [], ()

    def _rest(self, state: State) -> None:
        values, following = self.values, state.enter(self.values, self)
        while following is not None:
            state, following = following, following.enter(values, self)
        self.state, self.open = state, state.open(values)


class Stepper:
    """The states of a story, of each episode when it is first come to."""

    def __init__(self, library: Library, tells: bool = False) -> None:
        """With `tells`, a Run gathers every line that a Playthrough tells. StoryError if an episode is unsound."""
        self.library, self.tells = library, tells
        self.first = library.story.episodes[0].id
        chart = library.chart(self.first)
        self.start, self.slots, self.shared = chart.start, chart.slots, chart.shared
        self.readings = [self._reading(reading) for reading in library.story.readings.values()]
        """Each with the slot that says that it was made, and those of its two notes."""
        self._episodes: dict[str, dict[str, State]] = {}
        self._arrivals: dict[tuple[str, str | None], tuple[State, World]] = {}

    def _reading(self, reading: Reading) -> tuple[int, int, int, Reading]:
        one, other = reading.of
        return self.slots[f"read.{reading.id}"], self.slots[f"noted.{one}"], self.slots[f"noted.{other}"], reading

    def begin(self, seed: int = 0) -> Run:
        """A play at its beginning; StoryError, now or at any step, if an episode that it comes to is unsound."""
        return Run(self, seed)

    def states(self, episode: str) -> dict[str, State]:
        """The states of an episode by the ids of their blocks."""
        if episode not in self._episodes:
            self._episodes[episode] = _Writer(self, self.library.chart(episode)).states
        return self._episodes[episode]

    def arrive(self, run: Run, values: list[int], episode: str, scene: str | None) -> State:
        """The state in which an episode, or a scene of it, begins; `values` become those on entering it."""
        if (episode, scene) not in self._arrivals:
            self._arrivals[(episode, scene)] = self._arrival(episode, scene)
        state, own = self._arrivals[(episode, scene)]
        values[self.shared :] = own
        if self.tells and scene is None:
            run.recap = self.library.chart(episode).recalled(tuple(values), run.seed)
        return state

    def _arrival(self, episode: str, scene: str | None) -> tuple[State, World]:
        chart = self.library.chart(episode)
        if scene is not None and scene not in chart.entries:
            raise NotOffered(f"The episode {episode} has no scene {scene}.")
        first = chart.entries[scene or chart.episode.first]
        return self.states(episode)[first], chart.start[chart.shared :]


class _Writer:
    """Writes the functions of one episode. In them, `v` are the values and `run` is who plays."""

    def __init__(self, stepper: Stepper, chart: Statechart) -> None:
        self.stepper, self.tells = stepper, stepper.tells
        self.states = {id: State(chart.episode.id, block, self) for id, block in chart.blocks.items()}
        self.names: dict[str, Any] = {}
        self._known: dict[int, str] = {}

    def enter(self, state: State, values: list[int], run: Run) -> State | None:
        """Write what a state does on entering, and do it."""
        state.enter = self._function("v, run", [*self._steps(state.block.steps), *self._onward(state.block)])
        return state.enter(values, run)

    def open(self, state: State, values: list[int]) -> Sequence[Way]:
        """Write which choices of a state can be taken, and say it."""
        state.open = self._function("v", self._menu(state.block))
        return state.open(values)

    def _function(self, arguments: str, rows: Iterable[str]) -> Any:
        text = "\n".join([f"def written({arguments}):", *_inside(*rows)])
        exec(compile(text, "<state>", "exec"), self.names)
        return self.names["written"]

    def _name(self, value: object) -> str:
        """The name by which the functions find `value`."""
        if id(value) not in self._known:
            self._known[id(value)] = name = f"x{len(self._known)}"
            self.names[name] = value
        return self._known[id(value)]

    def _onward(self, block: Block) -> Iterator[str]:
        if block.leave:
            yield f"return {self._name(self.stepper)}.arrive(run, v, *{block.leave})"
        yield from self._rankings(edge.guard for edge in block.edges)
        for edge in block.edges:
            going = f"return {self._name(self.states[edge.target])}"
            yield f"if {self._condition(edge.guard)}: {going}" if edge.guard else going
        yield "return None"

    # Menus ---------------------------------------------------------------------------------------------------

    def _menu(self, block: Block) -> Iterator[str]:
        yield from self._rankings(guard for offer in block.offers for guard in offer.guards)
        yield "found = []"
        for offer in block.offers:
            taken = f"found.append({self._name(Way(offer, self.states[offer.target]))})"
            conditions = " and ".join(map(self._condition, offer.guards))
            yield f"if {conditions}: {taken}" if conditions else taken
        yield "return found"

    def _rankings(self, guards: Iterable[Guard | None]) -> Iterable[str]:
        """Each ranking is made once for all the guards that ask it."""
        names = [self._name(guard.ranked[0]) for guard in guards if guard and guard.ranked]
        return dict.fromkeys(f"{_chosen(name)} = {name}(v)" for name in names)

    def _condition(self, guard: Guard) -> str:
        if guard.opens is not None:
            return f"{self._name(self.states[guard.opens])}.open(v)"
        if guard.ranked:
            return f"{guard.ranked[1]} in {_chosen(self._name(guard.ranked[0]))}"
        return f"({guard.text()})" if guard.text else f"{self._name(guard.test)}(v)"

    # Steps ---------------------------------------------------------------------------------------------------

    def _steps(self, steps: Iterable[StepOp]) -> Iterator[str]:
        for step in steps:
            match step:
                case Tells():
                    yield from self._tells(step)
                case Changes(change):
                    yield from (row for part in change.parts or (change,) for row in self._change(part))
                case Branches():
                    yield from self._branches(step)

    def _change(self, change: Change) -> Iterable[str]:
        return change.text().split("\n") if change.text else [f"{self._name(change.apply)}(v)"]

    def _branches(self, step: Branches) -> Iterator[str]:
        ways = [(guard, list(self._steps(inner))) for guard, inner in step.ways]
        if any(inner for _, inner in ways):
            for number, (guard, inner) in enumerate(ways):
                yield f"{'elif' if number else 'if'} {self._condition(guard) if guard else True}:"
                yield from _inside(*inner, "pass")

    def _tells(self, step: Tells) -> Iterator[str]:
        if not self.tells:
            texts = [text for text in (step.prose, step.subtitle) if text and _counts(text)]
            yield from (f"{self._name(text)}.spans(v, run.seed)" for text in texts)
        elif step.fixed is not None:
            yield f"run.say({self._name(step.fixed)}, {step.joined})"
        else:
            yield f"{self._name(step)}.run(v, run)"


def _chosen(ranking: str) -> str:
    """The name of what a ranking gave."""
    return f"{ranking}_chosen"


def _inside(*rows: str) -> Iterator[str]:
    return (f" {row}" for row in rows)


def _counts(prose: Prose) -> bool:
    """Whether telling it changes how often something was told."""
    return any(
        (fork.counts is not None and fork.counts.writes) or any(_counts(inner) for _, inner in fork.ways)
        for fork in prose.forks
    )
