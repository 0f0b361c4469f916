"""Turns what the engine tells into paragraphs to paint. Author text never passes through markup."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content, Span

from game.engine.moment import Line
from game.language.story import Story
from game.language.value import value
from game.terminal.widgets.paragraph import NOTHING, Paragraph

GUTTER = 11
"""Cells that speech hangs from the left: the longest name of a crew, nine letters, and two."""
VOICES = 6


@value
class Voices:
    """How the people of a story are told apart."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, story: Story) -> Voices:
        """The voices of a story's cast."""
        return cls({id: person.name for id, person in story.cast.items()})

    def name(self, id: str) -> str:
        """What is printed beside what somebody says."""
        return self.names.get(id, id)

    def colour(self, id: str) -> str:
        """The token of somebody's colour: by their place in the cast, so that neighbours differ."""
        place = list(self.names).index(id) if id in self.names else 0
        return f"$voice-{place % VOICES + 1}"


@value
class Setter:
    """Sets the lines of a story as paragraphs."""

    voices: Voices
    subtitles: str = "both"
    spacing: str = "airy"

    def passage(self, lines: tuple[Line, ...]) -> list[Paragraph]:
        """What one step told."""
        paragraphs: list[Paragraph] = []
        before = ""
        for line in lines:
            gap = self.spacing == "airy" or line.kind != "speech" or before != "speech"
            paragraphs += self._line(line, gap)
            before = line.kind
        return paragraphs

    def _line(self, line: Line, gap: bool) -> list[Paragraph]:
        if line.kind == "speech":
            return self._speech(line, gap)
        if line.kind == "message":
            return [self._message(line)]
        if line.kind == "reading":
            return [Paragraph(content(line), Content.styled("≡", "$cold"), 2, kind="reading")]
        return [Paragraph(content(line))]

    def _speech(self, line: Line, gap: bool) -> list[Paragraph]:
        lead = self._name(line.speaker or "")
        if line.subtitle is None:
            return [Paragraph(content(line), lead, GUTTER, gap, "speech")]
        if self.subtitles != "both":
            return [Paragraph(Content(line.subtitle), lead, GUTTER, gap, "speech")]
        spoken = Paragraph(content(line).stylize_before("italic"), lead, GUTTER, gap, "foreign")
        return [spoken, Paragraph(Content(line.subtitle), NOTHING, GUTTER, False, "subtitle")]

    def _name(self, speaker: str) -> Content:
        return Content.styled(self.voices.name(speaker), f"bold {self.voices.colour(speaker)}")

    def _message(self, line: Line) -> Paragraph:
        to = f"to {self.voices.name(line.speaker)}" if line.speaker else "sent"
        return Paragraph(content(line), Content.styled(f"› {to}", "$cold"), GUTTER, kind="message")


def content(line: Line) -> Content:
    """The words of a line in their styles."""
    spans, start = [], 0
    for span in line.spans:
        if span.italic:
            spans.append(Span(start, start + len(span.text), "italic"))
        start += len(span.text)
    return Content(line.text, spans)


def echo(label: str) -> Paragraph:
    """What the player chose, between what was told before and after."""
    return Paragraph(Content.styled(label, "$dust"), Content.styled("▸", "$dust"), 2, kind="echo")


def jotted(note: str) -> Paragraph:
    """What went into the notebook."""
    return Paragraph(Content.styled(note, "$cold"), Content.styled("noted", "$cold"), GUTTER, kind="note")
