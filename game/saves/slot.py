"""A Slot: one saved game as the shelf shows it."""

from __future__ import annotations

from game.language.value import value

AUTO, QUICK, NAMED, BRANCH, BOOKMARK = KINDS = ("auto", "quick", "named", "branch", "bookmark")


@value
class Slot:
    """The summary of a saved game, read without reading the whole."""

    id: str
    """The name of its file, without the ending."""
    kind: str
    """`auto`, `quick`, `named`, `branch` (what a rewind left) or `bookmark` (ships with the game)."""
    name: str
    """What the player called it; the game names its own saves."""
    story: str
    episode: int
    episode_title: str
    place: str
    last_line: str
    turn: int
    played: int
    """Seconds."""
    saved: str
    """When, in ISO 8601 and UTC, by the clock of the machine."""
    mood: str
    """The crew's mood in a word; empty if the story has none for its strain."""


@value
class Head:
    """A slot, and what tells one writing of its file from another."""

    slot: Slot
    lane: str
    """The playthrough it belongs to."""
    revision: int
    """How often its file was written."""
    writer: str
    """The program that wrote it."""
    order: int
    """Grows with every writing on a shelf, even when the clock goes backwards."""
