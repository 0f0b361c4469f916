"""The book of a playthrough: every word of it, and none taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.player.book import Book, write_book
from tests.terminal.evening import STORY, begun, game, painted, press


class Reader(HTMLParser):
    """The words of a page, and the tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Only what is closed again counts."""
        if tag not in ("meta", "br"):
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """In order."""
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words += data


def played() -> Playthrough:
    """To the ending."""
    play = Playthrough(Library(open_story(STORY)))
    while play.moment.ending is None:
        play.choose(play.moment.open[-1].id if play.moment.turn < 40 else play.moment.open[0].id)
    return play


def test_the_page_has_every_word() -> None:
    """Text, choices, subtitles, both titles, the listener."""
    play = played()
    reader = Reader()
    reader.feed(Book.of(play).html())
    assert reader.tags == []
    for moment in play.moments:
        for line in moment.text:
            assert line.text in reader.words
            assert (line.subtitle or "") in reader.words
    for piece in ("Lamp", "Ἕν", "ברית", "Told to her brother [nord]."):
        assert piece in reader.words
    assert "http" not in Book.of(play).html()


def test_the_markdown_has_every_word() -> None:
    """With what Markdown would take for a sign marked as a letter."""
    text = Book.of(played()).markdown()
    assert "The stairs went up \\[/ and the sign said \\[b\\]" in text
    assert "*Very* late." in text
    assert "## 1. Lamp" in text


def test_a_book_never_replaces_another(tmp_path: Path) -> None:
    """Each has a number of its own."""
    book = Book.of(played())
    assert write_book(book, tmp_path) != write_book(book, tmp_path)


async def test_it_is_written_from_the_pause(tmp_path: Path) -> None:
    """And the player is told where it is."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "escape", "7")
        assert "The book" in painted(screen.ulysse)
        assert len(list((tmp_path / "books").iterdir())) == 2
