"""Finds the menus that play comes to only where some choice is open, because the machine asks just that before.

So it is with every session, and with every menu that has an `otherwise`.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.workshop.prove.graph import MENU, Arc, Graph, Node

Into = list[list[tuple[int, Arc]]]


def sheltered(graph: Graph) -> set[int]:
    """The nodes where play rests and surely some choice is open."""
    into: Into = [[] for _ in graph.nodes]
    for number, node in enumerate(graph.nodes):
        for arc in node.arcs:
            into[arc.target].append((number, arc))
    return {n for n, node in enumerate(graph.nodes) if node.kind == MENU and _is_sheltered(graph.nodes, into, n)}


def _is_sheltered(nodes: Sequence[Node], into: Into, number: int) -> bool:
    here = nodes[number]
    outside = [(source, arc) for source, arc in into[number] if source != number]
    entries = [source for source, _ in outside if not nodes[source].acts and not nodes[source].rest]
    if len(entries) < len(outside) or any(_disturbs(here, arc) for source, arc in into[number] if source == number):
        return False
    asking = [arc for entry in entries for _, arc in into[entry]]
    return bool(asking) and all(_asks(arc, here.block) and not arc.acts for arc in asking)


def _asks(arc: Arc, block: str) -> bool:
    return any(condition.guard.opens == block for condition in arc.conditions)


def _disturbs(here: Node, arc: Arc) -> bool:
    """Whether a step that stays here changes what some choice depends on."""
    written = {slot for act in arc.acts for slot in act.writes}
    return any(
        written.intersection(condition.reads)
        for other in here.arcs
        if other.step is not None and other.step.kind == "choose"
        for condition in other.conditions
    )
