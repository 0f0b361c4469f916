"""The regions of a graph: nodes among which play can go round. From region to region it only goes on."""

from __future__ import annotations

from game.engine.components import components
from game.workshop.prove.graph import Graph, Node


def regions(graph: Graph) -> list[list[int]]:
    """The components of what the beginning leads to, the last ones first.

    Putting two notes together leads nowhere, so it makes no round.
    """
    return components([graph.beginning], lambda here: onward(graph.nodes[here]))


def onward(node: Node) -> list[int]:
    """The nodes that a node leads to."""
    return [arc.target for arc in node.arcs if arc.step is None or arc.step.kind != "pair"]
