"""Tells apart, node by node, where a call comes back to: return registers become part of the place.

A called scene then stands once for each of its call sites. Once a call has come back, its register is forgotten; were
it ever read again before the next call, the condition would stay, and the register be a slot like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from game.workshop.prove.graph import Arc, Change_, Clauses, Condition, Enter, Graph, Node, Sight
from game.workshop.prove.live import live_slots

REGISTERS = ("#return", "#reply")
"""How the keys end in which the compiler keeps where a call comes back to."""

Context = frozenset[tuple[int, int]]
"""Registers and their values."""


def unfold(graph: Graph) -> Graph:
    """The same story with a node for each context; only what the beginning can lead to is left."""
    return _Unfolding(graph).unfold()


class _Unfolding:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.registers = {slot for slot, name in enumerate(graph.names) if name.endswith(REGISTERS)}
        self.live = live_slots(graph.nodes)
        self.numbers: dict[tuple[int, Context], int] = {}
        self.todo: list[tuple[int, Context]] = []
        self.nothing: list[tuple[int, ...]] = [()] * len(graph.start)

    def unfold(self) -> Graph:
        beginning = self._number(self.graph.beginning, {})
        nodes: list[Node] = []
        while len(nodes) < len(self.todo):
            here, context = self.todo[len(nodes)]
            nodes.append(self._node(self.graph.nodes[here], dict(context)))
        return replace(self.graph, nodes=tuple(nodes), beginning=beginning)

    def _number(self, node: int, values: dict[int, int]) -> int:
        context = frozenset((slot, value) for slot, value in values.items() if slot in self.live[node])
        key = (node, context)
        if key not in self.numbers:
            self.numbers[key] = len(self.todo)
            self.todo.append(key)
        return self.numbers[key]

    def _node(self, node: Node, before: dict[int, int]) -> Node:
        after = self._run(node.acts, before)
        sights = tuple(self._sight(sight, after if sight.late else before) for sight in node.sights)
        sights = tuple(sight for sight in sights if all(sight.clauses))
        return replace(node, sights=sights, arcs=tuple(self._arcs(node, after)))

    def _run(self, acts: Iterable[Change_], values: dict[int, int]) -> dict[int, int]:
        values = dict(values)
        for act in acts:
            touched = self.registers.intersection(act.writes)
            if isinstance(act, Enter):
                values = {}
            elif touched:
                written = act.tree(self.nothing)
                assert isinstance(written, tuple)
                values.update(written)
        return values

    def _arcs(self, node: Node, values: dict[int, int]) -> Iterable[Arc]:
        for arc in node.arcs:
            known = [self._known(condition, values) for condition in arc.conditions]
            if False in known:
                continue
            rest = tuple(c for c, truth in zip(arc.conditions, known, strict=True) if truth is None)
            used = {slot for condition in arc.conditions for slot in condition.reads}
            kept = {slot: value for slot, value in values.items() if slot not in used}
            target = self._number(arc.target, self._run(arc.acts, kept))
            yield replace(arc, conditions=rest, target=target)
            if arc.step is None and not rest:
                return

    def _known(self, condition: Condition, values: dict[int, int]) -> bool | None:
        """Whether a condition holds, if registers alone decide it."""
        if not set(condition.reads) <= values.keys() or not condition.reads:
            return None
        domains = list(self.nothing)
        for slot in condition.reads:
            domains[slot] = (values[slot],)
        tree = condition.tree(domains)
        return tree if isinstance(tree, bool) else None

    def _sight(self, sight: Sight, values: dict[int, int]) -> Sight:
        return replace(sight, clauses=tuple(self._clauses(sight.clauses, values)))

    def _clauses(self, clauses: Clauses, values: dict[int, int]) -> Clauses:
        kept = []
        for clause in clauses:
            known = [(self._known(condition, values), wanted) for condition, wanted in clause]
            if any(truth is wanted for truth, wanted in known):
                continue
            kept.append(tuple(part for part, (truth, _) in zip(clause, known, strict=True) if truth is None))
        return tuple(kept)
