"""From which reached states of a region it is certain, in a projection, that play can leave it.

A state at a menu is saved if some choice that must be open leads to saved states only, or if some choice is open for
certain and they all do. Between two menus play always goes on by itself: a story in which it goes round there does not
compile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from game.workshop.prove.bits import image
from game.workshop.prove.graph import END, Node
from game.workshop.prove.projection import Projection, Way


class Trap:
    """One region in one projection."""

    def __init__(self, projection: Projection, region: Iterable[int], reached: Sequence[int], calm: Set[int]) -> None:
        """`reached` tells of every node; at those that are `calm` some choice, or some way on, is always open."""
        self.projection, self.reached, self.calm = projection, reached, calm
        self.nodes = projection.graph.nodes
        self.region = [number for number in region if reached[number]]
        self.bad = {number: reached[number] for number in self.region if self.nodes[number].kind != END}
        """What is not saved, node by node, on arriving."""
        while self._save():
            pass
        self.bad = {number: bits for number, bits in self.bad.items() if bits}

    def _save(self) -> bool:
        """Save what is saved because other states are; whether there was any."""
        before = dict(self.bad)
        for number in self.region:
            if self.nodes[number].rest and self.bad.get(number):
                lost = self.projection.space.full & ~self._saved(number)
                self.bad[number] &= self.projection.arriving(number, lost)
        self._pass_on()
        return self.bad != before

    def _pass_on(self) -> None:
        """What is bad between the menus: whatever can go to something bad, or perhaps nowhere."""
        between = [number for number in self.region if not self.nodes[number].rest]
        now = {number: self._stays(number) for number in between}
        todo = set(between)
        while todo:
            number = todo.pop()
            bad = now[number]
            for way in self._ways(number):
                wrong = now.get(way.target, self.bad.get(way.target, 0))
                bad |= self.projection.arriving(number, self.projection.back(way, wrong) & way.may)
            bad &= self.reached[number]
            if bad != now[number]:
                now[number] = bad
                todo |= {s for s, _ in self.projection.facts.before[number] if s in now}
        self.bad |= now

    def _stays(self, number: int) -> int:
        """Where it may be that no way is open."""
        if number in self.calm:
            return 0
        stays = self.projection.space.full
        for way in self._ways(number):
            stays &= ~way.sure
        return self.projection.arriving(number, stays) & self.reached[number]

    def _ways(self, number: int) -> Sequence[Way]:
        return self.projection.passage(number).ways

    def _saved(self, number: int) -> int:
        """The valuations at a menu from which some choice surely leads to what is saved."""
        every, some = self.projection.space.full, 0
        for arc, way in zip(self.nodes[number].arcs, self._ways(number), strict=True):
            good = self._leads(way)
            some |= way.sure & good
            if arc.step is not None and arc.step.kind == "choose":
                every &= good | ~way.may
        return some | every if number in self.calm else some

    def _leads(self, way: Way) -> int:
        """The valuations that a way takes to nothing bad."""
        wrong = self.projection.back(way, self.bad.get(way.target, 0))
        return self.projection.space.full & ~wrong

    def asked(self) -> Mapping[int, float]:
        """The slots that decide where some ways lead to what is saved and others do not, and how much they do."""
        found: dict[int, float] = {}
        for number, bits in self.bad.items():
            bits = image(self.projection.passage(number).rounds, bits)
            if any(self._leads(way) & way.may & bits for way in self._ways(number)):
                for reads in self._deciding(self.nodes[number]):
                    for slot in reads:
                        found[slot] = found.get(slot, 0) + 1 / len(reads) ** 2
        return found

    def _deciding(self, node: Node) -> Iterator[tuple[int, ...]]:
        """What each condition reads, and each change of what the projection follows."""
        yield from (condition.reads for arc in node.arcs for condition in arc.conditions)
        acts = (*node.acts, *(act for arc in node.arcs for act in arc.acts))
        yield from (act.reads for act in acts if self.projection.slots.intersection(act.writes))
