"""The Tree: every step that was taken in a playthrough, and which of them lead to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.engine.trail import Step

ORIGIN = 0
"""The number of the root; the first step is number 1."""


class Node(NamedTuple):
    """One step, and what the world was after it."""

    parent: int
    step: Step
    digest: str


def path_to(tip: int, nodes: Sequence[Node]) -> list[int]:
    """The numbers of the steps from the origin to `tip`, oldest first; the origin itself is not among them."""
    path = []
    while tip != ORIGIN:
        path.append(tip)
        tip = nodes[tip - 1].parent
    return path[::-1]


class Tree:
    """Steps that grow from each other; the tip is where the playthrough stands."""

    def __init__(self, nodes: Sequence[Node] = (), tip: int = ORIGIN) -> None:
        self.nodes = list(nodes)
        self.tip = tip
        self.depth = len(self.path())
        """How many steps lead from the origin to the tip."""

    def grow(self, step: Step, digest: str) -> int:
        """Take `step` from the tip, along the branch that did so before if there is one; the new tip."""
        node = Node(self.tip, step, digest)
        grown = range(self.tip + 1, len(self.nodes) + 1)
        known = next((number for number in grown if self.nodes[number - 1] == node), None)
        if known is None:
            self.nodes.append(node)
        self.tip, self.depth = known or len(self.nodes), self.depth + 1
        return self.tip

    def go(self, number: int) -> None:
        """Take the step with that number, which grows from the tip."""
        self.tip, self.depth = number, self.depth + 1

    def back(self, steps: int) -> int:
        """Go so many steps towards the origin; the new tip."""
        for _ in range(steps):
            self.tip, self.depth = self.nodes[self.tip - 1].parent, self.depth - 1
        return self.tip

    def path(self) -> list[int]:
        """The numbers of the steps from the origin to the tip, oldest first."""
        return path_to(self.tip, self.nodes)

    def node(self, number: int) -> Node:
        """The step with that number."""
        return self.nodes[number - 1]
