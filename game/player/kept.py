"""What is told of a saved game, in every front end alike."""

from __future__ import annotations

from datetime import datetime

from game.saves import Slot


def saved_at(slot: Slot) -> tuple[str, str]:
    """The day and the time at which it was saved, where the player is."""
    try:
        when = datetime.fromisoformat(slot.saved).astimezone()
    except (ValueError, OverflowError):
        return slot.saved[:10], slot.saved[11:16]
    return f"{when:%Y-%m-%d}", f"{when:%H:%M}"
