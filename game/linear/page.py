"""How a moment reads as lines: no cursor movement, no boxes, nothing that only colour says, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from game.engine.moment import Card, Choice, Ending, Line, Moment, Span
from game.language.story import Person, Story
from game.player.settings import Settings


class Page:
    """Sets what one story tells as lines, a paragraph on each."""

    def __init__(self, story: Story, settings: Settings) -> None:
        self._story, self.settings = story, settings
        self._place = ""
        """What was last said of where one is."""

    def moment(self, moment: Moment, taken: Set[str] = frozenset()) -> Iterator[str]:
        """The lines of a moment, a blank one between its parts; choices that are `taken` are marked."""
        if moment.card:
            yield from self.card(moment.card)
        yield from self.passage(moment.text)
        for note in moment.noted:
            yield from (f"[Noted: {self._story.notes[note]}]", "")
        if moment.place not in ("", self._place):
            yield from (f"Place: {moment.place}.", "")
        self._place = moment.place
        if moment.ending:
            yield from self.ending(moment.ending)
            yield from (
                "",
                "Type ending for what became of all, back to take back the last choice, new, or quit.",
            )
        else:
            yield from self.menu(moment.choices, taken)

    def again(self, moment: Moment, taken: Set[str] = frozenset()) -> Iterator[str]:
        """The lines of a moment to somebody who may not know where it is."""
        self._place = ""
        yield from self.moment(moment, taken)

    def card(self, card: Card) -> Iterator[str]:
        """The title card of an episode."""
        second = f" ({card.second_title})" if card.second_title else ""
        yield from (f"Episode {card.episode}: {card.title}{second}", "")
        yield from self.passage(card.recap)

    def ending(self, ending: Ending) -> Iterator[str]:
        """How it ended, and who was listening."""
        yield f"THE END: {ending.title}"
        if ending.listener:
            yield f"Told to {ending.listener}."

    def passage(self, lines: Iterable[Line]) -> Iterator[str]:
        """What was told, a blank line after each; set close, none between two who speak."""
        before = None
        for line in lines:
            close = self.settings["spacing"] == "close" and line.kind == "speech" and before == "speech"
            if before is not None and not close:
                yield ""
            yield from self.line(line)
            before = line.kind
        if before is not None:
            yield ""

    def line(self, line: Line) -> Iterator[str]:
        """One utterance or paragraph, with its speaker and subtitle."""
        if line.subtitle and self.settings["subtitles"] == "english":
            line = replace(line, spans=(Span(line.subtitle),), subtitle=None)
        yield spoken(line, self._story.cast)
        if line.subtitle:
            yield f"    [{line.subtitle}]"

    def menu(self, choices: Iterable[Choice], taken: Set[str] = frozenset()) -> Iterator[str]:
        """The choices, numbered; a locked one has its reason and no number."""
        number = 0
        for choice in choices:
            if choice.locked is None:
                number += 1
                yield self.choice(number, choice, choice.id in taken)
            elif self.settings["locked"] == "shown":
                yield f"-. {_meant(choice)} [closed: {choice.locked}]"

    def choice(self, number: int, choice: Choice, taken: bool = False) -> str:
        """One open choice."""
        return f"{number}. {_meant(choice)}{' [taken before]' if taken else ''}"


def _meant(choice: Choice) -> str:
    return f"{choice.label} ({choice.stance})" if choice.stance else choice.label


def spoken(line: Line, cast: Mapping[str, Person]) -> str:
    """A line with its speaker before it and its speech in quotes."""
    name = cast[line.speaker].name if line.speaker else ""
    if line.kind == "speech":
        return f"{name}: “{line.text}”"
    if line.kind == "message":
        return f"To {name}: {line.text}" if name else f"Sent: {line.text}"
    return line.text
