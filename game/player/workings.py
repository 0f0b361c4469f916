"""What goes on inside a playthrough, for its author: where in the files it rests, what it remembers, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from game.engine.playthrough import Playthrough
from game.engine.statechart import Block, Offer, Statechart
from game.engine.trail import Past, Position
from game.language.types import Type
from game.language.value import value

WITHIN = "#@~"
"""In the keys that the engine keeps for itself."""


@value
class Kept:
    """One thing that the story remembers, as its author writes it."""

    key: str
    value: str
    before: str | None = None
    """What it was before the last step, if that changed it."""


@value
class Guarded:
    """A choice of the menu in which play rests, also one that is not shown."""

    id: str
    label: str
    place: str
    """File and line."""
    open: bool
    reads: tuple[Kept, ...]
    """What its conditions read, and what that is now."""


def rests(play: Playthrough) -> str:
    """Where play rests: episode, scene, file and line."""
    return f"{play.position.episode} · {play.moment.scene} · {_place(_block(play))}"


def kept(play: Playthrough) -> list[Kept]:
    """All that the story remembers, what the last step changed first."""
    now, before = _values(play, play.position), _values(play, play.before(1)) if play.turn else {}
    rows = [Kept(key, value, before[key] if before.get(key, value) != value else None) for key, value in now.items()]
    return sorted(rows, key=lambda row: row.before is None)


def offered(play: Playthrough) -> list[Guarded]:
    """Every choice of the menu in which play rests, in the order of the files."""
    chart, values = _chart(play, play.position), _values(play, play.position)
    keys = list(chart.slots)
    return [_guarded(play, offer, values, keys) for offer in _block(play).offers]


def _guarded(play: Playthrough, offer: Offer, values: Mapping[str, str], keys: list[str]) -> Guarded:
    world = play.position.world
    read = sorted({keys[slot] for guard in offer.guards for slot in guard.reads})
    reads = tuple(Kept(key, values[key]) for key in read if key in values)
    return Guarded(offer.id, offer.label.text(world, play.seed), _place(offer), offer.open(world), reads)


def _chart(play: Playthrough, position: Position) -> Statechart:
    return play.library.chart(position.episode)


def _block(play: Playthrough) -> Block:
    return _chart(play, play.position).blocks[play.position.state]


def _place(of: Block | Offer) -> str:
    return f"{PurePath(of.mark.file).name}:{of.mark.line}"


def _values(play: Playthrough, past: Past) -> dict[str, str]:
    """Key to value, of what an author declares; nothing where only what was told is known."""
    if not isinstance(past, Position):
        return {}
    chart = _chart(play, past)
    types: dict[str, Type] = {key: variable.type for key, variable in play.story.variables.items()}
    types |= {each.key: each.type for scene in chart.episode.scenes.values() for each in scene.state}
    return {
        key: types[key].show(past.world[slot]) if key in types else str(past.world[slot])
        for key, slot in chart.slots.items()
        if not any(sign in key for sign in WITHIN)
    }
