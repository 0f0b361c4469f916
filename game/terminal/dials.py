"""The instruments, drawn from what the engine reports. Each says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from game.engine.gauge import Gauge
from game.engine.instruments import Instruments
from game.engine.playthrough import Playthrough
from game.language.story import Person
from game.player.gauges import aboard, gauges_of
from game.terminal.prose import Voices

TONGUES = {
    "cs": "Czech",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "nl": "Dutch",
    "ru": "Russian",
}

FEW = 2
"""People of whom there is room to say who they are, beside the text."""
NOBODY = Content.styled("Nobody else is here.", "$read")

Part = tuple[str, str]


def clock(now: Instruments, voices: Voices, width: int) -> Content:
    """The time that is left and the light's way to Earth, with the messages on it."""
    parts: list[Part] = [*_local(now), *_countdown(now, width)]
    if now.light is not None:
        parts += [*_light(now, width)]
        for _, to, left, total in now.flights:
            parts += _flight(voices.name(to) if to else "Earth", left, total, width)
    if not parts:
        parts = [("There is no clock here.", "$read")]
    return Content.assemble(*parts).rstrip()


def left_in_words(now: Instruments, room: int = 10**3) -> str:
    """What the clock says, on one line of `room` cells; empty if there is none. What is left goes before the time."""
    if now.minutes is None:
        return ""
    left = f"{now.until} in {duration(now.minutes)}" if now.until else duration(now.minutes)
    whole = f"Sol {now.time.sol}, {now.time.local} · {left}" if now.time else left
    return whole if len(whole) <= room else left


def duration(minutes: int) -> str:
    """Hours and minutes."""
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"


def _local(now: Instruments) -> Iterator[Part]:
    if now.time is not None:
        yield f"Sol {now.time.sol}, {now.time.local}", "bold"
        yield " local time\n", "$read"


def _countdown(now: Instruments, width: int) -> Iterator[Part]:
    if now.minutes is None:
        return
    total = max(now.total or 0, now.minutes, 1)
    yield duration(now.minutes), "bold"
    yield f" until {now.until}\n" if now.until else " left\n", "$read"
    full = round(now.minutes / total * width)
    yield "━" * full, "$dust"
    yield "─" * (width - full) + "\n", "$line"
    yield _scale(total, width) + "\n\n", "$read"


def _scale(total: int, width: int) -> str:
    """Nothing left, half, everything, beneath the bar."""
    half, whole = duration(total // 2), duration(total)
    return "0" + half.center(width - 1 - len(whole)) + whole


def _light(now: Instruments, width: int) -> Iterator[Part]:
    yield "Mars ", "$dust"
    yield "●" + "─" * max(1, width - 13) + "○", "$line"
    yield " Earth\n", "$cold"
    way = "Nothing is on its way." if not now.flights else ""
    yield f"Light takes {now.light} min. {way}".rstrip() + "\n", "$read"


def _flight(to: str, left: int, total: int, width: int) -> list[Part]:
    """A message on the light's way: out in the first half of its time, back in the second."""
    left = max(0, left)
    gone, room = (total - left) / max(1, total), max(1, width - 13)
    out = gone < 0.5
    place = round((gone if out else 1 - gone) * 2 * (room - 1))
    track = " " * 6 + "·" * place, ">" if out else "<", "·" * (room - 1 - place)
    said = f"To {to}: on its way out" if out else f"From {to}: on its way back"
    landing = f"answer in {duration(left)}" if left else "answer is here"
    return [(track[0], "$line"), (track[1], "bold $cold"), (track[2] + "\n", "$line"), (f"{said}, {landing}.\n", "")]


def crew(play: Playthrough, voices: Voices, width: int) -> Content:
    """Everybody who is in the room, then all others whom the story keeps gauges for."""
    present = play.moment.present
    parts = [part for person in aboard(play) for part in _person(play, person, voices, width, person.id in present)]
    return Content.assemble(*parts).rstrip() if parts else NOBODY


def company(play: Playthrough, voices: Voices, width: int) -> Content:
    """Those who are in the room; who they are is said only where there is room for it."""
    here = [person for person in aboard(play) if person.id in play.moment.present]
    few = len(here) <= FEW
    parts = [part for person in here for part in _person(play, person, voices, width, about=few)]
    return Content.assemble(*parts).rstrip() if parts else NOBODY


def _person(
    play: Playthrough, person: Person, voices: Voices, width: int, here: bool = False, about: bool = True
) -> Iterator[Part]:
    yield person.full or person.name, f"bold {voices.colour(person.id)}"
    yield ("  ◂ here\n" if here else "\n"), "$read"
    if about:
        line = ", ".join(part for part in (person.role, TONGUES.get(person.tongue or "", "")) if part)
        yield line + "\n" if line else "", "$read"
        yield person.about + "\n" if person.about else "", ""
    for gauge in gauges_of(play, person):
        yield from _bar(gauge, min(14, width - 19))
    yield "\n" if about else "", ""


def _bar(gauge: Gauge, room: int) -> Iterator[Part]:
    full = round(gauge.share * room)
    yield f"{gauge.name:<7}", "$read"
    yield "━" * full, _colour(gauge)
    yield "─" * (room - full), "$line"
    yield f" {gauge.amount}\n", ""


def _colour(gauge: Gauge) -> str:
    """What is seen along the way is warm, what is only now is cold."""
    return "$dust" if gauge.kind == "curve" else "$cold"
