"""Tells again what was played before a game was resumed, when a timeline, a history or a book asks for it.

The steps are taken again, and where the digests agree one can go back to. Beyond that the story has changed, and what
was played is told as it goes now; where it does not go at all any more, the choices alone are named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from game.engine.library import Library
from game.engine.moment import Choice, Moment
from game.engine.playthrough import NotOffered, Playthrough
from game.engine.trail import Past, Step
from game.saves.fingerprint import agrees
from game.saves.save import Save
from game.saves.standing import enter, exactly
from game.saves.tree import ORIGIN

NO_MORE = "The story has changed; this is not offered any more."


class Retelling:
    """What a playthrough that was resumed recalls: a Recall (`game/engine/trail.py`)."""

    def __init__(self, library: Library, read: Callable[[], Save], turn: int) -> None:
        """Of the save that `read` gives, when it is needed, as far as so many steps on the way to its tip."""
        self._library, self._read, self._turn = library, read, turn

    def steps(self) -> Sequence[Step]:
        """Everything that was done, oldest first."""
        save = self._read()
        return [save.nodes[number - 1].step for number in save.path[: self._turn]]

    def past(self, turn: int) -> tuple[int, Sequence[Past]]:
        """Where play stood after so many steps, or after fewer, and after each that follows.

        It begins after a place that the save keeps, if the story has not changed since, or at the origin.
        """
        save = self._read()
        path = [ORIGIN, *save.path][: self._turn]
        teller = _Reteller(save, self._library)
        sewn = max((index for index, number in enumerate(path) if number in save.seams), default=1)
        indices = range(turn - 1, sewn - 1, -1) if is_of_today(save.editions, self._library) else ()
        first = next((index + 1 for index in indices if teller.stands_after(path[index])), 0)
        return first, [teller.tell(turn, path[turn]) for turn in range(first, len(path))]


def is_of_today(editions: Mapping[str, str], library: Library) -> bool:
    """Whether all that was played since the last seam was played in the very editions that there are."""
    return all(library.edition(episode) == edition for episode, edition in editions.items())


class _Reteller:
    def __init__(self, save: Save, library: Library) -> None:
        self.save, self.library = save, library
        self.walk: Playthrough | None = None
        """What goes the way of the save, as far as the story has it; None where it goes nowhere."""
        self.same = True
        """The walk stands where the save stood."""
        self.episode = 0
        """The number of the last episode that was told of."""
        self.chosen = dict(zip([ORIGIN, *save.path], save.path, strict=False))
        """A step to the one that follows."""

    def stands_after(self, number: int) -> bool:
        """Begin after the step `number`, of which only what follows can be told as it was; whether that can be done."""
        place = self.save.places.get(number)
        standing = exactly(place, self.library) if place else None
        self.walk = Playthrough(self.library, self.save.seed, standing.episode, standing) if standing else None
        return self._agrees(number)

    def tell(self, turn: int, number: int) -> Past:
        """Where play stood after the step `number`, which is the next on the way."""
        if number == ORIGIN or number in self.save.seams:
            self._enter(number)
        else:
            self._follow(number)
        if self.walk is None:
            return self._named(turn, number)
        position = self.walk.position
        told = self._with_chosen(replace(position.moment, turn=turn), number)
        self.episode = told.episode
        return replace(position, moment=told) if self.same else told

    def _enter(self, number: int) -> None:
        place = self.save.places[number] if number else self.save.origin
        self.walk = enter(self.library, self.save.seed, place)
        self.same = self.walk is not None and (not number or self._agrees(number))

    def _follow(self, number: int) -> None:
        if not self._took(self.save.nodes[number - 1].step):
            place = self.save.places.get(number)
            self.walk = enter(self.library, self.save.seed, place) if place else None
            self.same = False
        self.same = self.same and self._agrees(number)

    def _took(self, step: Step) -> bool:
        if self.walk is None:
            return False
        turn = self.walk.turn
        try:
            self.walk.replay([step])
        except NotOffered:
            return False
        return self.walk.turn > turn

    def _agrees(self, number: int) -> bool:
        return self.walk is not None and agrees(self.walk, self.save.nodes[number - 1].digest)

    def _named(self, turn: int, number: int) -> Moment:
        """A moment of which no more is known than the choice that was made there."""
        return self._with_chosen(Moment(turn, self.episode, "", "", (), None, (), (), (), None), number)

    def _with_chosen(self, moment: Moment, number: int) -> Moment:
        """`moment` with the choice that was made there, though it may not be offered any more."""
        step = self.save.nodes[self.chosen[number] - 1].step if number in self.chosen else None
        if step is None or step.kind != "choose" or any(choice.id == step.id for choice in moment.choices):
            return moment
        words = step.id.partition(".")[2].replace("_", " ").capitalize()
        return replace(moment, choices=(*moment.choices, Choice(step.id, words, None, NO_MORE)))
