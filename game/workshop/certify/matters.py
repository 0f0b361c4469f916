"""Which slots something later can still read where play comes to a place; nothing else need be told apart there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.engine.code import Guard
from game.engine.statechart import Branches, Changes, StepOp, Tells
from game.engine.telling import Prose
from game.workshop.checker.reading import Place, Reading, changes_in

Names = frozenset[str]
REGISTERS = ("#return", "#reply")
"""How the names end of what says where a call comes back to."""


class Matters:
    """Backward data flow (Kildall 1973) over the places of a story."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.places = self._places()
        self.registers = frozenset(n for names in reading.names.values() for n in names if n.endswith(REGISTERS))
        self._at: dict[Place, Names] = {place: self._read(place) for place in self.places}
        self._spread()

    def at(self, place: Place) -> Names:
        """What matters where play comes to a place."""
        return self._at[place]

    @property
    def anywhere(self) -> Names:
        """What matters at all."""
        return frozenset().union(*self._at.values())

    def _places(self) -> list[Place]:
        """Every place that the beginning can lead to, in reverse postorder."""
        first = (next(iter(self.reading.charts)), "", False)
        stack, seen, left = [(first, self._onward(first))], {first}, []
        while stack:
            place, onward = stack[-1]
            target = next((target for target in onward if target not in seen), None)
            if target is None:
                left.append(place)
                stack.pop()
            else:
                seen.add(target)
                stack.append((target, self._onward(target)))
        return left[::-1]

    def _read(self, place: Place) -> Names:
        id, name, rests = place
        chart, names = self.reading.charts[id], self.reading.names[id]
        block = chart.blocks.get(name)
        guards = [] if rests else list(guards_in(block.steps if block else chart.recap))
        slots: set[int] = set()
        if block and rests:
            guards += [guard for offer in block.offers for guard in offer.guards]
            guards += [guard for _, guard in self.reading.must[id, name]]
            guards += [g for o in block.offers for text in (o.label, o.locked) if text for g in guards_of(text)]
            slots |= {slot for guard, _ in self.reading.pairs[id] for slot in guard.reads}
        elif block:
            guards += [edge.guard for edge in block.edges if edge.guard]
            for change in changes_in(block.steps):
                slots |= set(change.reads) - (set(change.writes) if len(change.writes) == 1 else set())
        return frozenset(names[slot] for slot in slots | {slot for guard in guards for slot in guard.reads})

    def _spread(self) -> None:
        onward = {place: list(self._onward(place)) for place in self.places}
        gone = {place: self._overwritten(place) for place in self.places}
        changed = True
        while changed:
            changed = False
            for place in reversed(self.places):
                later = {slot for target in onward[place] for slot in self._at[target]}
                found = self._at[place] | (later - gone[place])
                changed |= len(found) != len(self._at[place])
                self._at[place] = found

    def gone(self, place: Place) -> Names:
        """What needs not be known any more once play goes on from a place: where a call came back to."""
        block = self.reading.charts[place[0]].blocks.get(place[1])
        if block is None or block.leave:
            return self.registers
        names = self.reading.names[place[0]]
        asked = {names[slot] for edge in block.edges if edge.guard for slot in edge.guard.reads}
        return self.registers & asked

    def _overwritten(self, place: Place) -> Names:
        """What a block gives a value whatever it was, so that nothing after it reads the old one."""
        block = self.reading.charts[place[0]].blocks.get(place[1])
        if block is None or place[2]:
            return frozenset()
        plain = [step.change for step in block.steps if isinstance(step, Changes)]
        names = self.reading.names[place[0]]
        fresh = self.reading.fresh(block.leave[0]) if block.leave else ()
        return frozenset({names[slot] for change in plain if not change.reads for slot in change.writes}.union(fresh))

    def _onward(self, place: Place) -> Iterator[Place]:
        id, name, rests = place
        chart = self.reading.charts[id]
        if not name:
            yield id, chart.entries[chart.episode.first], False
            return
        block = chart.blocks[name]
        if rests:
            yield from ((id, offer.target, False) for offer in block.offers)
            return
        yield from ((id, edge.target, False) for edge in block.edges)
        if block.leave:
            episode, scene = block.leave
            yield episode, self.reading.charts[episode].entries[scene] if scene else "", False
        elif block.kind != "go":
            yield id, name, True


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
