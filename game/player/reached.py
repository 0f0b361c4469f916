"""The episodes that a player has reached: what can be begun anew."""

from __future__ import annotations

from game.language.story import Story
from game.saves import Shelf, Slot


def reached(story: Story, shelf: Shelf) -> dict[int, str]:
    """Number to title of the first episode and of all up to the last in which a saved game stands.

    A title is empty where no saved game tells it.
    """
    titles = {slot.episode: slot.episode_title for slot in shelf.slots()}
    last = min(len(story.episodes), max(titles, default=1))
    return {number: titles.get(number, "") for number in range(1, max(1, last) + 1)}


def bookmarked(story: Story, shelf: Shelf) -> tuple[Slot, ...]:
    """The games that ship and stand in an episode that was reached; the first begins alike for everybody."""
    numbers = reached(story, shelf)
    return tuple(slot for slot in shelf.bookmarks() if slot.episode > 1 and slot.episode in numbers)
