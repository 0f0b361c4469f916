"""The regions of a graph: nodes among which play can go round. From region to region it only goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.workshop.prove.graph import Graph, Node


def regions(graph: Graph) -> list[list[int]]:
    """The components of what the beginning leads to, the last ones first.

    Putting two notes together leads nowhere, so it makes no round.
    """
    return components(graph.beginning, lambda here: onward(graph.nodes[here]))


def components(beginning: int, onward: Callable[[int], Sequence[int]]) -> list[list[int]]:
    """The strongly connected components of what the beginning leads to, the last ones first (Tarjan 1972)."""
    return _Tarjan(onward).run(beginning)


def onward(node: Node) -> list[int]:
    """The nodes that a node leads to."""
    return [arc.target for arc in node.arcs if arc.step is None or arc.step.kind != "pair"]


class _Tarjan:
    def __init__(self, onward: Callable[[int], Sequence[int]]) -> None:
        self.onward = onward
        self.numbers: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[int] = []
        self.closed: set[int] = set()
        self.found: list[list[int]] = []

    def run(self, beginning: int) -> list[list[int]]:
        work = [(beginning, iter(self._enter(beginning)))]
        while work:
            here, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                self._leave(here, work[-1][0] if work else None)
            elif following not in self.numbers:
                work.append((following, iter(self._enter(following))))
            elif following not in self.closed:
                self.low[here] = min(self.low[here], self.numbers[following])
        return self.found

    def _enter(self, here: int) -> Sequence[int]:
        self.numbers[here] = self.low[here] = len(self.numbers)
        self.open.append(here)
        return self.onward(here)

    def _leave(self, here: int, above: int | None) -> None:
        if above is not None:
            self.low[above] = min(self.low[above], self.low[here])
        if self.low[here] == self.numbers[here]:
            place = self.open.index(here)
            self.found.append(self.open[place:])
            del self.open[place:]
            self.closed.update(self.found[-1])
