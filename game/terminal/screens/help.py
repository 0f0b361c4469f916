"""The keys of a screen, made from its bindings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from game.terminal.keys import named
from game.terminal.screens.page import Page
from game.terminal.screens.reading import Reading
from game.terminal.widgets.paragraph import Paragraph
from game.terminal.widgets.sheet import Sheet

READING = (("1 to 9", "Take that choice"), ("letters", "Narrow the choices to those that match"), ("space", "Read on"))
SIGNS = "Before a choice, how it is meant: "
NAMED = "A key can be another one: under its name, in grey here, in settings.toml."


class Help(Page):
    """What can be pressed on the screen beneath."""

    def __init__(self, beneath: Screen[object]) -> None:
        super().__init__("Keys")
        self.beneath = beneath

    def matter(self) -> Iterable[Widget]:
        """One line for each key: what it does, and by what name it can be given another."""
        yield Sheet(id="keys", measure=70)

    def on_mount(self) -> None:
        """Set the lines."""
        self.query_one("#keys", Sheet).put(self._lines())

    def _lines(self) -> Iterator[Paragraph]:
        if isinstance(self.beneath, Reading):
            stances = self.beneath.play.story.stances
            for letters, what in (*READING, (" ".join(stances.values()), SIGNS + ", ".join(stances))):
                yield _line(letters, Content(what))
        for action, (keys, what) in self._keys().items():
            yield _line(", ".join(keys), Content.assemble(what, (f"  {action}", "$read")))
        yield Paragraph(Content.styled(NAMED, "$read"))

    def _keys(self) -> dict[str, tuple[list[str], str]]:
        """Action to its keys and what it does."""
        found: dict[str, tuple[list[str], str]] = {}
        for _, bindings in self.beneath._modal_binding_chain:
            for binding in (each for many in bindings.key_to_bindings.values() for each in many):
                if not binding.system and binding.id:
                    found.setdefault(binding.id, ([], _what(binding)))[0].append(named(binding.key))
        return found


def _line(keys: str, what: Content) -> Paragraph:
    return Paragraph(what, Content.styled(keys, "bold $dust"), 16, gap=False)


def _what(binding: Binding) -> str:
    return binding.tooltip or binding.description
