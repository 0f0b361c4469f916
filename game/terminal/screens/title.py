"""The title: the first thing there is, painted before any story is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.terminal.screens.place import Place
from game.terminal.widgets.mars import Mars
from game.terminal.widgets.menu import Menu, Option

ENTRIES = (
    ("resume", "Continue"),
    ("begin", "New game"),
    ("episodes", "Episodes"),
    ("saves", "Saved games"),
    ("settings", "Settings"),
    ("about", "About"),
    ("quit", "Quit"),
)


class Title(Place[None]):
    """Where one arrives and where one comes back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="title.up", show=False),
        Binding("down,j", "move(1)", "Down", id="title.down", show=False),
        Binding("enter,space", "take", "Choose", id="title.take", show=False),
        Binding("q", "app.quit", "Quit", id="title.quit", show=False),
    ]

    def furnish(self) -> Iterable[Widget]:
        """Letters and list on the left, the planet on the right."""
        with Horizontal():
            with Vertical(id="left"):
                yield Static("ULYSSE 1", id="name", markup=False)
                yield Static("─" * 9, id="line", markup=False)
                yield Menu(id="entries", numbered=False, measure=40)
                yield Static("", id="state", markup=False)
            yield Mars(id="mars")

    @property
    def entries(self) -> Menu:
        """The list."""
        return self.query_one("#entries", Menu)

    def on_mount(self) -> None:
        """The list is there at once; what needs the story comes when it is open."""
        self._offer(self._may_have_games())
        self.call_after_refresh(self._raise, self.query_one(Mars))
        self.greet()
        if self.ulysse.remark:
            self.ulysse.tell(self.ulysse.remark)

    def on_screen_resume(self) -> None:
        """Coming back, there may be a game that was not there before."""
        if self.ulysse.opened.is_set() and self.ulysse.problem is None:
            self._offer(bool(self.ulysse.evening.shelf.slots()))

    def _raise(self, mars: Mars) -> None:
        mars.rise(self.ulysse.animation_level != "none")

    def _may_have_games(self) -> bool:
        """Whether the folder of saved games has any file: cheap, and right unless the files are damaged."""
        return any(self.ulysse.evening.saves.glob("**/*.json"))

    def _offer(self, games: bool) -> None:
        needless = () if games else ("resume", "saves")
        entries = [Option(id, Content(words)) for id, words in ENTRIES if id not in needless]
        picked = self.entries.picked
        self.entries.offer(entries, pick=picked.id if picked and picked.id not in ("begin", *needless) else None)

    @work
    async def greet(self) -> None:
        """Once the story is open, offer what can be done with it; or say why it cannot be opened."""
        await self.ulysse.opened.wait()
        if self.ulysse.problem is not None:
            self._fail(self.ulysse.problem)
            return
        evening = self.ulysse.evening
        newest = evening.shelf.newest()
        self.query_one("#name", Static).update(Content(evening.story.title.upper()))
        self._offer(newest is not None)
        if newest is not None:
            last = f"Episode {newest.episode}, {newest.episode_title}\n{newest.place}"
            self.query_one("#state", Static).update(Content(last))
        self._start_as_asked()

    def _start_as_asked(self) -> None:
        resume, episode = self.ulysse.resume, self.ulysse.episode
        self.ulysse.resume, self.ulysse.episode = False, None
        if episode is not None:
            self._play(episode)
        elif resume:
            self._go_on()

    def _fail(self, problem: BaseException) -> None:
        from game.terminal.screens.notice import Notice

        self.query_one("#state", Static).update(Content("The story cannot be read."))
        self.app.push_screen(Notice("The story cannot be read", str(problem)))

    # Choosing -------------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Up or down the list."""
        self.entries.move(step)

    def action_take(self) -> None:
        """What one stands on."""
        self.entries.take()

    def taken(self, id: str) -> None:
        """Do what was chosen, as soon as the story is open."""
        if id == "quit":
            self.app.exit()
        else:
            self._do(id)

    @work(exclusive=True, group="do")
    async def _do(self, entry: str) -> None:
        if not self.ulysse.opened.is_set():
            self.query_one("#state", Static).update(Content("One moment."))
            await self.ulysse.opened.wait()
        if self.ulysse.problem is not None and entry not in ("settings", "about"):
            self._fail(self.ulysse.problem)
        elif self.is_active:
            self._open(entry)

    def _open(self, entry: str) -> None:
        if entry == "resume":
            self._go_on()
        elif entry == "begin":
            self._play(None)
        elif entry == "saves":
            from game.terminal.screens.saves import Saves

            self.app.push_screen(Saves(), self._loaded)
        else:
            self._leaf(entry)

    def _leaf(self, entry: str) -> None:
        from game.terminal.screens.notice import about

        if entry == "settings":
            from game.terminal.screens.settings import SettingsScreen

            self.app.push_screen(SettingsScreen())
        elif entry == "episodes":
            from game.terminal.screens.episodes import Episodes

            self.app.push_screen(Episodes(), self._chosen_episode)
        else:
            self.app.push_screen(about())

    def _chosen_episode(self, id: str | None) -> None:
        if id is not None and id.isdecimal():
            self._play(int(id))
        elif id is not None:
            self._load(id)

    def _load(self, id: str) -> None:
        from game.saves import SaveError

        try:
            self.ulysse.evening.keeper.load(id)
        except SaveError as error:
            self.ulysse.tell(str(error))
        else:
            self._read(True)

    def _loaded(self, loaded: bool | None) -> None:
        if loaded:
            self._read(False)

    def _go_on(self) -> None:
        from game.saves import SaveError

        try:
            moment = self.ulysse.evening.keeper.resume()
        except SaveError as error:
            self.ulysse.tell(str(error))
            return
        if moment is None:
            self.ulysse.tell("There is no saved game yet.")
        else:
            self._read(False)

    def _play(self, episode: int | None) -> None:
        from game.engine.playthrough import NotOffered
        from game.language.problem import StoryError
        from game.terminal.screens.notice import Notice

        try:
            self.ulysse.evening.begin(episode)
        except NotOffered as error:
            self.ulysse.tell(str(error))
        except StoryError as error:
            self.app.push_screen(Notice("The story cannot be read", str(error)))
        else:
            self._read(True)

    def _read(self, new: bool) -> None:
        from game.terminal.screens.authoring import Authoring
        from game.terminal.screens.reading import Reading

        self.query_one("#state", Static).update(Content(""))
        self.app.push_screen(Authoring(card=new) if self.ulysse.evening.seeker else Reading(card=new))
