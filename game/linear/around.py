"""Commands around the game: settings, the book, what this is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.engine.playthrough import NotOffered
from game.language.problem import did_you_mean
from game.linear.table import Command, Table
from game.player.about import ABOUT
from game.player.bindery import write_book
from game.player.book import Book
from game.player.settings import SCHEMA, Setting, write_settings


def settings(table: Table, _: str) -> Iterator[str]:
    """What can be set here, and how it is."""
    for each in SCHEMA:
        if not each.painted:
            yield f"{each.id}: {table.page.settings[each.id]}. {each.title}. {each.help}"
            yield f"    One of: {', '.join(each.words)}."
    yield "Type set, a name and a word, such as set subtitles english."


def change(table: Table, tail: str) -> Iterable[str]:
    """Set one thing and keep it."""
    id, _, word = tail.casefold().partition(" ")
    setting = _setting(id)
    if word.strip() not in setting.words:
        raise NotOffered(f"{setting.id} is one of: {', '.join(setting.words)}.")
    table.page.settings = table.page.settings.with_value(setting.id, word.strip())
    try:
        write_settings(table.saves, table.page.settings)
    except OSError as error:
        return [f"{setting.id}: {word.strip()}.", f"The settings cannot be kept: {error.strerror}."]
    return [f"{setting.id}: {word.strip()}."]


def _setting(id: str) -> Setting:
    here = {each.id: each for each in SCHEMA if not each.painted}
    if id in here:
        return here[id]
    if any(each.id == id for each in SCHEMA):
        raise NotOffered(f"{id} means something on a painted screen only.")
    raise NotOffered(f"Nothing here is set by that name. {did_you_mean(id, here)}".strip())


def book(table: Table, _: str) -> Iterator[str]:
    """Write everything played so far as a novel."""
    try:
        paths = write_book(Book.of(table.play), table.saves / "books")
    except OSError as error:
        raise NotOffered(f"The book cannot be written: {error.strerror}.") from None
    yield "The book of this playthrough is written:"
    yield from (str(path) for path in paths)


def about(table: Table, _: str) -> Iterator[str]:
    """What this is."""
    for paragraph in ABOUT.split("\n\n"):
        yield from (paragraph, "")
    yield f"{table.story.title}, version {table.story.version}. Type help for the commands."


COMMANDS = {
    "book": Command("book", "write everything played so far as a novel: EPUB, web page, Markdown", book),
    "settings": Command("settings", "what can be set, and how it is", settings),
    "set": Command("set NAME WORD", "set one thing, such as set subtitles english", change),
    "about": Command("about", "what this is", about),
}
