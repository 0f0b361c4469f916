"""Which slots can still matter at each node: something later, a guard or a text, may read what they hold now.

Backward data flow (Kildall 1973). What is dead at a node need not be told apart there; play goes on in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from game.workshop.prove.graph import Change_, Clauses, Enter, Node


def live_slots(nodes: Sequence[Node]) -> list[frozenset[int]]:
    """The slots that matter on arriving at each node; quickest where nodes stand in the order of play."""
    own = [_sights(node) for node in nodes]
    live = list(own)
    before = predecessors(nodes)
    todo, waiting = [-number for number in reversed(range(len(nodes)))], set(range(len(nodes)))
    while todo:
        here = -heappop(todo)
        waiting.discard(here)
        after = own[here] | live_on_arrival(nodes[here], live)
        if after != live[here]:
            live[here] = after
            for source in before[here] - waiting:
                waiting.add(source)
                heappush(todo, -source)
    return live


def predecessors(nodes: Sequence[Node]) -> list[set[int]]:
    """The nodes with an arc to each node."""
    found: list[set[int]] = [set() for _ in nodes]
    for number, node in enumerate(nodes):
        for arc in node.arcs:
            found[arc.target].add(number)
    return found


def live_on_arrival(node: Node, live: Sequence[frozenset[int]]) -> frozenset[int]:
    """The slots that the changes and the arcs of a node need."""
    return through(node.acts, live_after(node, live))


def live_after(node: Node, live: Sequence[frozenset[int]]) -> frozenset[int]:
    """The slots that matter once the changes of a node are made."""
    late = [slot for sight in node.sights if sight.late for slot in read_by(sight.clauses)]
    needed = frozenset(late)
    for arc in node.arcs:
        needed |= through(arc.acts, live[arc.target])
        needed |= {slot for condition in arc.conditions for slot in condition.reads}
    return needed


def through(acts: Iterable[Change_], needed: frozenset[int]) -> frozenset[int]:
    """The slots that matter before some changes, if `needed` matter after them."""
    for act in reversed(tuple(acts)):
        if needed & set(act.writes):
            needed = (needed - _overwritten(act)) | set(act.reads)
    return needed


def _overwritten(act: Change_) -> frozenset[int]:
    """The slots whose old value is gone after a change."""
    if isinstance(act, Enter) or not act.reads:
        return frozenset(act.writes)
    return frozenset()


def _sights(node: Node) -> frozenset[int]:
    return frozenset(slot for sight in node.sights if not sight.late for slot in read_by(sight.clauses))


def read_by(clauses: Clauses) -> Iterable[int]:
    """The slots that some clauses read."""
    for clause in clauses:
        for condition, _ in clause:
            yield from condition.reads
