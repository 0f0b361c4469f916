"""The keys of a screen, made from its bindings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from game.terminal.screens.place import Leaf

READING = (("1 to 9", "take that choice"), ("letters", "narrow the choices to those that match"), ("space", "read on"))
NAMES = {"question_mark": "?", "pageup": "page up", "pagedown": "page down", "escape": "esc"}


class Help(Leaf[None]):
    """What can be pressed on the screen beneath."""

    def __init__(self, beneath: Screen[object]) -> None:
        super().__init__()
        self.beneath = beneath

    def furnish(self) -> Iterable[Widget]:
        """One line for each key."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = "Keys"
            window.border_subtitle = "esc back"
            yield Static(Content.assemble(*self._lines()), id="keys")

    def _lines(self) -> Iterator[tuple[str, str]]:
        always = READING if type(self.beneath).__name__ == "Reading" else ()
        for letters, what in always:
            yield f"{letters:<16}", "bold $dust"
            yield f"{what}\n", ""
        for action, (keys, what) in self._keys().items():
            yield f"{', '.join(keys):<16}", "bold $dust"
            yield what, ""
            yield f"  {action}\n", "$read"

    def _keys(self) -> dict[str, tuple[list[str], str]]:
        """Action to its keys and what it does."""
        found: dict[str, tuple[list[str], str]] = {}
        for _, bindings in reversed(self.beneath._modal_binding_chain):
            for binding in (each for many in bindings.key_to_bindings.values() for each in many):
                if not binding.system and binding.id:
                    found.setdefault(binding.id, ([], _what(binding)))[0].append(_name(binding.key))
        return found


def _what(binding: Binding) -> str:
    return binding.tooltip or binding.description


def _name(key: str) -> str:
    return NAMES.get(key, key.replace("ctrl+", "ctrl "))
