"""Names the slots that make a goal impossible, for the person who reads the verdict."""

from __future__ import annotations

from game.workshop.prove.quest import Quest, Spots
from game.workshop.prove.values import Values


def culprits(values: Values, quest: Quest, spots: Spots) -> frozenset[int]:
    """As few slots as can be found that forbid what no value allows; `quest` is on the same graph as `values`."""
    asked: set[int] = set()
    for number, sight in spots:
        if values.arriving[number] is None:
            asked |= _barring(values, number)
        else:
            asked |= values.facts.reads(sight.clauses)
    return quest.least(frozenset(asked), spots)


def _barring(values: Values, number: int) -> set[int]:
    """What is asked on the ways that would lead from where play comes to where it never comes."""
    asked: set[int] = set()
    seen, todo = {number}, [number]
    while todo:
        for source, way in values.facts.before[todo.pop()]:
            if values.arriving[source] is not None:
                asked |= {slot for condition in values.facts.deciding(source, way) for slot in condition.reads}
            elif source not in seen:
                seen.add(source)
                todo.append(source)
    return asked
