"""What can go wrong with a saved game, in one sentence for the player."""

from __future__ import annotations


class SaveError(Exception):
    """A saved game cannot be written, read or opened; says why in one sentence, and nothing was lost."""


class EditedError(SaveError):
    """A saved game can be read but is not as the game wrote it; it opens if one asks once more."""


class Overtaken(SaveError):
    """Another program has written the file meanwhile."""


class Damaged(SaveError):
    """A file is no saved game that this program can read."""
