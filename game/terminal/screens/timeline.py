"""The timeline: every choice of the playthrough, to go back to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content

from game.engine.playthrough import Playthrough
from game.player.past import past
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option
from game.terminal.widgets.paragraph import NOTHING


class Timeline(Listing[int]):
    """Dismissed with how many steps to go back."""

    heading: ClassVar[str] = "Timeline"
    keys: ClassVar[str] = "enter go back to before it · esc back"
    opening: ClassVar[str] = "Going back and choosing otherwise keeps what was as a saved game."
    nothing: ClassVar[str] = "This is the beginning."

    def __init__(self, play: Playthrough) -> None:
        super().__init__()
        self.play = play

    def entries(self) -> Iterable[Option]:
        """The newest choice first, those of one place under its name."""
        done = past(self.play)
        where = ""
        for each in reversed(done):
            before, where = where, f"Episode {each.episode} · {each.place}"
            over = Content(where) if where != before else NOTHING
            yield Option(str(len(done) - each.number + 1), Content(each.words), over=over)

    def taken(self, id: str) -> None:
        """The caller goes back."""
        self.leave(int(id))
