"""Everything of one sort in a part of a story. Used by whatever counts or draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Node = TypeVar("Node")


def nodes_in(root: Any, kind: type[Node]) -> Iterator[Node]:
    """Every node of a kind in `root`, in the order in which they stand."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, kind):
            yield node
        stack.extend(reversed(_parts(node)))


def _parts(node: Any) -> list[Any]:
    if isinstance(node, Mapping):
        return list(node.values())
    if isinstance(node, tuple):
        return list(node)
    if is_dataclass(node) and not isinstance(node, type):
        return [getattr(node, field.name) for field in fields(node)]
    return []
