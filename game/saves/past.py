"""The Past of a saved game: all that its file says beside the present, read when something first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.saves.error import Damaged
from game.saves.fingerprint import digest_of
from game.saves.place import Place
from game.saves.present import Present, present_of
from game.saves.save import Save
from game.saves.standing import exactly
from game.saves.tree import Node

UNREADABLE = Step("choose", "past.unreadable")
"""What stands for each step of a past that cannot be read."""


class Past:
    """A save that is read once, when it is first needed, by the record and the retelling of one playthrough."""

    def __init__(self, read: Callable[[], Save], present: Present, library: Library) -> None:
        """The save that `read` gives, or Damaged; what is known of it already is `present`."""
        self._read, self.present, self._library = read, present, library

    @property
    def save(self) -> Save:
        """The whole save, or one that goes on from the present, if its file says nonsense under a right checksum."""
        return self._found[0]

    @property
    def lost(self) -> str | None:
        """Why the file cannot be read; then only the number of steps is known, and where they led."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[Save, str | None]:
        try:
            save = self._read()
        except Damaged as error:
            return self._bare(), str(error)
        agrees = present_of(save) == self.present
        return (save, None) if agrees else (self._bare(), "it says two things of where it stands")

    def _bare(self) -> Save:
        """As many steps as there were, of which the last alone is known, and a seam."""
        present, turn = self.present, self.present.turn
        digest = digest_of(Playthrough(self._library, present.seed, None, exactly(present.place, self._library)))
        steps = [UNREADABLE] * (turn - 1) + [present.step or UNREADABLE]
        nodes = tuple(Node(number, step, digest) for number, step in enumerate(steps))
        origin, places, seams = Place(""), {turn: present.place}, frozenset({turn})
        version = self._library.story.version
        return Save(present.head, version, present.seed, origin, places, {}, nodes, turn, present.editions, seams)
