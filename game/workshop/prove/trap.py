"""From which reached states no ending can be reached: for certain, or perhaps, in a projection.

A state is saved if some choice that must be open leads to saved states only, whatever the other slots are; so what is
saved in a projection is really saved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from game.workshop.prove.bits import origin
from game.workshop.prove.graph import END
from game.workshop.prove.projection import Passage, Projection


def unsaved(projection: Projection, reached: Sequence[int]) -> dict[int, int]:
    """The reached valuations, node by node, from which it is not certain that an ending can be reached.

    `reached` tells of every node.
    """
    facts, nodes = projection.facts, projection.graph.nodes
    saved = [bits if node.kind == END else 0 for bits, node in zip(reached, nodes, strict=True)]
    todo = deque(number for number, bits in enumerate(saved) if bits)
    waiting = set(todo)
    while todo:
        number = todo.popleft()
        waiting.discard(number)
        for source in {source for source, _ in facts.before[number]}:
            if nodes[source].kind == END:
                continue
            now = _saved(projection, source, saved, reached) & reached[source]
            if now & ~saved[source]:
                saved[source] |= now
                if source not in waiting:
                    waiting.add(source)
                    todo.append(source)
    return {number: bits & ~saved[number] for number, bits in enumerate(reached) if bits & ~saved[number]}


def _saved(projection: Projection, number: int, saved: Sequence[int], reached: Sequence[int]) -> int:
    """The valuations on arriving at a node that are certainly saved, if `saved` are."""
    passage = projection.passage(number)
    rest = projection.graph.nodes[number].rest
    after = _chosen(projection, passage, saved, reached) if rest else _driven(projection, passage, saved, reached)
    lost = projection.space.full & ~after
    return origin(passage.rounds, after) & ~origin(passage.rounds, lost)


def _chosen(projection: Projection, passage: Passage, saved: Sequence[int], reached: Sequence[int]) -> int:
    """Some choice is surely open and leads to saved states only."""
    found = 0
    for way in passage.ways:
        good = projection.back(way, saved[way.target])
        bad = projection.back(way, reached[way.target] & ~saved[way.target])
        found |= way.sure & good & ~bad
    return found


def _driven(projection: Projection, passage: Passage, saved: Sequence[int], reached: Sequence[int]) -> int:
    """Whichever way play goes by itself, it goes to saved states, and it does go."""
    good = bad = 0
    for way in passage.ways:
        good |= projection.back(way, saved[way.target]) & way.may
        bad |= projection.back(way, reached[way.target] & ~saved[way.target]) & way.may
    return good & ~bad & ~_stays(passage, projection.space.full)


def _stays(passage: Passage, full: int) -> int:
    """Where it may be that no way is open."""
    stays = full
    for way in passage.ways:
        stays &= ~way.sure
    return stays
