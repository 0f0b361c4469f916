"""Brings a saved playthrough back, also when its story has changed since.

In this order: the trail is replayed and every digest agrees; the place is found by name and the story can go on from
there; the trail is replayed to the last moment up to which every digest agrees. Nothing diverges silently.
"""

from __future__ import annotations

from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.language.problem import StoryError
from game.language.value import value
from game.saves.door import enter
from game.saves.error import SaveError
from game.saves.fingerprint import digest_of, prints_of
from game.saves.naming import namings, up_to_date
from game.saves.place import place_of
from game.saves.record import Record
from game.saves.save import Save
from game.saves.search import goes_on

RESTORED, CARRIED, MOVED = "restored", "carried over", "moved back"


@value
class Loaded:
    """A playthrough that was brought back."""

    record: Record
    how: str
    """`restored` as it was; `carried over` by name into a changed story; or `moved back`."""
    notice: str | None
    """One sentence for the player, or None if there is nothing to say."""


@value
class Difference:
    """The first step of a save at which its story goes another way now."""

    number: int
    """Counted from 1; 0 is the beginning."""
    id: str
    why: str


def load(save: Save, library: Library) -> Loaded:
    """The playthrough of `save`. SaveError if it cannot be brought back at all, or its story cannot be played."""
    try:
        return _load(save, library)
    except StoryError as error:
        first = str(error.problems[0]) if error.problems else str(error)
        raise SaveError(f"The story cannot be played: {first.splitlines()[0]}") from None


def _load(save: Save, library: Library) -> Loaded:
    save = up_to_date(save, library.story)
    record, difference = retrace(save, library)
    if record is not None and difference is None:
        return Loaded(record, RESTORED, None)
    walked = len(record.playthrough.trail) if record is not None else -1
    return _carry_over(save, library, walked) or _move_back(save, record, walked)


def retrace(save: Save, library: Library) -> tuple[Record | None, Difference | None]:
    """The trail walked again as far as every digest agrees, and the first difference, or None."""
    save = up_to_date(save, library.story)
    playthrough = enter(library, save.seed, save.origin)
    if playthrough is None:
        return None, Difference(0, save.origin.episode, "the place where it begins is gone")
    record = Record(playthrough, save.origin)
    path = path_of(save)
    for count, number in enumerate(path, 1):
        node = save.nodes[number - 1]
        why = _repeat(playthrough, record, save, number)
        if why:
            return record, Difference(count, node.id, why)
    if difference := _other_menu(save, playthrough, len(path)):
        return record, difference
    record.graft(save.nodes, save.tip)
    return record, None


def changed_scenes(save: Save, library: Library) -> tuple[str, ...]:
    """The scenes in which the saved game rested that are gone, or whose logic is another now."""
    save = up_to_date(save, library.story)
    return tuple(key for key, prints in save.scenes.items() if _logic_now(key, library) != prints.partition(" ")[2])


def _logic_now(key: str, library: Library) -> str | None:
    episode, _, name = key.partition(".")
    if episode not in {file.id for file in library.story.episodes}:
        return None
    scene = library.chart(episode).episode.scenes.get(name)
    return prints_of(scene).partition(" ")[2] if scene else None


def path_of(save: Save) -> list[int]:
    """The numbers of the steps that lead to where a save stands, oldest first."""
    path, number = [], save.tip
    while number:
        path.append(number)
        number = save.nodes[number - 1].parent
    return path[::-1]


def _repeat(playthrough: Playthrough, record: Record, save: Save, number: int) -> str:
    """Take one step again; why it is not the step that was saved, or nothing."""
    node, before = save.nodes[number - 1], len(playthrough.trail)
    try:
        playthrough.replay([node.step])
    except NotOffered:
        return "it is not offered there now"
    if len(playthrough.trail) == before:
        return "it changes nothing now"
    if not any(digest_of(playthrough, naming) == node.digest for naming in namings(playthrough.story)):
        playthrough.rewind()
        return "it leads elsewhere, or to another state, now"
    record.follow()
    return ""


def _other_menu(save: Save, playthrough: Playthrough, count: int) -> Difference | None:
    """Whether the saved moment offered choices of which none is offered now, or the other way round."""
    saved = save.places.get(save.tip)
    if saved is None:
        return None
    now = set(place_of(playthrough).choices)
    if now & set(saved.choices) or (not now and not saved.choices):
        return None
    return Difference(count, saved.scene or saved.episode, "other choices are offered there now")


def _carry_over(save: Save, library: Library, walked: int) -> Loaded | None:
    """The newest place later than what could be walked, from which the story can go on."""
    path = [0, *path_of(save)]
    for index in range(len(path) - 1, walked, -1):
        place = save.places.get(path[index])
        playthrough = enter(library, save.seed, place) if place else None
        if place is None or playthrough is None or not goes_on(library, save.seed, place):
            continue
        back = len(path) - 1 - index
        return Loaded(Record(playthrough, place), MOVED if back else CARRIED, _carried(playthrough, back))
    return None


def _carried(playthrough: Playthrough, back: int) -> str:
    where = playthrough.moment.place or "where you were"
    if not back:
        return f"The story has changed since this was saved; you are where you were ({where})."
    return f"The story has changed since this was saved; you are {_choices(back)} earlier ({where})."


def _move_back(save: Save, record: Record | None, walked: int) -> Loaded:
    if record is None:
        raise SaveError("This game was saved in a part of the story that is gone; its file is kept.")
    back = max(0, len(path_of(save)) - walked)
    moment = record.playthrough.moment
    if not back:
        return Loaded(record, MOVED, f"The story has changed here since this was saved ({moment.place}).")
    return Loaded(
        record, MOVED, f"The story has changed since this was saved; you are {_choices(back)} earlier ({moment.place})."
    )


def _choices(count: int) -> str:
    return "one choice" if count == 1 else f"{count} choices"
