"""Walks a Graph with real values: the machine's own guards and changes, and no abstraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.engine.trail import Step
from game.workshop.prove.graph import Arc, Clauses, Graph, Sight

Place = tuple[int, list[int]]
"""A node, and the World of its episode."""


def holds(clauses: Clauses, values: list[int]) -> bool:
    """Whether all of the clauses hold."""
    return all(any(condition.guard.test(values) == wanted for condition, wanted in clause) for clause in clauses)


@dataclass
class Walker:
    """Walks, and gives `pending` what it sees for the first time."""

    graph: Graph
    pending: dict[int, list[Sight]]
    """What is still to be seen at each node."""

    def begin(self, seen: list[tuple[int, Sight]]) -> Place:
        """Where play first rests."""
        return self.on(self.graph.beginning, list(self.graph.first.start), seen)

    def on(self, here: int, values: list[int], seen: list[tuple[int, Sight]]) -> Place:
        """Where play rests, or cannot go on, from a node that is arrived at; adds what was seen on the way."""
        while True:
            node = self.graph.nodes[here]
            if here in self.pending:
                self._look(here, values, False, seen)
            for act in node.acts:
                values = act.run(values)
            if here in self.pending:
                self._look(here, values, True, seen)
            if node.rest:
                return here, values
            arc = next((arc for arc in node.arcs if is_open(arc, values)), None)
            if arc is None:
                return here, values
            here = arc.target

    def _look(self, here: int, values: list[int], late: bool, seen: list[tuple[int, Sight]]) -> None:
        found = [sight for sight in self.pending[here] if sight.late == late and holds(sight.clauses, values)]
        if found:
            seen += [(here, sight) for sight in found]
            left = [sight for sight in self.pending[here] if sight not in found]
            self.pending[here] = left
            if not left:
                del self.pending[here]

    def choices(self, here: int, values: list[int]) -> Iterator[Arc]:
        """What the player can do where play rests."""
        node = self.graph.nodes[here]
        if node.rest:
            yield from (arc for arc in node.arcs if is_open(arc, values))

    def take(self, arc: Arc, values: list[int], seen: list[tuple[int, Sight]]) -> Place:
        """Where play rests once the player does that."""
        after = list(values)
        for act in arc.acts:
            after = act.run(after)
        return self.on(arc.target, after, seen)

    def replay(self, steps: Iterable[Step], seen: list[tuple[int, Sight]]) -> Place:
        """Where play rests after some steps; LookupError at one that cannot be taken."""
        place = self.begin(seen)
        for step in steps:
            arc = next((arc for arc in self.choices(*place) if arc.step == step), None)
            if arc is None:
                raise LookupError(step.id)
            place = self.take(arc, place[1], seen)
        return place


def is_open(arc: Arc, values: list[int]) -> bool:
    """Whether an arc can be taken."""
    return all(condition.guard.test(values) for condition in arc.conditions)


def pending_of(graph: Graph) -> dict[int, list[Sight]]:
    """Everything that there is to be seen."""
    return {number: list(node.sights) for number, node in enumerate(graph.nodes) if node.sights}
