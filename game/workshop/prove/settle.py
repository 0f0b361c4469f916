"""Settles what the values at each node decide.

Conditions that cannot fail there are dropped, ways that cannot be taken too; what then matters no more is not followed.
Nodes keep their numbers, and whatever can be done in the one graph can be done in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from game.workshop.prove.facts import Facts
from game.workshop.prove.graph import (
    GO,
    Act,
    AnyOpen,
    Arc,
    Change_,
    Clauses,
    Condition,
    Enter,
    Graph,
    Known,
    Node,
    Ranked,
    Sight,
    Taken,
)
from game.workshop.prove.live import live_after, live_slots, through
from game.workshop.prove.values import Values


def study(graph: Graph, check: Callable[[], None] = lambda: None) -> Facts:
    """What is known of a graph once everything is settled that the values at its nodes decide.

    `check` is called wherever much is kept; it may raise.
    """
    values = Values(Facts(graph, check=check))
    return Facts(settled(values), values, check)


def settled(values: Values) -> Graph:
    """The graph with everything left out that is decided already."""
    settling = _Settling(values)
    nodes = [settling.node(number) for number in range(len(values.graph.nodes))]
    return replace(values.graph, nodes=tuple(without_idle_acts(nodes)))


class _Settling:
    def __init__(self, values: Values) -> None:
        self.values, self.fields = values, values.fields
        self.domains = values.domains
        self._conditions: dict[tuple[int, int], Condition] = {}
        self._acts: dict[tuple[int, int], Act] = {}

    def node(self, number: int) -> Node:
        """One node, with what can happen there."""
        node, sets = self.values.graph.nodes[number], self.values.arriving[number]
        if sets is None:
            return replace(node, kind=GO, sights=(), acts=(), arcs=())
        after = self.values.after(number)
        shown = [self._sight(sight, after if sight.late else sets) for sight in node.sights]
        return replace(
            node,
            sights=tuple(sight for sight in shown if sight is not None),
            acts=tuple(self._known_acts(number, sets)),
            arcs=tuple(self._arcs(number, after)),
        )

    def _known_acts(self, number: int, sets: int) -> Iterable[Change_]:
        for act, needed in zip(self.values.graph.nodes[number].acts, self.values.facts.needed(number), strict=True):
            yield self._act(act, sets)
            sets = self.values.change(act, sets, needed)

    def _arcs(self, number: int, after: int) -> Iterable[Arc]:
        for arc, taken, doubtful in self.values.arcs(number, after):
            conditions = tuple(self._condition(condition, after) for condition in doubtful)
            yield replace(arc, conditions=conditions, acts=tuple(self._act(act, taken) for act in arc.acts))

    def _sight(self, sight: Sight, sets: int) -> Sight | None:
        clauses: Clauses = ()
        for clause in sight.clauses:
            possible = [(c, wanted) for c, wanted in clause if self.values.refine(c, sets, wanted) is not None]
            if not possible:
                return None
            if any(self.values.refine(condition, sets, not wanted) is None for condition, wanted in possible):
                continue
            clauses = (*clauses, tuple((self._condition(condition, sets), wanted) for condition, wanted in possible))
            if len(possible) == 1:
                refined = self.values.refine(*possible[0][:1], sets, possible[0][1])
                sets = sets if refined is None else refined
        return replace(sight, clauses=clauses)

    # What is known where -------------------------------------------------------------------------------------

    def _known(self, part: Condition | Act, sets: int) -> Known:
        slots = {*part.reads, *(part.writes if isinstance(part, Act) else ())}
        known = {slot: self.fields.of(sets, slot) for slot in slots}
        return {slot: values for slot, values in known.items() if values and values != self.domains[slot]}

    def _condition(self, condition: Condition, sets: int) -> Condition:
        key = (id(condition), sets & self.values.mask(condition))
        if key not in self._conditions:
            whole = self._whole(condition.whole, sets)
            self._conditions[key] = replace(condition, known=self._known(condition, sets), whole=whole)
        return self._conditions[key]

    def _whole(self, whole: AnyOpen | Taken | None, sets: int) -> AnyOpen | Taken | None:
        if isinstance(whole, AnyOpen):
            return AnyOpen(tuple(tuple(self._condition(c, sets) for c in group) for group in whole.groups))
        if isinstance(whole, Taken):
            return replace(whole, contenders=tuple(self._ranked(one, sets) for one in whole.contenders))
        return None

    def _ranked(self, one: Ranked, sets: int) -> Ranked:
        first = None if one.first is None else self._condition(one.first, sets)
        return replace(one, when=self._condition(one.when, sets), first=first)

    def _act(self, act: Change_, sets: int) -> Change_:
        if isinstance(act, Enter):
            return act
        key = (id(act), sets & self.values.mask(act))
        if key not in self._acts:
            self._acts[key] = replace(act, known=self._known(act, sets))
        return self._acts[key]


def without_idle_acts(nodes: list[Node]) -> Iterable[Node]:
    """The nodes without the changes that nothing reads; going into an episode is kept."""
    live = live_slots(nodes)
    for node in nodes:
        needed, acts = live_after(node, live), []
        for act in reversed(node.acts):
            if isinstance(act, Enter) or not needed.isdisjoint(act.writes):
                acts.append(act)
            needed = through((act,), needed)
        yield replace(node, acts=tuple(reversed(acts)))
