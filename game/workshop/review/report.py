"""A review for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from game.saves.gate import STRANDED
from game.workshop.prove.verdict import TRAP
from game.workshop.review.names import Names
from game.workshop.review.odds import NOISE, Moved, Odds
from game.workshop.review.reach import Reach, losses
from game.workshop.review.shelved import Shelved

SHOWN = 12
"""Rows of one sort that are printed; JSON has them all."""

CAUGHT = {
    TRAP: "there is a trap now",
    "stuck": "play can get stuck now: {}",
    "invariant": "does not always hold now: {}",
}
FREED = {
    TRAP: "there is no trap any more",
    "stuck": "play can get stuck no more: {}",
    "invariant": "always holds now: {}",
}


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is known; None where it was stopped before."""

    since: str
    names: tuple[Names, ...]
    saves: tuple[Shelved, ...] | None
    reach: Reach | None
    odds: Odds | None

    @property
    def sound(self) -> bool:
        """Whether nothing was lost: nothing unreachable, shut in or broken that was not, no saved game stranded."""
        stranded = [id for shelved in self.saves or () for id, _, way in shelved.worse if way == STRANDED]
        return not stranded and not (self.reach and losses(self.reach))


def as_text(review: Review) -> str:
    """The review for people."""
    parts = [[f"Since {review.since}"], list(_names(review.names)), list(_saves(review.saves))]
    parts += [list(_reach(review.reach)), list(_odds(review.odds))]
    return "\n\n".join("\n".join(rows) for rows in parts)


def _names(names: Sequence[Names]) -> Iterator[str]:
    if not names:
        yield "Names: none is new, gone or changed."
    for one in names:
        yield f"Names of {one.kind}: {len(one.new)} new, {len(one.gone)} gone, {len(one.renamed)} renamed"
        rows = [f"  new: {name}" for name in one.new] + [f"  gone: {name}" for name in one.gone]
        rows += [f"  renamed: {old} is now {new}" for old, new in one.renamed]
        rows += [f"  other label: {name}: “{old}” is now “{new}”" for name, old, new in one.relabelled]
        yield from _some(rows)


def _saves(saves: Sequence[Shelved] | None) -> Iterator[str]:
    if saves is None:
        yield "Saved games: not looked at."
    elif not saves:
        yield "Saved games: there are none."
    for shelved in saves or ():
        yield f"Saved games in {shelved.folder}: " + ", ".join(f"{n} {way}" for way, n in shelved.ways.items())
        yield from _some([f"  {id}: was {old}, is {new}" for id, old, new in shelved.worse])


def _reach(reach: Reach | None) -> Iterator[str]:
    if reach is None:
        yield "Reachable: not looked at."
        return
    partial = any(reach.unknown)
    yield f"Reachable: {len(reach.lost)} lost, {len(reach.won)} won" + (" (PARTIAL)" if partial else " (PROVED)")
    yield from _some([f"  cannot be reached: {kind} {name}" for kind, name in reach.lost])
    yield from _some([f"  can be reached now: {kind} {name}" for kind, name in reach.won])
    yield from _some([f"  {CAUGHT[kind].format(name)}" for kind, name in reach.caught])
    yield from _some([f"  {FREED[kind].format(name)}" for kind, name in reach.freed])
    if partial:
        (old, new), (of_old, of_new) = reach.unknown, reach.of
        yield f"  In this time {old} of {of_old} old verdicts and {new} of {of_new} new ones are not known."


def _odds(odds: Odds | None) -> Iterator[str]:
    if odds is None:
        yield "Odds: not sampled."
        return
    before, after = odds.plays
    yield f"Odds, sampled by {before} plays before and {after} after; what differs by {NOISE} standard errors or more:"
    yield from _some([f"  {_moved(moved)}" for moved in odds.moved]) if odds.moved else ["  nothing"]


def _moved(moved: Moved) -> str:
    who = f", {moved.temperament}" if moved.temperament else ""
    what = "ends in" if moved.kind == "ending" else "meets"
    return f"{what} {moved.name}{who}: {moved.before:.0%} → {moved.after:.0%}"


def _some(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:SHOWN]
    if len(rows) > SHOWN:
        yield f"  and {len(rows) - SHOWN} more; --json has them all"


def as_json(review: Review) -> str:
    """The review for programs."""
    return json.dumps({**asdict(review), "sound": review.sound}, ensure_ascii=False, indent=1)
