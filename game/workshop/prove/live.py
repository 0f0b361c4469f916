"""Which slots can still matter at each node: something later, a guard or a text, may read what they hold now.

Backward data flow (Kildall 1973). What is dead at a node need not be told apart there; play goes on in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from game.workshop.prove.graph import Change_, Clauses, Enter, Node


def live_slots(nodes: Sequence[Node]) -> list[frozenset[int]]:
    """The slots that matter on arriving at each node; quickest where nodes stand in the order of play."""
    flows = [_Flow(node) for node in nodes]
    live = [flow.own for flow in flows]
    before = predecessors(nodes)
    todo, waiting = [-number for number in reversed(range(len(nodes)))], set(range(len(nodes)))
    while todo:
        here = -heappop(todo)
        waiting.discard(here)
        after = flows[here].arriving(live)
        if after != live[here]:
            live[here] = after
            for source in before[here] - waiting:
                waiting.add(source)
                heappush(todo, -source)
    known: dict[int, frozenset[int]] = {}
    return [known[bits] if bits in known else known.setdefault(bits, _slots(bits)) for bits in live]


class _Flow:
    """What a node needs and changes, sets of slots as whole numbers."""

    def __init__(self, node: Node) -> None:
        self.own = _bits(_sights(node))
        late = [slot for sight in node.sights if sight.late for slot in read_by(sight.clauses)]
        asked = [slot for arc in node.arcs for condition in arc.conditions for slot in condition.reads]
        self.needed = _bits((*late, *asked))
        self.acts = _effects(node.acts)
        self.arcs = [(arc.target, _effects(arc.acts)) for arc in node.arcs]

    def arriving(self, live: Sequence[int]) -> int:
        """What matters on arriving, if `live` matters at each node."""
        needed = self.needed
        for target, acts in self.arcs:
            needed |= _through(acts, live[target])
        return self.own | _through(self.acts, needed)


def _effects(acts: Iterable[Change_]) -> list[tuple[int, int, int]]:
    """What each change writes, overwrites and reads, last one first."""
    return [(_bits(act.writes), _bits(_overwritten(act)), _bits(act.reads)) for act in reversed(tuple(acts))]


def _through(effects: Iterable[tuple[int, int, int]], needed: int) -> int:
    for writes, overwritten, reads in effects:
        if needed & writes:
            needed = needed & ~overwritten | reads
    return needed


def _bits(slots: Iterable[int]) -> int:
    bits = 0
    for slot in slots:
        bits |= 1 << slot
    return bits


def _slots(bits: int) -> frozenset[int]:
    return frozenset(slot for slot in range(bits.bit_length()) if bits >> slot & 1)


def predecessors(nodes: Sequence[Node]) -> list[set[int]]:
    """The nodes with an arc to each node."""
    found: list[set[int]] = [set() for _ in nodes]
    for number, node in enumerate(nodes):
        for arc in node.arcs:
            found[arc.target].add(number)
    return found


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
