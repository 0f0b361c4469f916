"""The Tree: every step that was taken in a playthrough, and which of them lead to where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from game.engine.trail import Step

ORIGIN = 0
"""The number of the root; the first step is number 1."""


@dataclass(frozen=True, slots=True)
class Node:
    """One step, and what the world was after it."""

    parent: int
    kind: str
    id: str
    digest: str
    row: str = field(init=False, compare=False, repr=False)
    """Itself as a line of JSON, made once: a save is written after every choice, and has thousands."""

    def __post_init__(self) -> None:
        row = json.dumps([self.parent, self.kind, self.id, self.digest], ensure_ascii=False)
        object.__setattr__(self, "row", row)

    @property
    def step(self) -> Step:
        """What the player did."""
        return Step(self.kind, self.id)


class Tree:
    """Steps that grow from each other; the tip is where the playthrough stands."""

    def __init__(self, nodes: Iterable[Node] = (), tip: int = ORIGIN) -> None:
        self.nodes: list[Node] = []
        self._children: dict[tuple[int, str, str], int] = {}
        self._depths = {ORIGIN: 0}
        for node in nodes:
            self._add(node)
        self.tip = tip

    def grow(self, step: Step, digest: str) -> int:
        """Take `step` from the tip, along the branch that did so before if there is one; the new tip."""
        known = self._children.get((self.tip, step.kind, step.id))
        if known is not None and self.nodes[known - 1].digest == digest:
            self.tip = known
        else:
            self.tip = self._add(Node(self.tip, step.kind, step.id, digest))
        return self.tip

    def back(self, steps: int) -> int:
        """Go so many steps towards the origin; the new tip."""
        for _ in range(steps):
            self.tip = self.nodes[self.tip - 1].parent
        return self.tip

    @property
    def depth(self) -> int:
        """How many steps lead from the origin to the tip."""
        return self._depths[self.tip]

    def path(self, tip: int | None = None) -> list[int]:
        """The numbers of the steps from the origin to `tip`, oldest first; the origin itself is not among them."""
        number = self.tip if tip is None else tip
        path = []
        while number != ORIGIN:
            path.append(number)
            number = self.nodes[number - 1].parent
        return path[::-1]

    def node(self, number: int) -> Node:
        """The step with that number."""
        return self.nodes[number - 1]

    def _add(self, node: Node) -> int:
        self._depths[len(self.nodes) + 1] = self._depths[node.parent] + 1
        self.nodes.append(node)
        self._children[node.parent, node.kind, node.id] = len(self.nodes)
        return len(self.nodes)
