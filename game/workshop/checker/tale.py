"""A Tale: the statecharts of a story, and what is known of the values of its slots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from game.engine.code import Change, Guard, guard_of
from game.engine.library import Library
from game.engine.statechart import Block, Branches, Changes, Statechart, StepOp, Tells
from game.engine.telling import Prose
from game.language.expression import Conditions
from game.language.mark import Mark
from game.language.problem import Problems
from game.language.scope import Scope
from game.language.story import Invariant
from game.workshop.checker.certificate import Certificate, Known, Place

MOST_CASES = 4_000
"""Nothing is known of a condition that asks for more cases than that."""

ASKED = Mark("condition", 1, 1)
"""Where an invariant stands that no file of the story holds; its name is its text."""


class TooMany(Exception):
    """Nothing is known of what was called."""


class _Missing(Exception):
    pass


class _World:
    """An episode's World of which some values are known."""

    def __init__(self, names: Sequence[str], known: Known) -> None:
        self.names, self.known = names, dict(known)

    def __getitem__(self, slot: int) -> int:
        if self.names[slot] not in self.known:
            raise _Missing(self.names[slot])
        return self.known[self.names[slot]]

    def __setitem__(self, slot: int, value: int) -> None:
        self.known[self.names[slot]] = value


class Tale:
    """What is played."""

    def __init__(self, library: Library, own: Mapping[str, Sequence[int]]) -> None:
        """`own` names the values of slots that no author declared."""
        self.story = library.story
        self.charts = {file.id: library.chart(file.id) for file in library.story.episodes}
        self.names = {id: [named(id, chart, key) for key in chart.slots] for id, chart in self.charts.items()}
        self.declared = dict(self._declared())
        self.values = {**own, **self.declared}
        self.lemmas: dict[str, Certificate] = {}
        """The slots that have fewer values than their type, and the certificates that say so."""
        self.must = {
            (id, name): [(one, guard_of(one.must, chart.slots)) for one in self._declared_for(id, block)]
            for id, chart in self.charts.items()
            for name, block in chart.blocks.items()
        }
        """By episode and block, what must hold where play rests there."""

    def ask(self, text: str) -> None:
        """Let a condition over what the whole story remembers be one that must hold everywhere."""
        scope = Scope.of(self.story, {}, None)
        found = Conditions(scope.lookup(), scope.known, Problems()).read(text, ASKED)
        one = Invariant(text, found, (), ASKED)
        for (id, _), must in self.must.items():
            if all(one != known for known, _ in must):
                must.append((one, guard_of(found, self.charts[id].slots)))

    def _declared_for(self, id: str, block: Block) -> Iterator[Invariant]:
        yield from (one for one in self.story.invariants if not one.within or id in one.within)
        declared = self.charts[id].episode.invariants
        yield from (one for one in declared if not one.within or block.scene in one.within)

    def _declared(self) -> Iterator[tuple[str, Sequence[int]]]:
        for key, variable in self.story.variables.items():
            yield key, range(variable.type.low, variable.type.high + 1)
        for id, chart in self.charts.items():
            if chart.episode.clock:
                yield f"{id}: clock", range(chart.episode.clock.most + 1)
            for variable in (variable for scene in chart.episode.scenes.values() for variable in scene.state):
                yield named(id, chart, variable.key), range(variable.type.low, variable.type.high + 1)

    def fresh(self, episode: str) -> Known:
        """What an episode keeps for itself, as it begins."""
        chart = self.charts[episode]
        return dict(zip(self.names[episode][chart.shared :], chart.start[chart.shared :], strict=True))

    def beginning(self) -> tuple[Place, Known]:
        """Where play begins, and every value there."""
        id, chart = next(iter(self.charts.items()))
        known = dict(zip(self.names[id], chart.start, strict=True))
        return (id, "", False), {**known, **{n: v for other in self.charts for n, v in self.fresh(other).items()}}

    def has(self, name: str, place: Place) -> Sequence[int] | None:
        """The values that a slot can have where play comes to a place; None if nothing is known."""
        lemma = self.lemmas.get(name)
        if lemma is None:
            return self.values.get(name)
        part = lemma.parts.get(place)
        if part is None:
            return ()
        if name not in part.followed:
            return self.values.get(name)
        index = part.followed.index(name)
        return sorted({values[index] for values in part.listed})

    def comes_to(self, place: Place) -> bool:
        """Whether play can come to a place, as far as the lemmas say."""
        return all(place in lemma.parts for lemma in self.lemmas.values())

    def may_be(self, name: str, value: int, place: Place) -> bool:
        """Whether a slot can have a value there, as far as a lemma says, or its type, which the engine sees to."""
        values = self.has(name, place) if name in self.lemmas else self.declared.get(name)
        return values is None or value in values

    def cases(self, call: Callable[[Any], Any], place: Place, known: Known) -> Iterator[tuple[Any, Known]]:
        """What a call gives for every value of whatever unknown it asks for, and all that is known after it.

        TooMany if it asks for a slot of which nothing is known, or for more than MOST_CASES.
        """
        todo, count = [known], 0
        while todo:
            case, count = todo.pop(), count + 1
            world = _World(self.names[place[0]], case)
            try:
                result = call(world)
            except _Missing as missing:
                name = missing.args[0]
                values = self.has(name, place)
                if values is None or count > MOST_CASES:
                    raise TooMany from None
                todo += [{**case, name: value} for value in values]
            else:
                yield result, world.known

    def made(self) -> Iterator[tuple[str, int | None]]:
        """Every value that a change can give to a slot; None if it asks for what is not known."""
        for id, chart in self.charts.items():
            for change in (change for block in chart.blocks.values() for change in changes_in(block.steps)):
                written = {self.names[id][slot] for slot in change.writes}
                try:
                    for _, known in self.cases(change.apply, (id, "", True), {}):
                        yield from ((name, known[name]) for name in written if name in known)
                except TooMany:
                    yield from ((name, None) for name in written)

    def faults(self) -> Iterator[str]:
        """The slots that no author declared and that can have another value than is said."""
        begun: list[tuple[str, int | None]] = [
            (name, value) for id in self.charts for name, value in self.fresh(id).items()
        ]
        for name, value in {*begun, *self.made()}:
            if name not in self.declared and name in self.values and value not in self.values[name]:
                yield f"{name} can be {value}"


def named(episode: str, chart: Statechart, key: str) -> str:
    """The name of a slot in the whole story."""
    return key if chart.slots[key] < chart.shared else f"{episode}: {key}"


def changes_in(steps: Iterable[StepOp]) -> Iterator[Change]:
    """The changes of some steps, one by one where they are made of several."""
    for step in steps:
        if isinstance(step, Changes):
            yield from step.change.parts or (step.change,)
        elif isinstance(step, Branches):
            yield from changes_in(inner for _, way in step.ways for inner in way)


def guards_in(steps: Iterable[StepOp]) -> Iterator[Guard]:
    """The conditions in some steps, of texts too."""
    for step in steps:
        if isinstance(step, Branches):
            for guard, inner in step.ways:
                yield from [guard] if guard else []
                yield from guards_in(inner)
        elif isinstance(step, Tells):
            for text in (step.prose, step.subtitle):
                yield from guards_of(text) if text else ()


def guards_of(prose: Prose) -> Iterator[Guard]:
    """The conditions in a text."""
    for fork in prose.forks:
        for guard, inner in fork.ways:
            yield from [guard] if guard else []
            yield from guards_of(inner)
