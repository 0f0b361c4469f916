"""The episodes, by their numbers: which of them a player has reached, so that they can be begun anew."""

from __future__ import annotations

from game.engine.playthrough import NotOffered
from game.language.story import Story
from game.saves import Shelf, Slot


def episode_at(story: Story, number: int | None) -> str | None:
    """The id of the episode of that number, the first of which is 1; None for None. NotOffered if there is none."""
    if number is None:
        return None
    if not 1 <= number <= len(story.episodes):
        raise NotOffered(f"There is no episode {number}; there are {len(story.episodes)}.")
    return story.episodes[number - 1].id


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
