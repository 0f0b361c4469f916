"""Takes out of a damaged file what can still be trusted: its steps, up to the first that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from game.saves.error import Damaged
from game.saves.format import MAX_STEPS, decode, encode
from game.saves.save import Save
from game.saves.strict import MAX_BYTES

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
    top = [_without_tip(line, len(rows)) for line in lines[: start + 1]]
    text = b"\n".join([*top, b",\n".join(rows), b"]}", b""])
    try:
        return _sealed(decode(text, id, trusting=True))
    except Damaged:
        return None


def _sound_rows(lines: list[bytes]) -> Iterator[bytes]:
    for line in lines[:MAX_STEPS]:
        row = line.removesuffix(b",")
        try:
            parts = json.loads(row)
        except (ValueError, RecursionError):
            return
        if not isinstance(parts, list) or not line.startswith(b" ["):
            return
        yield row


def _without_tip(line: bytes, steps: int) -> bytes:
    """The line that says where play stands, brought back to the last step there is."""
    if not line.startswith(b'"tip": '):
        return line
    digits = line.removeprefix(b'"tip": ').removesuffix(b",")
    tip = int(digits) if digits.isdigit() and len(digits) < 9 else steps
    return b'"tip": %d,' % min(tip, steps)


def _sealed(save: Save) -> Save:
    """`save` if it can be written and read again."""
    return decode(encode(save), save.head.slot.id)
