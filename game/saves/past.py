"""The Past of a saved game: all that its file says beside the present, read when something first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from game.engine.playthrough import Playthrough
from game.engine.trail import Standing, Step
from game.saves.error import Damaged
from game.saves.fingerprint import agrees, digest_of
from game.saves.place import Place, place_at
from game.saves.present import Present, present_of
from game.saves.save import Save
from game.saves.tree import Node

UNREADABLE = Step("choose", "past.unreadable")
"""What stands for each step of a past that cannot be read."""


class Past:
    """A save that is read once, when it is first needed, by the record and the retelling of one playthrough."""

    def __init__(self, read: Callable[[], Save], present: Present, playthrough: Playthrough) -> None:
        """The save that `read` gives, or Damaged; by its `present`, `playthrough` stands where it stands now."""
        self._read, self.present = read, present
        self._library, self._position = playthrough.library, playthrough.position

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
        sound = present_of(save) == self.present and self._leads_here(save)
        return (save, None) if sound else (self._bare(), "it says two things of where it stands")

    def _leads_here(self, save: Save) -> bool:
        """Whether the file says so of its last step, and keeps this very place of it."""
        kept = save.places.get(save.tip) == place_at(self._position, self._library)
        return kept and agrees(self._standing(), save.nodes[save.tip - 1].digest)

    def _standing(self) -> Playthrough:
        """Another playthrough that stands where the one of this past stood when it was opened."""
        here = self._position
        return Playthrough(self._library, self.present.seed, None, Standing(here.episode, here.state, here.world))

    def _bare(self) -> Save:
        """As many steps as there were, of which the last alone is known, and a seam."""
        present, turn, digest = self.present, self.present.turn, digest_of(self._standing())
        steps = [UNREADABLE] * (turn - 1) + [present.step or UNREADABLE]
        nodes = tuple(Node(number, step, digest) for number, step in enumerate(steps))
        origin, places, seams = Place(""), {turn: place_at(self._position, self._library)}, frozenset({turn})
        version = self._library.story.version
        return Save(present.head, version, present.seed, origin, places, {}, nodes, turn, present.editions, seams)
