"""Seeking: shown while a way is looked for, in author mode. Dismissed with the playthrough that stands at its end."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from game.engine.playthrough import NotOffered, Playthrough
from game.language.problem import StoryError
from game.terminal.screens.place import Leaf

if TYPE_CHECKING:
    from game.workshop.seeker import Search


class Seeking(Leaf[Playthrough]):
    """How far the search is, and what came of it if nothing did."""

    CSS_PATH = "listing.tcss"

    def __init__(self, search: Search, old: Playthrough) -> None:
        """`old` is what is played, until a way is found."""
        super().__init__()
        self.search, self.old = search, old

    def furnish(self) -> Iterable[Widget]:
        """One sentence."""
        with Vertical(classes="window") as window:
            window.border_title = Content(self.search.target)
            window.border_subtitle = "esc back"
            yield Static("Looking for a way…", id="found", markup=False)

    def on_mount(self) -> None:
        """Wait for the answer, in a thread."""
        self.run_worker(self._found, thread=True, exit_on_error=False, name="seek")

    def on_unmount(self) -> None:
        """Whoever goes away does not want it any more."""
        self.search.end()

    def _found(self) -> Playthrough | str:
        """The playthrough at the end of the way, or a sentence."""
        answer = self.search.answer(partial(self.app.call_from_thread, self._say))
        if answer.steps is None:
            return answer.why
        play = Playthrough(self.old.library, self.old.seed)
        try:
            play.replay(answer.steps)
        except (NotOffered, StoryError) as error:
            return f"The story being played is not the one in its files: {error}"
        return play

    def _say(self, sentence: str) -> None:
        if self.is_mounted:
            self.query_one("#found", Static).update(Content(sentence))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """There is a playthrough, or there is a sentence."""
        if event.state is WorkerState.SUCCESS:
            self._say(event.worker.result) if isinstance(event.worker.result, str) else self.leave(event.worker.result)
        elif event.state is WorkerState.ERROR:
            self._say(f"The search failed: {event.worker.error}")
