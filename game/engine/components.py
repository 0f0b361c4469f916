"""The strongly connected components of a graph: from a node of one, one can go round through all of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(beginnings: Iterable[Node], onward: Callable[[Node], Iterable[Node]]) -> list[list[Node]]:
    """Those of all that the beginnings lead to, the last ones first; `onward` gives what a node leads to.

    Tarjan's algorithm (1972), without recursion.
    """
    search = _Tarjan(onward)
    for node in beginnings:
        if node not in search.numbers:
            search.run(node)
    return search.found


class _Tarjan(Generic[Node]):
    def __init__(self, onward: Callable[[Node], Iterable[Node]]) -> None:
        self.onward = onward
        self.numbers: dict[Node, int] = {}
        self.low: dict[Node, int] = {}
        self.open: list[Node] = []
        self.closed: set[Node] = set()
        self.found: list[list[Node]] = []

    def run(self, beginning: Node) -> None:
        work = [(beginning, self._enter(beginning))]
        while work:
            here, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                self._leave(here, work[-1][0] if work else None)
            elif following not in self.numbers:
                work.append((following, self._enter(following)))
            elif following not in self.closed:
                self.low[here] = min(self.low[here], self.numbers[following])

    def _enter(self, here: Node) -> Iterator[Node]:
        self.numbers[here] = self.low[here] = len(self.numbers)
        self.open.append(here)
        return iter(self.onward(here))

    def _leave(self, here: Node, above: Node | None) -> None:
        if above is not None:
            self.low[above] = min(self.low[above], self.low[here])
        if self.low[here] == self.numbers[here]:
            self._close(here)

    def _close(self, root: Node) -> None:
        members = [self.open.pop()]
        while members[-1] != root:
            members.append(self.open.pop())
        self.found.append(members[::-1])
        self.closed.update(members)
