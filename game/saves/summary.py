"""Makes the summary of a playthrough that the shelf shows."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from game.engine.gauge import word_of
from game.engine.playthrough import Playthrough
from game.saves.slot import Slot

LAST_LINE = 160
NAME = 80
STRAIN = "strain"
"""The instrument of which a crew's mood is read."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def summary_of(playthrough: Playthrough, id: str, kind: str, name: str, played: int) -> Slot:
    """The slot that shows where `playthrough` stands."""
    moment, episode = playthrough.moment, playthrough.library.chart(playthrough.position.episode).episode
    return Slot(
        id,
        kind,
        line_of(name, NAME),
        playthrough.story.id,
        moment.episode,
        line_of(episode.title, NAME),
        line_of(moment.place, NAME),
        line_of(moment.text[-1].text, LAST_LINE) if moment.text else "",
        moment.turn,
        max(0, played),
        datetime.now(UTC).isoformat(timespec="seconds"),
        mood_of(playthrough),
    )


def line_of(text: str, most: int) -> str:
    """`text` as one line of so many characters at most."""
    line = _UNPRINTABLE.sub(" ", text).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def mood_of(playthrough: Playthrough) -> str:
    """The crew's mood in the story's own word, by the mean of its strain; empty in a story that has none for it."""
    instrument, position = playthrough.story.instruments.get(STRAIN), playthrough.position
    if instrument is None or not instrument.words:
        return ""
    slots = playthrough.library.chart(position.episode).slots
    ranges = {key: playthrough.story.type_of(key) for key in instrument.keys}
    shares = [(position.world[slots[key]] - kind.low) / max(1, kind.high - kind.low) for key, kind in ranges.items()]
    return word_of(instrument.words, sum(shares) / len(shares))
