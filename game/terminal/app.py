"""The terminal front end. `ulysse play` calls `run`; the rest is screens."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.widget import AwaitMount
from textual.worker import Worker, WorkerState

from game.player.settings import FILE, Settings, read_settings, write_settings
from game.terminal.console import Console, is_console
from game.terminal.evening import Evening
from game.terminal.keys import named
from game.terminal.screens.title import Title
from game.terminal.themes import THEMES, TOKENS

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.filter import LineFilter

    from game.engine.trail import Step
    from game.workshop.seeker import Seeker
    from game.workshop.watch import Reread, Watch

BEAT = 0.5
"""Seconds from one look at the files of a story to the next, while somebody writes it."""
PATIENCE = 0.25
"""Seconds within which the same key again is the same press: a held key repeats every 30 ms, a double press is
two within 200."""


def commands() -> type[Provider]:
    """What the palette offers; imported when it is opened."""
    from game.terminal.commands import Commands

    return Commands


def run(
    folder: Path,
    saves: Path,
    seed: int | None,
    resume: bool,
    episode: int | None,
    watch: Watch | None = None,
    seeker: Seeker | None = None,
) -> int:
    """Play in the terminal until the player quits; the exit code.

    With `watch`, in the story as it is being written; with `seeker`, in author mode.
    """
    app = Ulysse(Evening(folder, saves, seed, watch, seeker), resume, episode)
    app.run()
    return app.return_code or 0


class Ulysse(App[None], inherit_bindings=False):
    """The game as an application: settings, colours, and the evening that the screens play."""

    TITLE = "Ulysse 1"
    CSS_PATH = ["app.tcss", "screens/title.tcss"]  # noqa: RUF012  # the first screen loads none itself
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-low"), (24, "-tall")]  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar = {commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="quit", show=False, priority=True, tooltip="Leave; the game is kept"),
        Binding("ctrl+p", "command_palette", "Everything", id="palette", show=False, tooltip="Find any command"),
        Binding("question_mark,f1", "help", "Help", id="help", tooltip="The keys of this screen"),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(self, evening: Evening, resume: bool = False, episode: int | None = None, patience: float = PATIENCE):
        self.settings, self.remark = read_settings(evening.saves)
        self._console = Console() if is_console() else None
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.evening, self.resume, self.episode, self.patience = evening, resume, episode, patience
        self.opened = asyncio.Event()
        self._ending = False
        self._asked: tuple[Step, ...] = ()
        """What had been done when the story was last read again."""
        self.problem: BaseException | None = None
        """Why the story could not be opened."""
        for theme in THEMES:
            self.register_theme(theme)
        self.set_keymap(self.settings.keys)
        self._apply_settings()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The tokens, for themes that are not of this game."""
        return {token: THEMES[0].variables[token] for token in TOKENS}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What lies over every line; on the Linux console also the signs that its font has."""
        filters = super().get_line_filters()
        return [*filters, self._console] if self._console else filters

    def get_default_screen(self) -> Screen[None]:
        """The first thing there is."""
        return Title()

    # The story ------------------------------------------------------------------------------------------------

    def on_ready(self) -> None:
        """The title is painted: now there is time to read."""
        self.call_after_refresh(self.run_worker, self.evening.open, thread=True, exit_on_error=False, name="open")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The story is open, or it cannot be."""
        done = event.state in (WorkerState.SUCCESS, WorkerState.ERROR)
        if event.worker.name == "open" and done:
            self.problem = event.worker.error
            if self.opened.is_set():
                self._title.greet()
            else:
                self._begin()
            self.opened.set()
        elif event.worker.name == "reread" and event.state is WorkerState.SUCCESS:
            self._adopt(event.worker.result)

    def _begin(self) -> None:
        """The story was read for the first time."""
        if self.settings.keys:
            self._settle_keys()
        if self.evening.watch is not None:
            self.set_interval(BEAT, self._follow)

    # The story while it is written ------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Read the story again if a file of it was saved."""
        evening = self.evening
        assert evening.watch is not None
        if not evening.watch.changed():
            return
        if evening.playing:
            self._reread()
        else:
            self.run_worker(evening.open, thread=True, exit_on_error=False, name="open", exclusive=True)

    def _reread(self) -> None:
        watch, play = self.evening.watch, self.evening.play
        assert watch is not None
        self._asked = play.trail
        self.run_worker(partial(watch.reread, play), thread=True, name="reread", group="reread", exclusive=True)

    def _adopt(self, reread: Reread | None) -> None:
        """Go on at the same place; if a choice was made meanwhile, read once more."""
        from game.saves import SaveError
        from game.terminal.screens.playing import Playing

        assert reread is not None
        if self._asked != self.evening.play.trail:
            self._reread()
            return
        try:
            self.evening.adopt(reread)
        except SaveError as error:
            self.tell(str(error))
        for screen in self.screen_stack:
            if isinstance(screen, Playing):
                screen.show_reread()

    @property
    def _title(self) -> Title:
        return next(screen for screen in self.screen_stack if isinstance(screen, Title))

    # Settings -------------------------------------------------------------------------------------------------

    def _apply_settings(self) -> None:
        self.theme = "terminal" if self.no_color else self.settings["theme"]
        still = self.settings["motion"] == "off" or os.environ.get("TEXTUAL_ANIMATIONS") == "none"
        self.animation_level = "none" if still else "full"

    def change_settings(self, settings: Settings) -> None:
        """Use and keep other settings."""
        self.settings = settings
        self._apply_settings()
        try:
            write_settings(self.evening.saves, settings)
        except OSError as error:
            self.tell(f"The settings cannot be kept: {error.strerror}.")

    def _settle_keys(self) -> None:
        """Take back the keys that cannot be given, and say which; known when there is time to import every screen."""
        from game.terminal.keymap import settle

        given, refused = settle(self.settings.keys, Ulysse)
        if refused:
            self.set_keymap(given)
            self.tell(f"In {FILE}, {'; '.join(refused)}.")

    def get_key_display(self, binding: Binding) -> str:
        """What the footer calls a key."""
        return named(binding.key)

    # What is everywhere ----------------------------------------------------------------------------------------

    def tell(self, sentence: str) -> None:
        """Say something in passing."""
        self.notify(sentence, markup=False, timeout=6)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, once the screens that are being put up stand: an application that ends gives a screen no widgets."""
        self._ending = True
        if all(screen.is_mounted for screen in self.screen_stack):
            super().exit(result, return_code, message)
        else:
            self.call_after_refresh(self.exit, result, return_code, message)

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """Put a screen up, but none that a key asks for which was pressed after the one that ends."""
        return AwaitMount(self.screen, ()) if self._ending else super().push_screen(*args, **kwargs)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is bound to, unless its screen is being put up: that has its widgets a moment later."""
        if isinstance(default_namespace, Screen) and not default_namespace.is_mounted:
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def action_help(self) -> None:
        """The keys of this screen."""
        from game.terminal.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.screen))

    def action_command_palette(self) -> None:
        """Any command by its name."""
        from game.terminal.commands import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    async def on_unmount(self) -> None:
        """What was played is kept before the program ends."""
        self.evening.close()
