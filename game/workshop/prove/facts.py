"""What is worked out once about a graph: what lives where, which values occur, in which order to go through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from game.workshop.prove.graph import Act, Arc, Change_, Clauses, Condition, Enter, Graph, Node
from game.workshop.prove.live import live_after, live_slots, read_by, through
from game.workshop.prove.tree import Tree, leaves

if TYPE_CHECKING:
    from game.workshop.prove.values import Values


class Facts:
    """A graph and what follows from it alone; with `values`, one that was settled by them."""

    def __init__(self, graph: Graph, values: Values | None = None, check: Callable[[], None] = lambda: None) -> None:
        """`check` is called wherever much is kept; it may raise."""
        self.graph, self.values, self.check = graph, values, check
        self.live = live_slots(graph.nodes)
        self.after = [live_after(node, self.live) for node in graph.nodes]
        self.order, self.kept = _order(graph)
        self.domains = _domains(graph, frozenset(self.slots)) if values is None else values.domains
        self._trees: dict[int, Tree] = {}

    def tree(self, condition: Condition) -> Tree:
        """The tree of a condition."""
        if id(condition) not in self._trees:
            self._trees[id(condition)] = condition.tree(self.domains)
        return self._trees[id(condition)]

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """Every slot that matters anywhere, if only between two changes of a node."""
        within = (slots for number in range(len(self.graph.nodes)) for slots in self.needed(number))
        return tuple(sorted(frozenset().union(*self.live, *within)))

    @cached_property
    def before(self) -> list[list[tuple[int, int]]]:
        """The arcs into each node, by source and number."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.graph.nodes]
        for number, node in enumerate(self.graph.nodes):
            for way, arc in enumerate(node.arcs):
                found[arc.target].append((number, way))
        return found

    @cached_property
    def dropped(self) -> list[list[frozenset[int]]]:
        """For each arc of each node the slots that matter no more behind it."""
        return [
            [self._held(number, arc) - self.live[arc.target] for arc in node.arcs] for number, node in self._nodes()
        ]

    @cached_property
    def touched(self) -> list[frozenset[int]]:
        """The slots that a node reads, changes or forgets."""
        return [frozenset(self._touched(number, node)) for number, node in self._nodes()]

    def _nodes(self) -> Iterable[tuple[int, Node]]:
        return enumerate(self.graph.nodes)

    def _held(self, number: int, arc: Arc) -> frozenset[int]:
        written = {slot for act in arc.acts for slot in act.writes} & self.live[arc.target]
        for act, needed in zip(self.graph.nodes[number].acts, self.needed(number), strict=True):
            written |= needed.intersection(act.writes)
        return self.live[number] | self.after[number] | written

    def _touched(self, number: int, node: Node) -> Iterable[int]:
        for act, needed in zip(node.acts, self.needed(number), strict=True):
            yield from needed.intersection(act.writes)
        for arc, dropped in zip(node.arcs, self.dropped[number], strict=True):
            yield from dropped
            for act in arc.acts:
                yield from self.live[arc.target].intersection(act.writes)
            for condition in arc.conditions:
                yield from condition.reads

    @cached_property
    def touching(self) -> dict[int, list[int]]:
        """For each slot the nodes that touch it."""
        found: dict[int, list[int]] = {}
        for number, slots in enumerate(self.touched):
            for slot in slots if number in self.reached else ():
                found.setdefault(slot, []).append(number)
        return found

    @cached_property
    def reached(self) -> frozenset[int]:
        """The nodes that the beginning leads to."""
        return self.behind((self.graph.beginning,))

    def behind(self, nodes: Iterable[int]) -> frozenset[int]:
        """Some nodes and all that they lead to."""
        found = set(nodes)
        todo = list(found)
        while todo:
            fresh = {arc.target for arc in self.graph.nodes[todo.pop()].arcs} - found
            found |= fresh
            todo += fresh
        return frozenset(found)

    def ahead(self, nodes: Iterable[int]) -> frozenset[int]:
        """Some nodes and all that lead to them."""
        found = set(nodes)
        todo = list(found)
        while todo:
            fresh = {source for source, _ in self.before[todo.pop()]} - found
            found |= fresh
            todo += fresh
        return frozenset(found)

    @cached_property
    def producers(self) -> dict[int, frozenset[int]]:
        """For each slot, the slots that at least half of its changes ask for, themselves or in the arcs before them."""
        writers: dict[int, int] = {}
        guards: dict[int, dict[int, int]] = {}
        for number, node in enumerate(self.graph.nodes):
            asked = {slot for p, way in self.before[number] for slot in self._asked(p, way)}
            for slot, reads in self._written(node).items():
                writers[slot] = writers.get(slot, 0) + 1
                counts = guards.setdefault(slot, {})
                for other in (asked | reads) - {slot}:
                    counts[other] = counts.get(other, 0) + 1
        return {
            slot: frozenset(other for other, count in counts.items() if 2 * count >= writers[slot])
            for slot, counts in guards.items()
        }

    def _written(self, node: Node) -> dict[int, set[int]]:
        """The slots that a node changes, and what those changes ask for."""
        found: dict[int, set[int]] = {}
        for act in node.acts:
            for slot in act.writes if len(act.writes) < 3 else ():
                found.setdefault(slot, set()).update(act.reads)
        return found

    def _asked(self, node: int, way: int) -> Iterable[int]:
        for condition in self.graph.nodes[node].arcs[way].conditions:
            if len(condition.reads) <= 6:
                yield from condition.reads

    def deciding(self, source: int, way: int) -> Iterable[Condition]:
        """The conditions that decide whether an arc is taken: its own, and those of what comes before it by itself."""
        arcs = self.graph.nodes[source].arcs
        for arc in arcs[: way + 1] if arcs[way].step is None else (arcs[way],):
            yield from arc.conditions

    def reads(self, clauses: Clauses) -> frozenset[int]:
        """The slots that some clauses read."""
        return frozenset(read_by(clauses))

    def needed(self, node: int) -> Sequence[frozenset[int]]:
        """The slots that matter after each change of a node."""
        found = [self.after[node]]
        for act in reversed(self.graph.nodes[node].acts[1:]):
            found.append(through((act,), found[-1]))
        return list(reversed(found)) if self.graph.nodes[node].acts else []


def _order(graph: Graph) -> tuple[list[int], list[bool]]:
    """The place of each node in reverse postorder, and which are kept: those where play rests, and the heads of rounds.

    Every round goes through a kept node, so whatever is stored there alone makes a search end.
    """
    state = [0] * len(graph.nodes)
    kept = [node.rest for node in graph.nodes]
    left: list[int] = []
    stack = [(graph.beginning, iter(graph.nodes[graph.beginning].arcs))]
    state[graph.beginning] = 1
    while stack:
        here, arcs = stack[-1]
        arc = next(arcs, None)
        if arc is None:
            state[here] = 2
            left.append(here)
            stack.pop()
        elif state[arc.target] == 1:
            kept[arc.target] = True
        elif not state[arc.target]:
            state[arc.target] = 1
            stack.append((arc.target, iter(graph.nodes[arc.target].arcs)))
    order = [0] * len(graph.nodes)
    for place, number in enumerate(reversed(left)):
        order[number] = place
    return order, kept


def _domains(graph: Graph, followed: frozenset[int]) -> list[tuple[int, ...]]:
    """The values that each followed slot can have: its type's, or those that changes make of its first one."""
    writers: dict[int, list[Change_]] = {}
    for node in graph.nodes:
        for act in (*node.acts, *(act for arc in node.arcs for act in arc.acts)):
            for part in _parts(act):
                for slot in part.writes:
                    writers.setdefault(slot, []).append(part)
    domains: list[tuple[int, ...]] = [()] * len(graph.start)
    for slot in followed:
        low, high = graph.declared.get(slot, (1, 0))
        domains[slot] = tuple(range(low, high + 1)) or _closure(slot, writers.get(slot, ()), graph.start[slot])
    return domains


def _parts(act: Change_) -> Iterable[Change_]:
    """The changes that one is made of, as if its condition held."""
    if isinstance(act, Enter):
        return (act,)
    change = act.change.inner or act.change
    return [Act(part, act.layout) for part in change.parts or (change,)]


def _closure(slot: int, acts: Sequence[Change_], start: int) -> tuple[int, ...]:
    """What changes make of the first value of a slot of the program's own; they read no other slot."""
    known, fresh = {start}, {start}
    while fresh:
        fresh = {value for act in acts for value in _made(slot, act, sorted(fresh))} - known
        known |= fresh
    return tuple(sorted(known))


def _made(slot: int, act: Change_, values: Sequence[int]) -> Iterable[int]:
    for leaf in leaves(act.tree({slot: values})):
        assert isinstance(leaf, tuple)
        yield from (value for written, value in leaf if written == slot)
