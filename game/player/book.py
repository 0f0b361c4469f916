"""The book: a whole playthrough as a novel, in chapters. `bindery` writes it in every form."""

from __future__ import annotations

from dataclasses import field

from game.engine.moment import Card, Ending, Line, Span
from game.engine.playthrough import Playthrough
from game.language.story import Story
from game.language.value import value
from game.player.past import label_of

CHOSEN = "chosen"
"""The kind of a line that tells what the player chose."""


@value
class Chapter:
    """What was told under one title card."""

    card: Card | None
    """None where a playthrough began without one."""
    pieces: list[Line | Ending] = field(default_factory=list)


@value
class Book:
    """A playthrough, ready to be set."""

    story: Story
    chapters: tuple[Chapter, ...]

    @classmethod
    def of(cls, play: Playthrough) -> Book:
        """The book of everything played so far."""
        chapters: list[Chapter] = []
        for number, moment in enumerate(play.moments):
            label = label_of(play.moments[number - 1], play.trail[number - 1].id) if number else ""
            if label:
                chapters[-1].pieces.append(Line(CHOSEN, (Span(label),)))
            if moment.card or not chapters:
                chapters.append(Chapter(moment.card))
            chapters[-1].pieces.extend([*moment.text, *([moment.ending] if moment.ending else [])])
        return cls(play.story, tuple(chapters))

    def name(self, line: Line) -> str:
        """Who speaks, as it is printed; empty for what nobody says."""
        person = self.story.cast.get(line.speaker or "")
        return person.name if person else line.speaker or ""
