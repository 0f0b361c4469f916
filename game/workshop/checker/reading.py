"""Reading: what the statecharts of a story do, one step at a time; no more of the game than this is trusted.

A step leads from a place to the next: from coming to a block to wherever its steps and transitions lead, and from a
block in which play rests to wherever the player goes on. What shows on the way is put down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

from game.engine.code import Change, Guard, guard_of, put
from game.engine.compiler import BUDGET, SPENT
from game.engine.library import Library
from game.engine.statechart import Block, Branches, Changes, Edge, Offer, Statechart, StepOp
from game.engine.telling import Fork, Prose
from game.language.expression import Conditions
from game.language.mark import Mark
from game.language.problem import Problems
from game.language.scope import Scope
from game.language.story import MAX_MINUTES, Invariant
from game.workshop.checker.state import Anything, Frame, Names, State

Place = tuple[str, str, bool]
"""An episode, a block of it (its title card is called ""), and whether play rests there already."""
ASKED = Mark("condition", 1, 1)
"""Where an invariant stands that no file of the story holds; its name is its text."""
STORY = Mark("story.yaml", 1, 1)
"""Where a way to an ending stands."""
WAY_OUT = "trap", "a way to an ending", str(STORY)
Key = tuple[str, str, str]
"""What tells a goal from others: its kind, its name and its place."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a step can lead."""

    target: Place
    state: State
    """What can be on arriving there."""
    asks: tuple[Guard, ...] = ()
    """What must hold for the player to go there."""
    offer: Offer | None = None
    """What the player chooses; None where play goes by itself, and where notes are put together."""


class Reading:
    """A story as its machines play it."""

    def __init__(self, library: Library, asked: Iterable[str] = ()) -> None:
        """`asked` must hold wherever play rests, like what the story declares. StoryError if an episode is unsound."""
        self.story = library.story
        self.charts = {file.id: library.chart(file.id) for file in library.story.episodes}
        self.names: dict[str, Names] = {
            id: [_named(id, chart, key) for key in chart.slots] for id, chart in self.charts.items()
        }
        self.declared = dict(self._declared())
        asked = tuple(asked)
        self.must = {
            (id, name): list(self._must(id, block, asked))
            for id, chart in self.charts.items()
            for name, block in chart.blocks.items()
        }
        """By episode and block, what must hold where play rests there."""
        self.chosen = {
            (id, offer.target)
            for id, chart in self.charts.items()
            for block in chart.blocks.values()
            for offer in block.offers
        }
        self.sheltered = set(self._sheltered())
        self.pairs = {id: list(self._pairs(chart)) for id, chart in self.charts.items()}
        self.shown: set[Key] = set()
        """What was seen to show."""

    def _declared(self) -> Iterator[tuple[str, Sequence[int]]]:
        for key, variable in self.story.variables.items():
            yield key, range(variable.type.low, variable.type.high + 1)
        for id, chart in self.charts.items():
            if chart.episode.clock:
                most = chart.episode.clock.most
                for key, minutes in (("clock", most), (BUDGET, most), (SPENT, MAX_MINUTES)):
                    yield f"{id}: {key}", range(minutes + 1)
            for variable in (variable for scene in chart.episode.scenes.values() for variable in scene.state):
                yield _named(id, chart, variable.key), range(variable.type.low, variable.type.high + 1)

    def _must(self, id: str, block: Block, asked: Iterable[str]) -> Iterator[tuple[Invariant, Guard]]:
        """What must hold where play rests in a block."""
        chart = self.charts[id]
        everywhere = [*self.story.invariants, *map(self._asked, asked)]
        must = [one for one in everywhere if not one.within or id in one.within]
        must += [one for one in chart.episode.invariants if not one.within or block.scene in one.within]
        yield from ((one, guard_of(one.must, chart.slots)) for one in must)

    def _asked(self, text: str) -> Invariant:
        scope, problems = Scope.of(self.story, {}, None), Problems()
        must = Conditions(scope.lookup(), scope.known, problems).read(text, ASKED)
        problems.stop_if_wrong()
        return Invariant(text, must, (), ASKED)

    def _pairs(self, chart: Statechart) -> Iterator[tuple[Guard, Change]]:
        """What putting two notes together asks for, and what it does."""
        for reading in self.story.readings.values():
            slot, notes = chart.slots[f"read.{reading.id}"], [chart.slots[f"noted.{note}"] for note in reading.of]
            yield Guard(_open_reading(slot, notes), (slot, *notes)), put(slot, 1)

    def beginning(self, frame: Frame) -> tuple[Place, State]:
        """Where play begins, and everything that is known there."""
        id, chart = next(iter(self.charts.items()))
        state = State(frame, {}).put(dict(zip(self.names[id], chart.start, strict=True)))
        for other in self.charts:
            state = state.put(self.fresh(other))
        return (id, "", False), state

    def fresh(self, episode: str) -> Mapping[str, int]:
        """What an episode keeps for itself, as it begins."""
        chart = self.charts[episode]
        return dict(zip(self.names[episode][chart.shared :], chart.start[chart.shared :], strict=True))

    # Steps ---------------------------------------------------------------------------------------------------

    def onward(self, place: Place, state: State) -> Iterator[Way]:
        """Where one step can lead."""
        id, name, rests = place
        chart, names = self.charts[id], self.names[id]
        if not name:
            yield Way((id, chart.entries[chart.episode.first], False), self._run(chart.recap, state, names))
        elif rests:
            yield from self._chosen(chart.blocks[name], place, state)
        else:
            block = chart.blocks[name]
            if chart.entries.get(block.scene) == name:
                self._show("scene", chart.episode.scenes[block.scene].mark, self._whole(id, block.scene))
            elif (id, name) not in self.chosen:
                self._show("text", block.mark, f"{block.mark}, this passage")
            yield from self._left(block, id, self._run(block.steps, state, names))

    def _left(self, block: Block, episode: str, state: State) -> Iterator[Way]:
        """Where play goes by itself once the steps of a block are done."""
        if block.leave is not None:
            other, scene = block.leave
            target = self.charts[other].entries[scene] if scene else ""
            yield Way((other, target, False), state.put(self.fresh(other)))
        elif block.kind != "go":
            yield Way((episode, block.id, True), state)
        else:
            for number, taken in self._first([edge.guard for edge in block.edges], state, self.names[episode]):
                if number is None:
                    self._show("stuck", block.mark, block.id)
                else:
                    yield Way((episode, block.edges[number].target, False), taken)

    def _chosen(self, block: Block, place: Place, state: State) -> Iterator[Way]:
        """Where the player's steps lead from a block in which play rests."""
        names = self.names[place[0]]
        self._show_rest(block, place[0], state)
        for offer in block.offers:
            taken = state.all(offer.guards, names)
            if taken is not None:
                yield Way((place[0], offer.target, False), taken, offer.guards, offer)
        for guard, change in self.pairs[place[0]] if block.kind == "menu" else ():
            taken = state.assuming(guard, True, names)
            if taken is not None:
                yield Way(place, taken.after(change, names), (guard,))

    def _run(self, steps: Iterable[StepOp], state: State, names: Names) -> State:
        for step in steps:
            if isinstance(step, Changes):
                state = state.after(step.change, names)
            elif isinstance(step, Branches):
                state = self._branch(step, state, names)
            else:
                for text in (step.prose, step.subtitle):
                    state = self._tell(text, state, names) if text else state
        return state

    def _branch(self, step: Branches, state: State, names: Names) -> State:
        found = []
        for number, taken in self._first([guard for guard, _ in step.ways], state, names):
            if number is not None:
                mark = step.marks[number]
                self._show("text", mark, f"{mark}, this paragraph")
                taken = self._run(step.ways[number][1], taken, names)
            found.append(taken)
        return _joined(found, state)

    def _tell(self, prose: Prose, state: State, names: Names) -> State:
        for fork in prose.forks:
            state = _joined(self._fork(fork, state, names), state)
        return state

    def _fork(self, fork: Fork, state: State, names: Names) -> Iterator[State]:
        if fork.drawn:
            self._show("text", fork.mark, f"{fork.mark}, text 1")
        for number, taken in self._first([guard for guard, _ in fork.ways], state, names):
            taken = taken.after(fork.counts, names) if fork.counts else taken
            if number is not None:
                if not fork.drawn:
                    self._show("text", fork.mark, f"{fork.mark}, text {number + 1}")
                taken = self._tell(fork.ways[number][1], taken, names)
            yield taken

    def _first(self, guards: Sequence[Guard | None], state: State, names: Names) -> Iterator[tuple[int | None, State]]:
        """The ways of which each can be the first that is open, and what is left there; None if there can be none."""
        for number, guard in enumerate(guards):
            taken = state if guard is None else state.assuming(guard, True, names)
            if taken is not None:
                yield number, taken
            shut = None if guard is None else state.assuming(guard, False, names)
            if shut is None:
                return
            state = shut
        yield None, state

    # What shows ----------------------------------------------------------------------------------------------

    def _show(self, kind: str, mark: Mark | None, name: str) -> None:
        if mark is not None:
            self.shown.add((kind, name, str(mark)))

    def _whole(self, episode: str, name: str) -> str:
        """The name of a scene or a choice in the whole story."""
        return f"{episode}.{name}" if len(self.charts) > 1 else name

    def everything(self) -> set[Key]:
        """Everything that there is to show."""
        for id, chart in self.charts.items():
            for name, rests in product(("", *chart.blocks), (False, True)):
                list(self.onward((id, name, rests), Anything()))
            for block in chart.blocks.values():
                self._show("stuck", block.mark, block.id)
        for ending, text in self.story.endings.items():
            self._show("ending", text.mark, ending)
        found, self.shown = self.shown, set()
        return {*found, WAY_OUT}

    def has(self, place: Place) -> bool:
        """Whether there is such a place."""
        id, name, rests = place
        return id in self.charts and (name in self.charts[id].blocks or (name, rests) == ("", False))

    def _show_rest(self, block: Block, episode: str, state: State) -> None:
        """What shows where play rests."""
        names = self.names[episode]
        if block.ending:
            self._show("ending", self.story.endings[block.ending].mark, block.ending)
        if self.can_be_stuck(episode, block, state):
            self._show("stuck", block.mark, block.id)
        for one, guard in self.must[episode, block.id]:
            if state.assuming(guard, False, names) is not None:
                self._show("invariant", one.mark, one.name)
        for offer in block.offers:
            self._show_offer(offer, self._whole(episode, offer.id), state, names)

    def _show_offer(self, offer: Offer, name: str, state: State, names: Names) -> None:
        taken = state.all(offer.guards, names)
        if taken is not None:
            self._show("choice", offer.mark, name)
            self._tell(offer.label, taken, names)
        also = [guard for guard in offer.also if offer.locked or not guard.ranked]
        asked = state.all(also, names) if offer.when else None
        shut = asked.assuming(offer.when, False, names) if asked and offer.when else None
        if shut is not None:
            self._show("locked" if offer.locked else "shut", offer.mark, name)
            for text in (offer.label, offer.locked) if offer.locked else ():
                self._tell(text, shut, names)

    def can_be_stuck(self, episode: str, block: Block, state: State) -> bool:
        """Whether all choices of a menu can be shut."""
        if block.kind != "menu" or (episode, block.id) in self.sheltered:
            return False
        return state.none(list(self._asked_of(block, state, self.names[episode])), self.names[episode]) is not None

    def _asked_of(self, block: Block, state: State, names: Names) -> Iterator[tuple[Guard, ...]]:
        """The conditions of the choices of a menu; of those that are ranked, what each needs to be ranked at all.

        Of contenders that can be taken the first one is, so all are shut only where none can.
        """
        for offer in block.offers:
            ranked = [guard.ranked for guard in offer.guards if guard.ranked]
            for contest, index in ranked:
                when, others = contest.contenders[index].when, [guard for guard in offer.guards if not guard.ranked]
                every = {r[1] for o in block.offers for g in o.guards if (r := g.ranked) and r[0] is contest}
                taken = state.assuming(when, True, names)
                held = taken is None or taken.none([others], names) is None
                yield (when,) if held and len(every) == len(contest.contenders) and contest.count else offer.guards
            if not ranked:
                yield offer.guards

    def _sheltered(self) -> Iterator[tuple[str, str]]:
        """The menus that play comes to only by transitions that ask whether some choice is open there."""
        for id, chart in self.charts.items():
            into: dict[str, list[Edge]] = {}
            for edge in (edge for block in chart.blocks.values() for edge in block.edges):
                into.setdefault(edge.target, []).append(edge)
            told = {slot for key, slot in chart.slots.items() if key.startswith("read.")}
            for block in chart.blocks.values():
                reads = {slot for offer in block.offers for guard in offer.guards for slot in guard.reads}
                asked = all(edge.guard is not None and edge.guard.opens == block.id for edge in into.get(block.id, ()))
                entered = (id, block.id) in self.chosen or block.id in chart.entries.values()
                if asked and not entered and not reads & told and not any(changes_in(block.steps)):
                    yield id, block.id


def changes_in(steps: Iterable[StepOp]) -> Iterator[Change]:
    """The changes of some steps, one by one where they are made of several."""
    for step in steps:
        if isinstance(step, Changes):
            yield from step.change.parts or (step.change,)
        elif isinstance(step, Branches):
            yield from changes_in(inner for _, way in step.ways for inner in way)


def _named(episode: str, chart: Statechart, key: str) -> str:
    """The name of a slot in the whole story."""
    return key if chart.slots[key] < chart.shared else f"{episode}: {key}"


def _open_reading(slot: int, notes: Sequence[int]) -> Callable[[Sequence[int]], bool]:
    return lambda values: not values[slot] and all(values[note] for note in notes)


def _joined(states: Iterable[State], before: State) -> State:
    """All that can be in some states; of none, as where tables contradict each other, what was before."""
    found = list(states)
    return reduce(lambda one, other: one.joined(other), found) if found else before
