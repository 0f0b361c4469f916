"""What is told of a walk when it is over."""

from __future__ import annotations

from game.engine.playthrough import Playthrough


def walked(play: Playthrough) -> tuple[str, ...]:
    """How much was decided and noted, and how many ways were not taken; a line each."""
    made = len(play.trail)
    other = sum(max(0, len(moment.open) - 1) for moment in play.moments)
    endings = len(play.story.endings)
    return (
        f"{count(made, 'decision')}, {count(len(play.notes), 'note')}, {count(len(play.readings), 'reading')}.",
        f"{count(other, 'choice')} not taken. {count(endings, 'ending')} in all.",
    )


def count(number: int, noun: str) -> str:
    """So many of something, in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
