"""Turns the choices of a moment into the options of a menu."""

from __future__ import annotations

from textual.content import Content

from game.engine.moment import Choice
from game.engine.playthrough import Playthrough
from game.player.settings import Settings
from game.saves import Keeper
from game.terminal.widgets.menu import Option

TAKEN = Content.styled("  taken before", "$read")


def options(keeper: Keeper, settings: Settings, typed: str = "") -> list[Option]:
    """The choices to show, only those that have every word of `typed`."""
    play = keeper.playthrough
    shown = [choice for choice in play.moment.choices if choice.locked is None or settings["locked"] == "shown"]
    words = typed.casefold().split()
    marked = keeper.taken if settings["taken"] == "marked" else frozenset()
    return [
        _option(choice, play, choice.id in marked)
        for choice in shown
        if all(word in choice.label.casefold() for word in words)
    ]


def _option(choice: Choice, play: Playthrough, taken: bool) -> Option:
    sign = play.story.stances.get(choice.stance or "", " ")
    note = Content(choice.locked) if choice.locked is not None else Content("")
    label = Content(choice.label) + TAKEN if taken else Content(choice.label)
    return Option(choice.id, label, sign, choice.locked is None, note)


def ending_options() -> list[Option]:
    """What can be done when the story is over."""
    return [
        Option("ending", Content("Who was listening, and what became of everybody")),
        Option("back", Content("Take back the last choice")),
        Option("title", Content("To the title")),
    ]
