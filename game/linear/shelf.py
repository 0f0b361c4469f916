"""Commands to begin, and to keep games and go on with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.engine.playthrough import NotOffered
from game.language.count import count
from game.linear.table import Command, Table, number_in
from game.player.kept import saved_at
from game.player.reached import bookmarked, reached
from game.saves import SaveError, Slot


def new(table: Table, _: str) -> Iterable[str]:
    """A new game."""
    return table.arrived(table.begin(None))


def go_on(table: Table, _: str) -> Iterable[str]:
    """The newest game."""
    moment = table.keeper.resume()
    if moment is None:
        raise NotOffered(table.keeper.notice or "There is no saved game yet.")
    return table.arrived(moment)


def episodes(table: Table, _: str) -> Iterator[str]:
    """Those that can be begun anew."""
    for number, title in reached(table.story, table.keeper.shelf).items():
        yield f"Episode {number}: {title}." if title else f"Episode {number}."
    yield "Type episode and a number to begin it anew."
    for slot in bookmarked(table.story, table.keeper.shelf):
        yield f"Or load {slot.id}: episode {slot.episode}, after a game that comes with this one."


def episode(table: Table, tail: str) -> Iterable[str]:
    """Begin one that was reached."""
    number = number_in(tail, max(reached(table.story, table.keeper.shelf)))
    if number is None:
        raise NotOffered("Type episode and the number of one that you have reached; episodes lists them.")
    return table.arrived(table.begin(number))


def save(table: Table, tail: str) -> Iterable[str]:
    """Keep this moment, under a name or as the quick save."""
    if tail:
        return [f"Kept as {table.keeper.save(tail).name}."]
    table.keeper.quick_save()
    return ["Kept. Type load to come back here."]


def load(table: Table, tail: str) -> Iterable[str]:
    """Go on with a kept game, or with the quick save."""
    if not tail and table.keeper.shelf.find("quick") is None:
        raise NotOffered("There is no quick save yet. Type load and the name or number of a kept game.")
    return table.arrived(table.keeper.load(_named(table, tail).id if tail else "quick"))


def saves(table: Table, _: str) -> Iterator[str]:
    """The kept games, newest first, numbered."""
    table.listed = table.keeper.shelf.slots()
    if not table.listed:
        yield "No game is kept yet."
    for number, slot in enumerate(table.listed, 1):
        yield from _slot(number, slot)


def _slot(number: int, slot: Slot) -> Iterator[str]:
    where = f"Episode {slot.episode}, {slot.episode_title}"
    yield f"{number}. {slot.name}. {where}, {slot.place}."
    mood = f", the crew {slot.mood}" if slot.mood else ""
    yield f"    {count(slot.turn, 'choice')}, {count(slot.played // 60, 'minute')} played{mood}."
    last = f" Last words: {slot.last_line}" if slot.last_line else ""
    yield f"    Saved {' at '.join(saved_at(slot))}.{last}"


def _named(table: Table, tail: str) -> Slot:
    """The game of that number in the last list, or of that name. SaveError if there is none."""
    if tail.isascii() and tail.isdigit():
        listed = table.listed or table.keeper.shelf.slots()
        number = number_in(tail, len(listed))
        if number is not None:
            return listed[number - 1]
    return table.keeper.shelf.need(tail)


def delete(table: Table, tail: str) -> Iterable[str]:
    """Take a game off the shelf."""
    if not tail:
        raise NotOffered("Type delete and the name or number of a kept game; saves lists them.")
    slot = _named(table, tail)
    table.keeper.shelf.delete(slot)
    return [f"Deleted: {slot.name}. Type undelete to bring it back."]


def undelete(table: Table, _: str) -> Iterable[str]:
    """Put back what was deleted last."""
    deleted = table.keeper.shelf.deleted()
    if not deleted:
        raise SaveError("Nothing was deleted.")
    return [f"Back among the kept games: {table.keeper.shelf.undelete(deleted[0]).name}."]


COMMANDS = {
    "save": Command("save, save NAME", "keep this moment, quickly or under a name; every choice is kept anyway", save),
    "load": Command("load, load NAME", "back to the quick save; or go on with a kept game, by name or number", load),
    "saves": Command("saves", "the kept games, numbered, and the ways you left by going back", saves),
    "delete": Command("delete NAME", "take a kept game away, by name or number", delete),
    "undelete": Command("undelete", "bring back what was deleted last", undelete),
    "continue": Command("continue", "go on with the newest game", go_on),
    "new": Command("new", "begin a new game; this one is kept", new),
    "episodes": Command("episodes", "the episodes that you have reached", episodes),
    "episode": Command("episode 2", "begin episode 2 anew", episode),
}
