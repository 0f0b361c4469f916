"""What the command palette offers: whatever can be done on the screen one is on, by its name or by its key."""

from __future__ import annotations

from collections.abc import Iterator

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

MOVES = ("palette", "up", "down", "take", "page.up", "page.down")
"""What nobody looks for by name."""


class Palette(CommandPalette):
    """Textual's palette, in terminals of any size."""

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
            yield DiscoveryHit(Content(words), lambda action=action: self._run(action), words)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for words, action in self._offered():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, Content(words), lambda action=action: self._run(action), words)

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
