"""What must hold wherever play rests: as a story declares it, or as it is asked for; and what a route leads to."""

from __future__ import annotations

from collections.abc import Iterable

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.language.expression import Conditions, Not
from game.language.mark import Mark
from game.language.problem import Problems
from game.language.scope import Scope
from game.language.story import Episode, Invariant, Story
from game.workshop.why.condition import failing, shown

ASKED = Mark("condition", 1, 1)
"""Where a condition stands that no file of the story holds."""


def invariant(story: Story, text: str, negated: bool = False) -> Invariant:
    """A condition over what the whole story remembers, called by its text; StoryError if it is none."""
    problems = Problems()
    problems.know(ASKED.file, [text])
    scope = Scope.of(story, {}, None)
    found = Conditions(scope.lookup(), scope.known, problems).read(text, ASKED)
    problems.stop_if_wrong()
    return Invariant(text, Not(found) if negated else found, (), ASKED)


def invariants_of(
    story: Story, episode: Episode, asked: Iterable[Invariant]
) -> Iterable[tuple[Invariant, frozenset[str]]]:
    """What must hold in an episode, and in which scenes of it; of none: in all."""
    for one in (*story.invariants, *asked):
        if not one.within or episode.id in one.within:
            yield one, frozenset()
    for one in episode.invariants:
        yield one, frozenset(one.within)


def broken(library: Library, must: Invariant, replay: Iterable[Step]) -> str:
    """Where play rests after steps that break an invariant, and what is not as it must be there."""
    playthrough = Playthrough(library)
    playthrough.replay(replay)
    position = playthrough.position
    chart = library.chart(position.episode)
    wrong = dict.fromkeys(f"{shown(one.key)} is {one.value}" for one in failing(must.must, position.world, chart.slots))
    return f"where play rests at {chart.blocks[position.state].mark}, {', '.join(wrong)}"
