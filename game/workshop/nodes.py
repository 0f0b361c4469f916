"""Everything of one sort in a part of a story. Used by whatever counts or draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

Node = TypeVar("Node")


def nodes_in(root: Any, kind: type[Node]) -> Iterator[Node]:
    """Every node of a kind in `root`, in the order in which they stand."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, kind):
            yield node
        stack.extend(reversed(_parts_of(type(node))(node)))  # type: ignore[arg-type]  # a class is hashable


@cache
def _parts_of(kind: type) -> Callable[[Any], list[Any]]:
    """What gives the parts of nodes of a kind; a sheer value has none."""
    if issubclass(kind, Mapping):
        return lambda node: list(node.values())
    if issubclass(kind, tuple):
        return list
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    return lambda node: [getattr(node, name) for name in names]
