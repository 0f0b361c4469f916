"""Takes out of a damaged file what can still be trusted: its steps, up to the first that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from game.saves.error import Damaged
from game.saves.format import MAX_STEPS, encode
from game.saves.migration import apart, together
from game.saves.reading import decode
from game.saves.save import Save
from game.saves.strict import MAX_BYTES, parse

STEPS = b'"steps": ['


def salvage(data: bytes, id: str) -> Save | None:
    """The save that the sound beginning of `data` makes, or None if too little of it is sound.

    The digests of its steps vouch for them when it is loaded.
    """
    lines = data[:MAX_BYTES].split(b"\n")
    start = next((number for number, line in enumerate(lines) if line == STEPS), None)
    if start is None:
        return None
    rows = list(_sound_rows(lines[start + 1 :]))
    try:
        top = parse(b"\n".join([*lines[: start + 1], b",\n".join(rows), b"]}"]))
        return _sealed(decode(json.dumps(_shortened(top, len(rows))).encode(), id, trusting=True))
    except Damaged:
        return None


def _sound_rows(lines: list[bytes]) -> Iterator[bytes]:
    for line in lines[:MAX_STEPS]:
        row = line.removesuffix(b",")
        try:
            parts = json.loads(row)
        except (ValueError, RecursionError):
            return
        if not isinstance(parts, list) or not line.lstrip().startswith(b"["):
            return
        yield row


def _shortened(top: Any, steps: int) -> Any:
    """The file without what it says of steps that are lost."""
    if not isinstance(top, dict) or not isinstance(top.get("places"), dict) or not isinstance(top.get("tip"), int):
        raise Damaged("it is not the text of a saved game")
    places = {
        number: place
        for number, place in together(top["places"]).items()
        if number.isdecimal() and int(number) <= steps
    }
    short = {**top, "places": apart(places), "tip": min(top["tip"], steps)}
    if isinstance(seams := top.get("seams"), list):
        short["seams"] = [seam for seam in seams if str(seam) in places]
    return short


def _sealed(save: Save) -> Save:
    """`save` if it can be written and read again."""
    return decode(encode(save), save.head.slot.id)
