"""Brings a saved playthrough back, also when its story has changed since.

In this order: the trail is replayed and every digest agrees; the place is found by name and the story can go on from
there; the trail is replayed to the last moment up to which every digest agrees. Nothing diverges silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.engine.trail import Recall, Standing, Step
from game.language.problem import StoryError
from game.language.value import value
from game.saves.error import SaveError
from game.saves.fingerprint import agrees, logic_of
from game.saves.naming import up_to_date
from game.saves.past import Past
from game.saves.present import Present, present_of
from game.saves.reading import decode, read_present
from game.saves.record import Record
from game.saves.retelling import Retelling, is_of_today
from game.saves.save import Save
from game.saves.search import goes_on
from game.saves.slot import Head
from game.saves.standing import by_name, enter, exactly, has_lost_calls
from game.saves.tree import ORIGIN, Node

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
    present = present_of(save)
    try:
        restored = _restored(present, library, lambda: save) if present else None
        return restored if restored and not restored.record.lost else _load(save, library)
    except StoryError as error:
        raise _unplayable(error) from None


def load_at_once(data: bytes, id: str, library: Library) -> tuple[Head, Loaded] | None:
    """The head and the playthrough in a file that this program wrote, of which no more is read than that takes.

    None if it is another, or if there is a doubt: then `decode` it, and `load`. SaveError as above.
    """
    present = read_present(data, id)
    if present is None or present.head.slot.story != library.story.id:
        return None
    try:
        loaded = _restored(present, library, partial(decode, data, id, trusting=True))
    except StoryError as error:
        raise _unplayable(error) from None
    return (present.head, loaded) if loaded else None


def contradicts(save: Save, library: Library) -> bool:
    """Whether `save` says two things of where it stands in the story as it is now. StoryError if that is unsound."""
    present = present_of(save)
    restored = _restored(present, library, lambda: save) if present else None
    return restored is not None and restored.record.lost is not None


def _unplayable(error: StoryError) -> SaveError:
    first = str(error.problems[0]) if error.problems else str(error)
    return SaveError(f"The story cannot be played: {first.splitlines()[0]}")


def _load(save: Save, library: Library) -> Loaded:
    save = up_to_date(save, library.story)
    record, difference = retrace(save, library)
    if record is not None and difference is None:
        return Loaded(record, RESTORED, None)
    walked = record.playthrough.turn if record is not None else -1
    return _carry_over(save, library, walked) or _move_back(save, record, walked)


def _restored(present: Present, library: Library, read: Callable[[], Save]) -> Loaded | None:
    """The game in the very edition in which it was saved: the last step is taken again, from the place before it.

    None if that cannot be. Whether the file says that play stood there, its past tells when it is read.
    """
    standing = exactly(present.before, library) if is_of_today(present.editions, library) else None
    if standing is None:
        return None
    there = _after(standing, present.turn, Retelling(library, lambda: past.save, present.turn), present.step)
    try:
        playthrough = Playthrough(library, present.seed, present.beginning, there)
    except NotOffered:
        return None
    past = Past(read, present, playthrough)
    return Loaded(Record.late(playthrough, past), RESTORED, None)


def _after(standing: Standing, turn: int, recall: Recall, step: Step | None = None) -> Standing:
    return Standing(standing.episode, standing.state, standing.world, turn, step, recall)


def _resumed(save: Save, library: Library, standing: Standing, turn: int) -> Playthrough:
    """A playthrough that stands there after so many steps of `save`, which are told again when they are asked for."""
    there = _after(standing, turn, Retelling(library, lambda: save, turn))
    return Playthrough(library, save.seed, save.origin.episode, there)


def retrace(save: Save, library: Library) -> tuple[Record | None, Difference | None]:
    """The trail walked again as far as every digest agrees, and the first difference, or None.

    It is walked from the newest seam that is still there, or from the origin.
    """
    save = up_to_date(save, library.story)
    path = [ORIGIN, *save.path]
    record, begun = _begin(save, library, path)
    if record is None:
        return None, Difference(0, save.origin.episode, "the place where it begins is gone")
    for count in range(begun + 1, len(path)):
        node = save.nodes[path[count] - 1]
        if why := _repeat(record.playthrough, node):
            return record, Difference(count, node.step.id, why)
        record.follow(path[count])
    return record, _other_menu(save, record.playthrough)


def _begin(save: Save, library: Library, path: list[int]) -> tuple[Record | None, int]:
    """Where the trail can be walked from, and how many steps of `path` lead there."""
    for count in range(len(path) - 1, 0, -1):
        if path[count] in save.seams:
            place = save.places[path[count]]
            standing = by_name(place, library)
            playthrough = _resumed(save, library, standing, count) if standing else None
            same = playthrough and agrees(playthrough, save.nodes[path[count] - 1].digest)
            if playthrough and same and not has_lost_calls(place, library):
                return _anew(playthrough, save, path[count]), count
    playthrough = enter(library, save.seed, save.origin)
    return _anew(playthrough, save, ORIGIN) if playthrough else None, 0


def _anew(playthrough: Playthrough, save: Save, tip: int) -> Record:
    """The record of `save` as far as `tip`, in the story as it is now."""
    kept = {number: place for number, place in save.places.items() if number in save.seams}
    return Record.resumed(playthrough, replace(save, places=kept, editions={}), tip)


def changed_scenes(save: Save, library: Library) -> tuple[str, ...]:
    """The scenes in which the saved game rested that are gone, or whose logic is another now."""
    save = up_to_date(save, library.story)
    return tuple(
        f"{episode}.{scene}"
        for episode, scenes in save.scenes.items()
        for scene, logic in scenes.items()
        if _logic_now(episode, scene, library) != logic
    )


def _logic_now(episode: str, name: str, library: Library) -> str | None:
    if episode not in {file.id for file in library.story.episodes}:
        return None
    scene = library.chart(episode).episode.scenes.get(name)
    return logic_of(scene) if scene else None


def _repeat(playthrough: Playthrough, node: Node) -> str:
    """Take one step again; why it is not the step that was saved, or nothing."""
    turn = playthrough.turn
    try:
        playthrough.replay([node.step])
    except NotOffered:
        return "it is not offered there now"
    if playthrough.turn == turn:
        return "it changes nothing now"
    if not agrees(playthrough, node.digest):
        playthrough.rewind()
        return "it leads elsewhere, or to another state, now"
    return ""


def _other_menu(save: Save, playthrough: Playthrough) -> Difference | None:
    """Whether the saved moment offered choices of which none is offered now, or the other way round."""
    saved = save.places.get(save.tip)
    if saved is None:
        return None
    now = {choice.id for choice in playthrough.moment.open}
    if now & set(saved.choices) or (not now and not saved.choices):
        return None
    return Difference(playthrough.turn, saved.scene or saved.episode, "other choices are offered there now")


def _carry_over(save: Save, library: Library, walked: int) -> Loaded | None:
    """The newest place later than what could be walked, from which the story can go on."""
    path = [ORIGIN, *save.path]
    for index in range(len(path) - 1, walked, -1):
        place = save.places.get(path[index])
        standing = by_name(place, library) if place else None
        if place is None or standing is None or not goes_on(library, save.seed, place):
            continue
        playthrough = _resumed(save, library, standing, index)
        record = Record.resumed(playthrough, save, path[index])
        record.sew()
        back = len(path) - 1 - index
        return Loaded(record, MOVED if back else CARRIED, _carried(playthrough, back))
    return None


def _carried(playthrough: Playthrough, back: int) -> str:
    where = f"{_choices(back)} earlier" if back else "where you were"
    return f"The story has changed since this was saved; you are {where}{_place(playthrough)}."


def _place(playthrough: Playthrough) -> str:
    place = playthrough.moment.place
    return f" ({place})" if place else ""


def _move_back(save: Save, record: Record | None, walked: int) -> Loaded:
    if record is None:
        raise SaveError("This game was saved in a part of the story that is gone; its file is kept.")
    back = max(0, len(save.path) - walked)
    if back:
        return Loaded(record, MOVED, _carried(record.playthrough, back))
    what = "goes on from here now" if _was_ending(save) else "has changed here since this was saved"
    return Loaded(record, CARRIED, f"The story {what}{_place(record.playthrough)}.")


def _was_ending(save: Save) -> bool:
    place = save.places.get(save.tip)
    return place is not None and not place.choices


def _choices(count: int) -> str:
    return "one choice" if count == 1 else f"{count} choices"
