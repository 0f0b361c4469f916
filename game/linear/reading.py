"""Commands to read again, to find, to choose by words, and to go back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from game.engine.playthrough import NotOffered
from game.linear.page import spoken
from game.linear.table import Command, Table, number_in
from game.player.past import Past, past
from game.player.walked import Left, left, walked

RECENT = 10
"""Choices that the timeline tells unless it is asked for all."""


def look(table: Table, _: str) -> Iterable[str]:
    """The present moment again."""
    return table.page.again(table.play.moment, table.taken)


def choose(table: Table, tail: str) -> Iterable[str]:
    """Take the one open choice that has every word."""
    words = tail.casefold().split()
    if not words:
        raise NotOffered("Type choose and a word or two of the choice.")
    offered = enumerate(table.play.moment.open, 1)
    found = [(number, each) for number, each in offered if all(word in each.label.casefold() for word in words)]
    if not found:
        raise NotOffered("No choice has these words.")
    if len(found) > 1:
        return [table.page.choice(number, each, each.id in table.taken) for number, each in found]
    return told(table, found[0][1].id)


def told(table: Table, id: str) -> list[str]:
    """Take a choice; what comes of it."""
    moment = table.keeper.choose(id)
    notice = table.keeper.notice
    return [*([notice, ""] if notice else ()), *table.page.moment(moment, table.taken)]


def back(table: Table, tail: str) -> Iterable[str]:
    """Take back so many choices."""
    if tail and not number_in(tail, 10**6):
        raise NotOffered("Type back, or back and how many choices.")
    steps, done = int(tail or 1), past(table.play)
    arrived = table.arrived(table.keeper.rewind(steps))
    return [f"Taken back: {done[-1].words if steps == 1 else f'{steps} choices'}", *arrived]


def timeline(table: Table, tail: str) -> Iterator[str]:
    """What was chosen, numbered, the last ten or all."""
    done = past(table.play)
    if not done:
        yield "This is the beginning."
        return
    shown = done if tail.casefold() == "all" else done[-RECENT:]
    where = ""
    for each in shown:
        if where != (where := _where(each)):
            yield where
        yield f"{each.number}. {each.words}"
    yield "Type rewind and a number: back to before that choice."
    yield "Going back and choosing otherwise keeps what was as a saved game."


def _where(each: Past) -> str:
    return f"Episode {each.episode}, {each.place}:" if each.place else f"Episode {each.episode}:"


def rewind(table: Table, tail: str) -> Iterable[str]:
    """Back to before the choice of that number."""
    done = len(table.play.trail)
    number = number_in(tail, done)
    if number is None:
        raise NotOffered(f"Type rewind and a number from 1 to {done}." if done else "This is the beginning.")
    return table.arrived(table.keeper.rewind(done - number + 1))


def history(table: Table, tail: str) -> Iterator[str]:
    """Everything read and chosen, or the lines that have these words."""
    words = tail.casefold()
    found = [lines for text, lines in _read(table) if words in text.casefold()]
    return chain.from_iterable(found or [["Nothing that was read has these words."]])


def _read(table: Table) -> Iterator[tuple[str, Iterable[str]]]:
    """Each thing read or chosen: its words, and its lines."""
    done = past(table.play)
    for number, moment in enumerate(table.play.moments):
        if number:
            chosen = done[number - 1].words
            yield chosen, [f"Chosen: {chosen}"]
        for line in moment.text:
            yield f"{spoken(line, table.story.cast)} {line.subtitle or ''}", table.page.line(line)


def ending(table: Table, _: str) -> Iterator[str]:
    """Who was listening, and what was walked."""
    if table.play.moment.ending is None:
        raise NotOffered("The story has not ended yet.")
    yield from table.page.ending(table.play.moment.ending)
    yield from (line for each in left(table.play) for line in _left(table, each))
    yield from walked(table.play, table.keeper.shelf)


def _left(table: Table, each: Left) -> Iterator[str]:
    """What became of somebody, and how they were."""
    gauges = f"{each.gauges[:1].upper()}{each.gauges[1:]}." if each.gauges else ""
    told = [*(line for said in each.told for line in table.page.line(said)), *([gauges] if gauges else [])]
    yield f"{each.person.full or each.person.name}: {told[0]}"
    yield from (f"    {line}" for line in told[1:])


COMMANDS = {
    "look": Command("look", "the last passage and the choices again", look),
    "choose": Command("choose WORDS", "take the choice that has these words", choose),
    "back": Command("back, back 3", "take back one choice, or three", back),
    "timeline": Command("timeline, timeline all", "the last ten choices, numbered; or all of them", timeline),
    "rewind": Command("rewind 12", "go back to before choice 12 of the timeline", rewind),
    "ending": Command("ending", "after the end: who was listening, what became of all, what was not taken", ending),
    "history": Command("history, history WORDS", "everything read; or where these words stand", history),
}
