"""Reads the machines of a story into one Graph: their transitions, their guards, and what their states do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from transitions import Machine

from game.engine.code import Change, Contender, Guard, guard_of, when
from game.engine.compiler import BUDGET, SPENT
from game.engine.library import Library
from game.engine.statechart import Block, Branches, Changes, Offer, Statechart, StepOp, Tells
from game.engine.telling import Prose
from game.engine.trail import Step
from game.language.mark import Mark
from game.language.story import MAX_MINUTES, Invariant
from game.language.types import Variable
from game.workshop.prove.goals import VALUE, goals_of_values
from game.workshop.prove.graph import (
    END,
    GO,
    MENU,
    Act,
    AnyOpen,
    Arc,
    Change_,
    Clauses,
    Condition,
    Enter,
    Graph,
    Layout,
    Node,
    Ranked,
    Sight,
    Taken,
)
from game.workshop.prove.invariant import invariants_of

Spot = tuple[str, str]
"""An episode and a block of it, or an episode and its card."""


def read_graph(
    library: Library,
    invariants: Sequence[Invariant] = (),
    counted: frozenset[tuple[str, int]] = frozenset(),
    watched: Sequence[Variable] = (),
) -> Graph:
    """The graph of a story.

    `invariants` must hold wherever play rests, as those must that the story declares. `counted` names the counts of
    texts, by episode and slot, that are to be followed; no other text remembers how often it was shown. With `watched`
    variables nothing shows but the values that they are given.
    """
    return _Reader(library, invariants, counted, {variable.key: variable for variable in watched}).read()


@dataclass
class _Stretch:
    """A node while it grows at its head."""

    acts: list[Change_] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)


class _Reader:
    def __init__(
        self,
        library: Library,
        asked: Sequence[Invariant],
        counted: frozenset[tuple[str, int]],
        watched: Mapping[str, Variable],
    ) -> None:
        self.library, self.asked, self.counted, self.watched = library, asked, counted, watched
        files = library.story.episodes
        self.charts = {file.id: library.chart(file.id) for file in files}
        self.nodes: list[Node] = []
        self.entries: dict[Spot, int] = {}
        self.shared = len(library.story.variables)
        self.layouts = dict(self._layouts())

    def _layouts(self) -> Iterable[tuple[str, Layout]]:
        offset = 0
        for id, chart in self.charts.items():
            yield id, Layout(self.shared, offset)
            offset += len(chart.start) - self.shared

    def read(self) -> Graph:
        for id, chart in self.charts.items():
            for block in chart.blocks:
                self.entries[(id, block)] = self._reserve()
            self.entries[(id, "")] = self._reserve()
        for id, chart in self.charts.items():
            _Episode(self, id, chart).read()
        first = next(iter(self.charts.values()))
        start = list(first.start[: self.shared])
        names = [key for key, slot in first.slots.items() if slot < self.shared]
        for id, chart in self.charts.items():
            start += chart.start[self.shared :]
            names += [f"{id}: {key}" if len(self.charts) > 1 else key for key in list(chart.slots)[self.shared :]]
        beginning = self.entries[(first.episode.id, "")]
        return Graph(
            tuple(self.nodes),
            beginning,
            tuple(start),
            tuple(names),
            dict(self._declared()),
            first,
            self.charts,
            self.layouts,
        )

    def _declared(self) -> Iterable[tuple[int, tuple[int, int]]]:
        for slot, variable in enumerate(self.library.story.variables.values()):
            yield slot, (variable.type.low, variable.type.high)
        for id, chart in self.charts.items():
            place = self.layouts[id].place
            if chart.episode.clock:
                most = {"clock": chart.episode.clock.most, BUDGET: chart.episode.clock.most, SPENT: MAX_MINUTES}
                yield from ((place(chart.slots[key]), (0, minutes)) for key, minutes in most.items())
            for scene in chart.episode.scenes.values():
                for variable in scene.state:
                    yield place(chart.slots[variable.key]), (variable.type.low, variable.type.high)

    def _reserve(self) -> int:
        self.nodes.append(_NOWHERE)
        return len(self.nodes) - 1

    def add(self, node: Node) -> int:
        """Add a node; its number."""
        self.nodes.append(node)
        return len(self.nodes) - 1


_NOWHERE = Node("", "", "", GO, Mark("", 1, 1))


class _Episode:
    """Reads one machine."""

    def __init__(self, reader: _Reader, id: str, chart: Statechart) -> None:
        self.reader, self.id, self.chart = reader, id, chart
        self.layout = reader.layouts[id]
        self.machine: Machine = reader.library.machine(id)
        self.node = _NOWHERE
        self.contests: dict[int, tuple[Ranked, ...]] = {}
        self.invariants = tuple(self._invariants())
        self.given = dict(self._given())

    def _invariants(self) -> Iterable[tuple[Sight, frozenset[str]]]:
        """That one is broken, and in which scenes that matters; of none: in all."""
        for one, scenes in invariants_of(self.reader.library.story, self.chart.episode, self.reader.asked):
            condition = Condition(guard_of(one.must, self.chart.slots), self.layout)
            yield Sight("invariant", one.name, one.mark, (((condition, False),),)), scenes

    def _given(self) -> Iterable[tuple[int, tuple[Sight, ...]]]:
        """For each slot of a watched variable, that it has been given a value."""
        for key, slot in self.chart.slots.items():
            if variable := self.reader.watched.get(key):
                yield (
                    slot,
                    tuple(
                        Sight(goal.kind, goal.name, goal.mark, (((self._is(slot, value), True),),))
                        for value, goal in goals_of_values(variable)
                    ),
                )

    def _is(self, slot: int, value: int) -> Condition:
        return Condition(Guard(lambda values: values[slot] == value, (slot,)), self.layout)

    def read(self) -> None:
        chosen = {offer.target for block in self.chart.blocks.values() for offer in block.offers}
        blocks = self.chart.blocks
        firsts = {entry: scene for scene, entry in self.chart.entries.items() if blocks[entry].scene == scene}
        for block in self.chart.blocks.values():
            self.node = Node(block.id, self.id, block.scene, GO, block.mark)
            scene = firsts.get(block.id)
            if scene is not None:
                self._block(block, [self._scene(scene)])
            elif block.id not in chosen and any(isinstance(step, Tells) for step in block.steps):
                self._block(block, [Sight("text", f"{block.mark}, this passage", block.mark)])
            else:
                self._block(block, [])
        self._card()

    def _ending(self, name: str) -> Sight:
        """Wherever an ending is reached, it is the same one."""
        return Sight("ending", name, self.reader.library.story.endings[name].mark)

    def _scene(self, name: str) -> Sight:
        return Sight("scene", self._named(name), self.chart.episode.scenes[name].mark)

    def _named(self, name: str) -> str:
        return f"{self.id}.{name}" if len(self.reader.charts) > 1 else name

    def _conditions(self, guards: Iterable[Guard]) -> tuple[Condition, ...]:
        """The conditions of some guards, each after the simpler one that it needs."""
        listed = [part for guard in guards for part in (guard.needs, guard) if part is not None]
        return tuple(map(self._condition, listed))

    def _condition(self, guard: Guard) -> Condition:
        return Condition(guard, self.layout, self._whole(guard))

    def _whole(self, guard: Guard) -> AnyOpen | Taken | None:
        if guard.some:
            return AnyOpen(tuple(tuple(map(self._condition, group)) for group in guard.some))
        if guard.ranked:
            contest, index = guard.ranked
            if id(contest) not in self.contests:
                self.contests[id(contest)] = tuple(map(self._contender, contest.contenders))
            return Taken(self.contests[id(contest)], contest.count, index)
        return None

    def _contender(self, one: Contender) -> Ranked:
        age = None if one.age is None else self.layout.place(one.age)
        return Ranked(self._condition(one.when), self._condition(one.first) if one.first else None, age, one.rank)

    def _card(self) -> None:
        """The beginning of the episode: its slots are fresh, its title card is shown."""
        first = self.chart.episode.first
        mark = self.chart.episode.mark
        self.node = Node("", self.id, first, GO, mark)
        entry = self.reader.entries[(self.id, self.chart.entries[first])]
        stretch, following = self._steps(self.chart.recap, (Arc((), entry),))
        self._put(self.reader.entries[(self.id, "")], stretch, following)

    # Blocks --------------------------------------------------------------------------------------------------

    def _block(self, block: Block, sights: list[Sight]) -> None:
        place = self.reader.entries[(self.id, block.id)]
        arcs = self._arcs(block) if block.kind == GO else (Arc((), self._rest(block)),)
        stretch, following = self._steps(block.steps, arcs)
        stretch.sights[:0] = sights
        self._put(place, stretch, following)

    def _put(self, place: int, stretch: _Stretch, arcs: tuple[Arc, ...]) -> None:
        shut = tuple(tuple((condition, False) for condition in arc.conditions) for arc in arcs)
        stuck = [Sight("stuck", self.node.block, self.node.mark, shut, late=True)] if all(shut) else []
        self.reader.nodes[place] = replace(
            self.node, sights=self._shown([*stretch.sights, *stuck]), acts=tuple(stretch.acts), arcs=arcs
        )

    def _shown(self, sights: Iterable[Sight]) -> tuple[Sight, ...]:
        return tuple(sight for sight in sights if not self.reader.watched or sight.kind == VALUE)

    def _seen_given(self, change: Change) -> list[Sight]:
        return [sight for slot in change.writes for sight in self.given.get(slot, ())]

    def _rest(self, block: Block) -> int:
        """The node where play waits, or the one that leads to another episode."""
        if block.leave is not None:
            return self._leave(*block.leave)
        kind = END if block.kind == END else MENU
        sights = [self._ending(block.ending)] if block.ending else []
        sights += [sight for offer in block.offers for sight in self._offered(offer)]
        sights += [sight for sight, scenes in self.invariants if not scenes or block.scene in scenes]
        arcs = self._arcs(block)
        shut = tuple(tuple((c, False) for c in arc.conditions) for arc in arcs if _chosen(arc))
        if kind == MENU and all(shut):
            sights.append(Sight("stuck", block.id, block.mark, shut))
        sights += [sight for arc in arcs for sight in self._seen_paired(arc)]
        node = replace(self.node, kind=kind, sights=self._shown(sights), arcs=arcs)
        return self.reader.add(node)

    def _seen_paired(self, arc: Arc) -> Iterable[Sight]:
        """What is given to watched variables where the player takes an arc, which ends where it begins."""
        taken = _all_of(arc.conditions)
        for act in arc.acts:
            if isinstance(act, Act):
                yield from (replace(sight, clauses=taken) for sight in self._seen_given(act.change))

    def _leave(self, episode: str, scene: str | None) -> int:
        chart, layout = self.reader.charts[episode], self.reader.layouts[episode]
        entry = self.reader.entries[(episode, chart.entries[scene] if scene else "")]
        return self.reader.add(replace(self.node, acts=(Enter(chart, layout),), arcs=(Arc((), entry),)))

    def _arcs(self, block: Block) -> tuple[Arc, ...]:
        arcs = []
        for trigger in ("go", "choose"):
            for transition in self._transitions(trigger, block.id):
                guards = [condition.func for condition in transition.conditions]
                step = Step(trigger, guards.pop(0).id) if trigger == "choose" else None
                target = self.reader.entries[(self.id, transition.dest)]
                arcs.append(Arc(self._conditions(guards), target, step))
        return (*arcs, *self._pairs(block))

    def _transitions(self, trigger: str, block: str) -> Sequence[Any]:
        event = self.machine.events.get(trigger)
        return event.transitions.get(block, []) if event else []

    def _pairs(self, block: Block) -> Iterable[Arc]:
        """Putting two notes together, at a menu; play stays where it is, its text is not told again."""
        if not self._transitions("pair", block.id):
            return
        here = len(self.reader.nodes)
        for reading in self.reader.library.story.readings.values():
            slot = self.chart.slots[f"read.{reading.id}"]
            notes = tuple(self.chart.slots[f"noted.{note}"] for note in sorted(reading.of))
            guard = Guard(_unread(slot, notes), (slot, *notes))
            act = Act(Change(_set(slot), (), (slot,)), self.layout)
            yield Arc((self._condition(guard),), here, Step("pair", reading.id), (act,))

    # What shows ----------------------------------------------------------------------------------------------

    def _offered(self, offer: Offer) -> Iterable[Sight]:
        also = _all_of(self._conditions(offer.also))
        name = offer.id if len(self.reader.charts) == 1 else f"{self.id}.{offer.id}"
        when = self._condition(offer.when) if offer.when else None
        is_open = (*also, ((when, True),)) if when else also
        yield Sight("choice", name, offer.mark, is_open)
        if when is not None:
            yield from self._failing(offer, name, when)
        yield from self._forks(offer.label, also if offer.locked else is_open, [])

    def _failing(self, offer: Offer, name: str, when: Condition) -> Iterable[Sight]:
        """That the condition of a choice fails: it is locked, or not there at all.

        A topic is ranked only where its condition holds, so that of one that is not there no rank is asked for.
        """
        asked = offer.also if offer.locked else [guard for guard in offer.also if not guard.ranked]
        fails = (*_all_of(self._conditions(asked)), ((when, False),))
        yield Sight("locked" if offer.locked else "shut", name, offer.mark, fails)
        yield from self._forks(offer.locked, fails, []) if offer.locked else ()

    def _forks(self, prose: Prose, clauses: Clauses, acts: list[Change_]) -> Iterable[Sight]:
        """What each way of a text needs; the counts that go on with it are put into `acts`.

        Where the seed decides, it is only asked whether any of the ways is told.
        """
        for fork in prose.forks:
            before = clauses
            if fork.drawn:
                yield Sight("text", f"{fork.mark}, text 1", fork.mark, clauses)
            for number, (guard, inner) in enumerate(fork.ways, 1):
                here = before if guard is None else (*before, ((self._condition(guard), True),))
                below = list(self._forks(inner, here, acts))
                if not fork.drawn:
                    yield from (Sight("text", f"{fork.mark}, text {number}", fork.mark, here), *below)
                if guard is not None:
                    before = (*before, ((self._condition(guard), False),))
            if fork.counts and any((self.id, slot) in self.reader.counted for slot in fork.counts.writes):
                acts.append(self._counting(fork.counts, clauses))

    def _counting(self, counts: Change, clauses: Clauses) -> Act:
        tests = [(condition.guard.test, wanted) for ((condition, wanted),) in clauses]
        reads = tuple({slot for ((condition, _),) in clauses for slot in condition.guard.reads})
        told = when(Guard(lambda values: all(test(values) == wanted for test, wanted in tests), reads), counts)
        return Act(told if tests else counts, self.layout)

    # Steps ---------------------------------------------------------------------------------------------------

    def _steps(self, steps: Sequence[StepOp], arcs: tuple[Arc, ...]) -> tuple[_Stretch, tuple[Arc, ...]]:
        """The stretch that `steps` begin with, and the arcs that it ends with."""
        stretch = _Stretch()
        for step in reversed(steps):
            sights: list[Sight] = []
            acts: list[Change_] = []
            if isinstance(step, Changes):
                stretch.sights[:0] = self._seen_given(step.change)
            if isinstance(step, Branches) and self._changes(step):
                stretch, arcs = self._branches(step, self._close(stretch, arcs))
                continue
            self._step(step, (), sights, acts)
            if acts and stretch.sights:
                arcs = (Arc((), self._close(stretch, arcs)),)
                stretch = _Stretch()
            stretch.acts[:0] = acts
            stretch.sights[:0] = sights
        return stretch, arcs

    def _close(self, stretch: _Stretch, arcs: tuple[Arc, ...]) -> int:
        number = self.reader.add(_NOWHERE)
        self._put(number, stretch, arcs)
        return number

    def _step(self, step: StepOp, clauses: Clauses, sights: list[Sight], acts: list[Change_]) -> None:
        match step:
            case Tells(prose=prose, subtitle=subtitle):
                for text in (prose, subtitle):
                    sights += self._forks(text, clauses, acts) if text else ()
            case Changes(change):
                acts += [Act(part, self.layout) for part in change.parts or (change,)]
            case Branches():
                for number, here, inner, _ in self._under(step, clauses):
                    sights += self._paragraph(step, number, here)
                    for below in inner:
                        self._step(below, here, sights, acts)

    def _under(
        self, step: Branches, clauses: Clauses
    ) -> Iterable[tuple[int, Clauses, tuple[StepOp, ...], Guard | None]]:
        before = clauses
        for number, (guard, inner) in enumerate(step.ways):
            here = before if guard is None else (*before, ((self._condition(guard), True),))
            yield number, here, inner, guard
            if guard is not None:
                before = (*before, ((self._condition(guard), False),))

    def _paragraph(self, step: Branches, number: int, clauses: Clauses) -> Iterable[Sight]:
        mark = step.marks[number]
        if mark is not None:
            yield Sight("text", f"{mark}, this paragraph", mark, clauses)

    def _changes(self, step: StepOp) -> bool:
        """Whether a step changes anything that is followed."""
        match step:
            case Branches(ways):
                return any(self._changes(inner) for _, steps in ways for inner in steps)
            case Tells():
                acts: list[Change_] = []
                self._step(step, (), [], acts)
                return bool(acts)
        return True

    def _branches(self, step: Branches, following: int) -> tuple[_Stretch, tuple[Arc, ...]]:
        """A fork whose ways lead to `following`."""
        stretch, arcs = _Stretch(), []
        for number, here, inner, guard in self._under(step, ()):
            stretch.sights += self._paragraph(step, number, here)
            begun, ended = self._steps(inner, (Arc((), following),))
            conditions = () if guard is None else (self._condition(guard),)
            arcs.append(Arc(conditions, self._close(begun, ended)))
        if step.ways[-1][0] is not None:
            arcs.append(Arc((), following))
        return stretch, tuple(arcs)


def _all_of(conditions: Iterable[Condition]) -> Clauses:
    return tuple(((condition, True),) for condition in conditions)


def _chosen(arc: Arc) -> bool:
    return arc.step is not None and arc.step.kind == "choose"


def _unread(slot: int, notes: tuple[int, ...]) -> Callable[[Sequence[int]], bool]:
    return lambda values: not values[slot] and all(values[note] for note in notes)


def _set(slot: int) -> Callable[[list[int]], None]:
    def apply(values: list[int]) -> None:
        values[slot] = 1

    return apply
