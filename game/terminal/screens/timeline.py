"""The timeline: every choice of the playthrough, to go back to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.content import Content

from game.engine.playthrough import Playthrough
from game.terminal.prose import label_of
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Menu, Option


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
        return reversed(list(self._steps()))

    def _steps(self) -> Iterator[Option]:
        moments, trail = self.play.moments, self.play.trail
        for number, step in enumerate(trail):
            before = moments[number]
            words = label_of(before, step.id) or self._reading(step.id)
            where = Content(f"Episode {before.episode} · {before.place}")
            yield Option(str(len(trail) - number), Content(words), note=where)

    def _reading(self, id: str) -> str:
        reading = self.play.story.readings.get(id)
        return reading.text if reading else id

    def on_mount(self) -> None:
        """Say what happens to what is left behind."""
        super().on_mount()
        if self.play.trail:
            self.say("Going back and choosing otherwise keeps what was as a saved game.")

    @on(Menu.Taken)
    def taken(self, event: Menu.Taken) -> None:
        """The caller goes back."""
        self.leave(int(event.id))
