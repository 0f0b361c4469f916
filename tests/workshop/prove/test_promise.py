"""What a projection lacks is named by the first promise of it that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.workshop.prove.contexts import unfold
from game.workshop.prove.distance import Distance
from game.workshop.prove.goals import goal_of
from game.workshop.prove.guide import Guide
from game.workshop.prove.quest import Limits, Quest, spots_of
from game.workshop.prove.reader import read_graph
from game.workshop.prove.settle import study
from game.workshop.prove.walk import Walker
from tests.workshop.prove.test_scale import story

STATE = "  lamp: {flag: false}\n  rope: {flag: false}\n"
TAKE = "  hall:\n    flow:\n    - Lamp: |\n        ~ lamp = true\n    - Rope: |\n        ~ rope = true\n"
ENDS = "  far:\n    flow:\n    - end: all\n  some:\n    flow:\n    - end: some\n"
SHUT = "    - |\n      On.\n    - Down {if lamp}: -> room\n    - Home: -> some\n"
PREEMPTED = "    - if: not lamp\n      then: -> some\n      else: -> room\n"
ROOM = "  room:\n    flow:\n    - Cross {if rope}: -> far\n    - Back: -> some\n"
UNSEEN = "    - |\n      On.\n    - Cross {if rope and lamp}: -> far\n    - Back: -> some\n"


@pytest.mark.parametrize(
    ("flow", "kind", "name"),
    [
        (TAKE + SHUT + ROOM, "scene", "far"),
        (TAKE + PREEMPTED + ROOM, "scene", "far"),
        (TAKE + UNSEEN, "choice", "hall.cross"),
    ],
)
def test_the_slot_that_breaks_a_promise_is_blamed(tmp_path: Path, flow: str, kind: str, name: str) -> None:
    facts = study(unfold(read_graph(story(tmp_path, STATE, flow + ENDS))))
    sights = [sight for node in facts.graph.nodes for sight in node.sights]
    goal = next(goal_of(sight) for sight in sights if (sight.kind, sight.name) == (kind, name))
    rope, lamp = facts.graph.names.index("rope"), facts.graph.names.index("lamp")
    quest, spots = Quest(facts, Limits()), spots_of(facts, goal)
    projection, reached = quest.reach(frozenset({rope}), spots)
    distance = Distance(projection, quest.goal(projection, reached, spots), reached)
    guide = Guide(Walker(facts.graph, {number: [sight] for number, sight in spots}), quest.keys, [distance])
    assert guide.run(10) is None
    assert set(guide.blamed) - {rope} == {lamp}
    assert quest.forbids(frozenset({rope, lamp}), spots)
