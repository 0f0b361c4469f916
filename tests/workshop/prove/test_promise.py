"""What a projection lacks is named by the first promise of it that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.workshop.prove.contexts import unfold
from game.workshop.prove.distance import Distance
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import goal_of
from game.workshop.prove.guide import Guide
from game.workshop.prove.quest import Limits, Quest, Spots, spots_of
from game.workshop.prove.reader import read_graph
from game.workshop.prove.settle import study
from game.workshop.prove.walk import Walker
from tests.workshop.prove.test_scale import story

STATE = "  lamp: {flag: false}\n  rope: {flag: false}\n  wick: {flag: false}\n"
TAKE = "  hall:\n    flow:\n    - Lamp: |\n        ~ lamp = true\n    - Rope: |\n        ~ rope = true\n"
ENDS = "  far:\n    flow:\n    - end: all\n  some:\n    flow:\n    - end: some\n"
SHUT = "    - |\n      On.\n    - Down {if lamp}: -> room\n    - Home: -> some\n"
PREEMPTED = "    - if: not lamp\n      then: -> some\n      else: -> room\n"
ROOM = "  room:\n    flow:\n    - Cross {if rope}: -> far\n    - Back: -> some\n"
EITHER = (
    "    - Wick: |\n        ~ wick = true\n    - |\n      On.\n    - Down {if wick}: -> room\n    - Walk: -> walk\n"
    "  walk:\n    flow:\n    - if: lamp\n      then: -> room\n      else: -> some\n"
)
PULL = (
    "  hall:\n    flow:\n    - Lamp: |\n        ~ lamp = true; wick = true\n    - Leave it: |\n        No.\n"
    "    - |\n      On.\n    - Pull: |\n        ~ if lamp: rope = true\n    - |\n      On.\n"
    "    - Down {if not wick}: -> room\n    - Home: -> some\n"
)
FALL = PULL.replace("    - Down {if not wick}: -> room\n", "    - if: rope\n      then: -> room\n")
DRY = "  room:\n    flow:\n    - Cross {if rope and not wick}: -> far\n    - Back: -> some\n"
UNSEEN = "    - |\n      On.\n    - Cross {if rope and lamp}: -> far\n    - Back: -> some\n"


@pytest.mark.parametrize(
    ("flow", "kind", "name", "blamed"),
    [
        (TAKE + SHUT + ROOM, "scene", "far", {"lamp"}),
        (TAKE + PREEMPTED + ROOM, "scene", "far", {"lamp"}),
        (TAKE + UNSEEN, "choice", "hall.cross", {"lamp"}),
        (TAKE + EITHER + ROOM, "scene", "far", {"lamp"}),
        (PULL + ROOM, "scene", "far", {"lamp", "wick"}),
        (FALL + DRY, "scene", "far", {"lamp", "wick"}),
    ],
    ids=["shut", "preempted", "unseen", "shut beside what is open", "unforeseen", "unforeseen by a fork"],
)
def test_the_slot_that_breaks_a_promise_is_blamed(
    tmp_path: Path, flow: str, kind: str, name: str, blamed: set[str]
) -> None:
    facts, quest, spots = quest_for(tmp_path, flow + ENDS, kind, name)
    guide = guided(quest, spots, "rope")
    assert guide.run(10) is None
    assert {facts.graph.names[slot] for slot in guide.blamed[0]} - {"rope"} == blamed
    assert quest.forbids(frozenset(facts.slots), spots)


def test_a_search_turns_from_states_that_no_projection_tells_apart_to_a_longer_way(tmp_path: Path) -> None:
    flags = "".join(f"  f{number}: {{flag: false}}\n" for number in range(8))
    short = "".join(
        f"    - Yes {{as y{number}}}: |\n        ~ f{number} = true\n"
        f"    - No {{as n{number}}}: |\n        No.\n    - |\n      On.\n"
        for number in range(8)
    )
    told = "".join(f"{{f{number}:It was.}}" for number in range(8))
    short += f"    - Cross {{if lamp and rope}}: -> far\n    - Back: |\n        {told}\n        -> some\n"
    long = (
        "".join(f"    - On {{as o{number}}}: |\n        On.\n    - |\n      On.\n" for number in range(14))
        + "    - Cross: -> far\n"
    )
    fork = "    - |\n      On.\n    - Short: -> short\n    - Long: -> long\n"
    flow = f"{TAKE}{fork}  short:\n    flow:\n{short}  long:\n    flow:\n{long}{ENDS}"
    _, quest, spots = quest_for(tmp_path, flow, "scene", "far", flags)
    found = guided(quest, spots).run(400)
    assert found is not None
    assert found[-1].id == "long.cross"


def quest_for(folder: Path, flow: str, kind: str, name: str, more: str = "") -> tuple[Facts, Quest, Spots]:
    facts = study(unfold(read_graph(story(folder, STATE + more, flow))))
    sights = [sight for node in facts.graph.nodes for sight in node.sights]
    goal = next(goal_of(sight) for sight in sights if (sight.kind, sight.name) == (kind, name))
    return facts, Quest(facts, Limits()), spots_of(facts, goal)


def guided(quest: Quest, spots: Spots, *slots: str) -> Guide:
    """A search that sees the story through some slots."""
    names = quest.facts.graph.names
    projection, reached = quest.reach(frozenset(map(names.index, slots)), spots)
    distance = Distance(projection, quest.goal(projection, reached, spots), reached)
    return Guide(Walker(quest.facts.graph, {number: [sight] for number, sight in spots}), quest.keys, [distance])
