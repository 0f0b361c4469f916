"""What every screen of the game is: it says so when the terminal is too small, and then takes no key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from game.terminal.app import Ulysse

TOO_SMALL = "Ulysse 1 needs forty columns and twelve lines. Make the window larger; nothing is lost."
ALWAYS = ("quit", "app.quit")


class Place(Screen[ScreenResultType], Generic[ScreenResultType]):
    """A screen of the game."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    _left = False

    def compose(self) -> ComposeResult:
        """The sentence for small terminals, then what the screen is for."""
        yield Static(TOO_SMALL, classes="too-small", markup=False)
        yield from self.furnish()

    def furnish(self) -> Iterable[Widget]:
        """The widgets of the screen."""
        return ()

    @classmethod
    def reads(cls, key: str) -> bool:  # noqa: ARG003  # most screens read none
        """Whether the screen takes a key itself, as something typed."""
        return False

    @property
    def ulysse(self) -> Ulysse:
        """The application."""
        return cast("Ulysse", self.app)

    def leave(self, answer: ScreenResultType | None = None) -> None:
        """Put this screen away with an answer, once: what was pressed twice does not put away what lies beneath."""
        if self.is_active and not self._left:
            self._left = True
            self.dismiss(answer)

    @property
    def cramped(self) -> bool:
        """Whether the terminal is too small to show anything else."""
        return self.app.size.width < 40 or self.app.size.height < 12

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """In a terminal too small to show what a key does, no key does anything."""
        return not self.cramped or action in ALWAYS


class Leaf(Place[ScreenResultType], ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen laid over another; Escape puts it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "put_away", "Back", id="back", tooltip="Back to where one was"),
    ]

    def action_put_away(self) -> None:
        """Back, without an answer."""
        self.leave()
