"""Commands that say what stands beside the text in the terminal: the crew, the clock, the notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.engine.playthrough import NOTHING_COMES, NotOffered
from game.language.count import count
from game.language.story import Person
from game.linear.table import Command, Table, number_in
from game.player.gauges import aboard, gauges_of
from game.player.way import every, way


def notebook(table: Table, _: str) -> Iterator[str]:
    """The notes, numbered, and what was made of them."""
    if not table.play.notes:
        yield "The notebook is empty."
    for number, note in enumerate(table.play.notes, 1):
        yield f"{number}. {table.story.notes[note]}"
    for reading in table.play.readings:
        yield f"    Put together: {reading.text}"
    if len(table.play.notes) > 1:
        yield "Type pair and two numbers: together they may come to something."


def pair(table: Table, tail: str) -> Iterable[str]:
    """Put two notes together; the choices follow if they are others now."""
    notes, before = table.play.notes, table.play.moment.choices
    numbers = [number for word in tail.split() if (number := number_in(word, len(notes)))]
    if len(numbers) != 2:
        raise NotOffered("Type pair and the numbers of two notes, such as pair 1 2.")
    reading = table.keeper.pair(*(notes[number - 1] for number in numbers))
    if reading is None:
        return [NOTHING_COMES]
    now = table.play.moment.choices
    return [reading.text, *(["", *table.page.menu(now, table.taken)] if now != before else ())]


def crew(table: Table, _: str) -> Iterator[str]:
    """Who is aboard, those who are here first, and how they are."""
    people = aboard(table.play)
    if not people:
        yield "Nobody else is here."
    for person in people:
        yield _person(table, person)
        if person.about:
            yield f"    {person.about}"


def _person(table: Table, person: Person) -> str:
    felt = [f"{gauge.name} {gauge.brief}" for gauge in gauges_of(table.play, person)]
    here = ["here"] if person.id in table.play.moment.present else []
    who = ", ".join([part for part in (person.full or person.name, person.role) if part] + here)
    return "; ".join([who, *felt]) + "."


def clock(table: Table, _: str) -> Iterator[str]:
    """The time left, the light's way, the messages on it, and what the instruments show."""
    now = table.play.instruments
    if now.time is not None:
        yield f"Sol {now.time.sol}, {now.time.local} local time."
    if now.minutes is None:
        yield "No clock is running."
    else:
        yield f"{_duration(now.minutes)} until {now.until or 'the end'}."
    if now.light is not None:
        yield f"Light takes {now.light:g} minutes to Earth."
    for _name, to, left, _total in now.flights:
        name = table.story.cast[to].name if to else "Earth"
        yield f"Message to {name}: the answer can be here in {count(left, 'minute')}."
    for gauge in gauges_of(table.play):
        yield f"{gauge.title}: {gauge.sentence}"


def _duration(minutes: int) -> str:
    """Hours and minutes, but for those of which there are none."""
    hours = [count(minutes // 60, "hour")] if minutes >= 60 else []
    return " ".join([*hours, *([count(minutes % 60, "minute")] if minutes % 60 or not hours else [])])


def places(table: Table, _: str) -> Iterator[str]:
    """The places of this episode that were visited, and where one went from each."""
    start = way(table.play)
    if start is None:
        yield "Nowhere here has a name."
    for spot in every(start) if start else ():
        here = " You are here." if spot.here else ""
        onward = f" From there: {'; '.join(each.place for each in spot.onward)}." if spot.onward else ""
        across = f" Also from: {'; '.join(spot.across)}." if spot.across else ""
        yield f"{spot.place}.{here}{onward}{across}"


COMMANDS = {
    "crew": Command("crew", "who is aboard, and how they are", crew),
    "clock": Command("clock", "the time left, the messages on their way, the instruments", clock),
    "map": Command("map", "the places you have been in this episode, and the way between them", places),
    "notebook": Command("notebook", "the notes, numbered, and what was made of them", notebook),
    "pair": Command("pair 1 2", "put two notes together", pair),
}
