"""Cuts a graph down to what can lead to a goal (slicing, Weiser 1981).

What matters only elsewhere or afterwards is not followed, so that on the way to one scene far fewer states are told
apart than in a whole story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

from game.workshop.prove.graph import Graph, Node, Sight
from game.workshop.prove.live import predecessors
from game.workshop.prove.settle import without_idle_acts


def sliced(graph: Graph, wanted: Callable[[Sight], bool]) -> Graph:
    """The graph with the wanted sights only, and only the arcs that can lead to one; nodes keep their numbers.

    The same steps lead to a wanted sight in both.
    """
    nodes = [replace(node, sights=tuple(filter(wanted, node.sights))) for node in graph.nodes]
    ahead = _leading(nodes, (number for number, node in enumerate(nodes) if node.sights))
    return replace(graph, nodes=tuple(without_idle_acts([_cut(n, node, ahead) for n, node in enumerate(nodes)])))


def _leading(nodes: Sequence[Node], targets: Iterable[int]) -> Set[int]:
    """Some nodes and all that lead to them."""
    before = predecessors(nodes)
    found = set(targets)
    todo = list(found)
    while todo:
        fresh = before[todo.pop()] - found
        found |= fresh
        todo += fresh
    return found


def _cut(number: int, node: Node, ahead: Set[int]) -> Node:
    """A node without what leads nowhere; an arc that play takes by itself keeps it from those after it."""
    if number not in ahead:
        return replace(node, acts=(), arcs=())
    last = max((place for place, arc in enumerate(node.arcs) if arc.target in ahead), default=-1)
    return replace(node, arcs=tuple(arc for arc in node.arcs[: last + 1] if arc.step is None or arc.target in ahead))
