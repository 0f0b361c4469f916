"""The notebook: what was noted, and putting two notes together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content

from game.engine.playthrough import NOTHING_COMES, NotOffered
from game.saves import Keeper
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option


class Notebook(Listing[bool]):
    """Dismissed with whether a reading was made."""

    heading: ClassVar[str] = "Notebook"
    keys: ClassVar[str] = "enter two that belong together · esc back"
    nothing: ClassVar[str] = "Nothing is noted yet."

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper = keeper
        self._first: str | None = None
        self._read = False

    def entries(self) -> Iterable[Option]:
        """The notes, then what they came to."""
        play = self.keeper.playthrough
        for note in play.notes:
            sign = "+" if note == self._first else " "
            yield Option(note, Content(play.story.notes[note]), sign)
        for reading in play.readings:
            yield Option(f"read.{reading.id}", Content(reading.text), "≡", open=False)

    def taken(self, id: str) -> None:
        """The first note, or the second."""
        if self._first is None:
            self._hold(id, "And which other one?")
        elif id == self._first:
            self._hold(None, "")
        else:
            self._pair(self._first, id)

    def _hold(self, note: str | None, sentence: str) -> None:
        self._first = note
        self.fill()
        self.say(sentence)

    def _pair(self, one: str, other: str) -> None:
        before = len(self.keeper.playthrough.trail)
        try:
            reading = self.keeper.pair(one, other)
        except NotOffered as error:
            self._hold(None, str(error))
            return
        self._read = self._read or len(self.keeper.playthrough.trail) > before
        self._hold(None, reading.text if reading else NOTHING_COMES)

    def action_put_away(self) -> None:
        """Back to the text; or first let go of the note in hand."""
        if self._first is not None:
            self._hold(None, "")
        else:
            self.leave(self._read)
