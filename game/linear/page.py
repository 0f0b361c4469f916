"""How a moment reads as lines: no cursor movement, no boxes, nothing that only colour says."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from game.engine.moment import Card, Choice, Line, Moment
from game.language.story import Person, Story


class Page:
    """Prints moments of one story as lines of at most `width` characters; 0 leaves breaking to the reader."""

    def __init__(self, story: Story, width: int) -> None:
        self._story, self._width = story, width

    def moment(self, moment: Moment) -> Iterator[str]:
        """The lines of a moment, a blank one between its parts."""
        if moment.card:
            yield from self.card(moment.card)
        for line in moment.text:
            yield from self.line(line)
            yield ""
        for note in moment.noted:
            yield from self.wrap(f"[Noted: {self._story.notes[note]}]")
            yield ""
        if moment.ending:
            yield f"THE END: {moment.ending.title}"
            if moment.ending.listener:
                yield f"Told to {moment.ending.listener}."
        else:
            yield from self.menu(moment.choices)

    def card(self, card: Card) -> Iterator[str]:
        """The title card of an episode."""
        second = f" ({card.second_title})" if card.second_title else ""
        yield f"Episode {card.episode}: {card.title}{second}"
        yield ""
        for line in card.recap:
            yield from self.line(line)
            yield ""

    def line(self, line: Line) -> Iterator[str]:
        """One utterance or paragraph, with its speaker and subtitle."""
        yield from self.wrap(spoken(line, self._story.cast))
        if line.subtitle:
            yield from self.wrap(f"    [{line.subtitle}]")

    def menu(self, choices: Iterable[Choice]) -> Iterator[str]:
        """The choices, numbered; a locked one has its reason and no number."""
        number = 0
        for choice in choices:
            stance = f" ({choice.stance})" if choice.stance else ""
            if choice.locked is None:
                number += 1
                yield from self.wrap(f"{number}. {choice.label}{stance}")
            else:
                yield from self.wrap(f"-. {choice.label}{stance} [closed: {choice.locked}]")

    def wrap(self, text: str) -> list[str]:
        """A text broken into lines."""
        return textwrap.wrap(text, self._width, break_on_hyphens=False) if self._width else [text]


def spoken(line: Line, cast: Mapping[str, Person]) -> str:
    """A line with its speaker before it and its speech in quotes."""
    name = cast[line.speaker].name if line.speaker else ""
    if line.kind == "speech":
        return f"{name}: “{line.text}”"
    if line.kind == "message":
        return f"To {name}: {line.text}" if name else f"Sent: {line.text}"
    return line.text
