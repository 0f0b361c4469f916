"""Playing: what can be done with a playthrough besides reading on. Reading is the screen on which it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from game.engine.playthrough import NotOffered, Playthrough
from game.language.problem import StoryError
from game.saves import Keeper, SaveError
from game.terminal.prose import Setter, Voices
from game.terminal.screens.place import Place


class Playing(Place[None]):
    """Going back, keeping, and the leaves that are laid over the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "crew", "Crew", id="crew", tooltip="Who is aboard, and how they are"),
        Binding("f3", "clock", "Clock", id="clock", tooltip="The time, and the light’s way to Earth"),
        Binding("f4", "notebook", "Notes", id="notebook", tooltip="What you noted; put two notes together"),
        Binding("tab", "map", "Map", id="map", show=False, tooltip="Where you are, and the way you came"),
        Binding("ctrl+z", "undo", "Undo", id="undo", tooltip="Take back the last choice"),
        Binding("f5", "quick_save", "Quick save", id="quick.save", show=False, tooltip="Keep this moment"),
        Binding("f6", "timeline", "Timeline", id="timeline", show=False, tooltip="Go back to any choice"),
        Binding("f7", "history", "History", id="history", show=False, tooltip="Everything read, and a search"),
        Binding("f8", "saves", "Saved games", id="saves", show=False, tooltip="Open another; save under a name"),
        Binding("f9", "quick_load", "Quick load", id="quick.load", show=False, tooltip="Back to the quick save"),
        Binding("f12", "book", "Book", id="book", show=False, tooltip="This playthrough as a novel"),
        Binding("escape", "pause", "Menu", id="pause", tooltip="Everything else"),
    ]

    _warned = -1
    """At what turn it was asked whether to go back to the quick save."""

    @property
    def keeper(self) -> Keeper:
        """Plays and keeps."""
        return self.ulysse.evening.keeper

    @property
    def play(self) -> Playthrough:
        """The walk that is being taken."""
        return self.keeper.playthrough

    @property
    def setter(self) -> Setter:
        """Sets the lines of this story as the player wants them."""
        settings = self.ulysse.settings
        return Setter(Voices.of(self.play.story), settings["subtitles"], settings["spacing"])

    def show_all(self) -> None:
        """Show the present moment, however one came to it."""
        raise NotImplementedError

    def show_reread(self) -> None:
        """Show what came of reading the story again."""
        raise NotImplementedError

    def clear_typed(self) -> bool:
        """Forget what was typed; whether there was anything."""
        raise NotImplementedError

    def attempt(self, do: Callable[[], object], then: Callable[[], None] | None = None) -> None:
        """Do something that may be refused; the refusal is said and nothing has changed."""
        from game.terminal.screens.notice import Notice

        try:
            do()
        except (NotOffered, SaveError) as error:
            self.ulysse.tell(str(error))
        except StoryError as error:
            self.app.push_screen(Notice("The story cannot be read", str(error)))
        else:
            if then:
                then()

    # Going back and keeping -----------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last choice."""
        self.attempt(lambda: self.keeper.rewind(1), self.show_all)

    def action_quick_save(self) -> None:
        """Keep this moment."""
        self.attempt(self.keeper.quick_save, lambda: self.ulysse.tell("Kept. F9 comes back here."))

    def action_quick_load(self) -> None:
        """Back to the moment that was kept."""
        if self.ulysse.settings["confirm"] == "always" and self._warned != self.play.turn:
            self._warned = self.play.turn
            self.ulysse.tell("F9 again: leave this moment for the one that was kept.")
            return
        self.attempt(lambda: self.keeper.load("quick"), self.show_all)

    def action_book(self) -> None:
        """Write everything played so far as a book."""
        from game.player.bindery import write_book
        from game.player.book import Book
        from game.terminal.screens.notice import Notice

        try:
            paths = write_book(Book.of(self.play), self.ulysse.evening.saves / "books")
        except OSError as error:
            self.ulysse.tell(f"The book cannot be written: {error.strerror}.")
        else:
            told = "Written for a reader of EPUB, for a browser or a printer, and in Markdown:"
            self.app.push_screen(Notice("The book", "\n\n".join([told, *map(self._handed, paths)])))

    def _handed(self, path: Path) -> str:
        """Where the player finds a file that was written: it is sent to one who plays in a browser."""
        if not self.app.is_web:
            return str(path)
        self.app.deliver_binary(path, save_filename=path.name)
        return path.name

    # Leaves ---------------------------------------------------------------------------------------------------

    def show_ending(self) -> None:
        """Who was listening, what became of everybody, and what was not taken."""
        from game.terminal.screens.ending import EndingScreen

        self.app.push_screen(EndingScreen(self.keeper))

    def action_crew(self) -> None:
        """Who is aboard."""
        self._instrument("crew")

    def action_clock(self) -> None:
        """The time and the light."""
        self._instrument("clock")

    def _instrument(self, name: str) -> None:
        from game.terminal.screens.instrument import InstrumentScreen

        self.app.push_screen(InstrumentScreen(name, self.play))

    def action_map(self) -> None:
        """Where one is."""
        from game.terminal.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.play))

    def action_notebook(self) -> None:
        """The notes, and putting two of them together."""
        from game.terminal.screens.notebook import Notebook

        self.app.push_screen(Notebook(self.keeper), self._thought)

    def _thought(self, read: bool | None) -> None:
        """A reading was made: it stands in the text."""
        if read:
            self.show_all()

    def action_history(self) -> None:
        """Everything that was read."""
        from game.terminal.screens.history import History

        self.app.push_screen(History(self.play, self.setter))

    def action_timeline(self) -> None:
        """Back to any choice."""
        from game.terminal.screens.timeline import Timeline

        self.app.push_screen(Timeline(self.play), self._go_back)

    def _go_back(self, steps: int | None) -> None:
        if steps:
            self.attempt(lambda: self.keeper.rewind(steps), self.show_all)

    def action_saves(self) -> None:
        """The shelf."""
        from game.terminal.screens.saves import Saves

        self.app.push_screen(Saves(playing=True), self._loaded)

    def _loaded(self, loaded: bool | None) -> None:
        if loaded:
            self.show_all()

    def action_pause(self) -> None:
        """Clear what was typed; else everything that can be done here."""
        from game.terminal.screens.pause import Pause

        if not self.clear_typed():
            bound = [each.binding for each in self.active_bindings.values()]
            keys = {binding.action: self.app.get_key_display(binding) for binding in reversed(bound)}
            self.app.push_screen(Pause(keys), self._paused)

    def _paused(self, entry: str | None) -> None:
        if entry == "title":
            self.leave()
        elif entry == "settings":
            from game.terminal.screens.settings import SettingsScreen

            self.app.push_screen(SettingsScreen(), self._set)
        elif entry == "quit":
            self.app.exit()
        elif entry == "help":
            self.ulysse.action_help()
        elif entry:
            self.call_next(self.run_action, entry)

    def _set(self, changed: bool | None) -> None:
        if changed:
            self.show_all()
