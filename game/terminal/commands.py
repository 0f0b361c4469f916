"""What the command palette offers: whatever can be done on the screen one is on, by its name or by its key."""

from __future__ import annotations

from collections.abc import Iterator

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

MOVES = ("palette", "up", "down", "take", "page.up", "page.down")
"""What nobody looks for by name."""
NAME = 14
"""Cells of the name of a command."""


class Palette(CommandPalette):
    """Textual's palette as a window of the game, in terminals of any size."""

    DEFAULT_CSS = """
    Palette, Palette:dark { background: $ground 75%; }
    Palette > Vertical, Palette:dark > Vertical { max-width: 78; margin: 2 0 0 0; background: $ground; }
    Palette SearchIcon { display: none; }
    Palette #--input, Palette #--input.--list-visible { border: round $line; border-title-color: $dust; height: 3; }
    Palette CommandInput, Palette CommandInput:focus { border: none; height: 1; padding: 0 2; color: $ink; }
    Palette CommandList, Palette CommandList:focus { border: round $line; background: $ground; padding: 0; }
    Palette CommandList > .option-list--option { color: $ink; padding: 0 2; text-style: none; }
    Palette CommandList > .option-list--option-highlighted { background: $raised; color: $ink; text-style: bold; }
    Palette CommandList:ansi > .option-list--option-highlighted { text-style: reverse; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="Any command", id="--command-palette")

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Put it away once: Enter pressed twice in Textual 8.2.8 would put away what lies beneath."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key moves in a list without a line to show: Textual 8.2.8 fails over it with a KeyError."""
        if action == "command_list":
            return bool(self.query_one(CommandList).size.height)
        return super().check_action(action, parameters)


class Commands(Provider):
    """The bindings of the present screen and of the App that can be used now."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for words, action in self._offered():
            yield DiscoveryHit(_shown(words), lambda action=action: self._run(action), words)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for words, action in self._offered():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, _shown(words), lambda action=action: self._run(action), words)

    def _offered(self) -> Iterator[tuple[str, str]]:
        """What it is called, and its action."""
        seen = set()
        for binding in (active.binding for active in self.screen.active_bindings.values() if active.enabled):
            if binding.tooltip and binding.action not in seen and binding.id not in MOVES:
                seen.add(binding.action)
                yield f"{binding.description}: {binding.tooltip}", binding.action

    async def _run(self, action: str) -> None:
        if self.screen.is_active:
            await self.screen.run_action(action.removeprefix("screen."))


def _shown(words: str) -> Content:
    """What it is called, and in a column of its own what it does."""
    name, _, what = words.partition(": ")
    return Content.assemble((f"{name:<{NAME}}", "$dust"), what)
