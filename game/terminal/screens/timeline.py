"""The timeline: every choice of the playthrough, to go back to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content

from game.engine.playthrough import Playthrough
from game.player.past import Past, past
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option


class Timeline(Listing[int]):
    """Dismissed with how many steps to go back."""

    heading: ClassVar[str] = "Timeline"
    keys: ClassVar[str] = "enter go back to before it · esc back"
    nothing: ClassVar[str] = "This is the beginning."

    def __init__(self, play: Playthrough) -> None:
        super().__init__()
        self.play = play

    def entries(self) -> Iterable[Option]:
        """The newest choice first, under where it was made."""
        done = past(self.play)
        return (_option(each, len(done)) for each in reversed(done))

    def on_mount(self) -> None:
        """Say what happens to what is left behind."""
        super().on_mount()
        if self.play.trail:
            self.say("Going back and choosing otherwise keeps what was as a saved game.")

    def taken(self, id: str) -> None:
        """The caller goes back."""
        self.leave(int(id))


def _option(each: Past, done: int) -> Option:
    where = Content(f"Episode {each.episode} · {each.place}")
    return Option(str(done - each.number + 1), Content(each.words), note=where)
