"""Reads what became of everybody: told after every ending, one block or more for each."""

from __future__ import annotations

import yaml

from game.language.fields import Fields
from game.language.flow import FlowReader
from game.language.item import Block, Flow
from game.language.names import check_person
from game.language.problem import Problems
from game.language.scope import Scope
from game.language.source import Source
from game.language.step import Utterance
from game.language.story import Fate, Story
from game.language.types import OneOf
from game.language.ways import deeds_in, steps_in


def read_afterwards(source: Source, node: yaml.Node, story: Story) -> tuple[Fate, ...]:
    """What becomes of whom in `story`, whose cast, state and endings are read already."""
    scope = Scope.of(story, {}, None, OneOf(tuple(story.endings)))
    reader = FlowReader(source, story, scope, "", frozenset())
    fates = []
    for person, mark, told in Fields(source, node, "`afterwards`"):
        check_person(person, mark, story.cast, source.problems)
        fates.append(Fate(person, _told(reader.flow(told), source.problems), mark))
    return tuple(fates)


def _told(flow: Flow, problems: Problems) -> tuple[Block, ...]:
    """The blocks of a flow that has nothing else; none, with problems, if it has."""
    marks = deeds_in(flow) or [s.mark for s in steps_in(flow) if isinstance(s, Utterance) and s.speaker]
    for mark in marks:
        advice = "Leave out arrows, effects, choices, instructions and speech."
        problems.add("U227", mark, "What became of somebody is only told.", advice)
    return () if marks else tuple(item for item in flow.items if isinstance(item, Block))
