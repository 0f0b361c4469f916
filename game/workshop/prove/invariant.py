"""Conditions that an author wants to hold wherever play rests, and conditions that a route leads to."""

from __future__ import annotations

from game.engine.code import Guard, guard_of
from game.language.expression import Conditions, Not
from game.language.mark import Mark
from game.language.problem import Problems
from game.language.scope import Scope
from game.language.story import Story


def invariant(story: Story, text: str, negated: bool = False) -> tuple[str, Guard]:
    """A condition over what the whole story remembers, with its text; StoryError if it is none."""
    problems = Problems()
    problems.know("condition", [text])
    scope = Scope.of(story, {}, None)
    found = Conditions(scope.lookup(), scope.known, problems).read(text, Mark("condition", 1, 1))
    problems.stop_if_wrong()
    slots = {key: slot for slot, key in enumerate(story.variables)}
    return text, guard_of(Not(found) if negated else found, slots)
