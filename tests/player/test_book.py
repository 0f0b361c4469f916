"""The book of a playthrough: every word of it, in every form, and none taken for markup."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.player.bindery import write_book
from game.player.book import Book
from game.player.epub import epub
from game.player.markdown import markdown
from game.player.webpage import webpage
from tests.terminal.evening import STORY, begun, game, painted, press

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
OPS = "{http://www.idpf.org/2007/ops}"
WRITTEN = datetime(2039, 5, 1, 12, tzinfo=UTC)


class Reader(HTMLParser):
    """The words of a page, and the tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """A tag that is closed as it opens."""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Only what is closed again counts."""
        if tag != "meta":
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


def every_word(play: Playthrough) -> list[str]:
    """Text, choices, subtitles, both titles, the listener, what became of everybody."""
    lines = [line for moment in play.moments for line in moment.text]
    lines += play.moment.ending.fates if play.moment.ending else ()
    chosen = [choice.label for m, step in zip(play.moments, play.trail, strict=False) for choice in m.choices
              if choice.id == step.id]  # fmt: skip
    told = [piece for line in lines for piece in (line.text, line.subtitle) if piece]
    return [*told, *chosen, "Lamp", "Ἕν", "ברית", "Told to her brother [nord]."]


def test_the_page_has_every_word() -> None:
    """And needs nothing from anywhere."""
    play = played()
    reader = Reader()
    reader.feed(webpage(Book.of(play)))
    assert reader.tags == []
    for piece in every_word(play):
        assert piece in reader.words
    assert "http" not in webpage(Book.of(play))


def test_the_markdown_has_every_word() -> None:
    """With what Markdown would take for a sign marked as a letter."""
    text = markdown(Book.of(played()))
    assert "The stairs went up \\[/ and the sign said \\[b\\]" in text
    assert "*Very* late." in text
    assert "## 1. Lamp" in text
    assert "Told to her brother \\[nord\\]." in text


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    """The book as EPUB, opened."""
    return zipfile.ZipFile(io.BytesIO(epub(Book.of(played()), WRITTEN)))


def words_of(archive: zipfile.ZipFile, name: str) -> str:
    """Every word of a file of the book; ParseError if it is not well formed."""
    return "".join(ElementTree.fromstring(archive.read(name)).itertext())


def test_an_epub_says_first_what_it_is(archive: zipfile.ZipFile) -> None:
    """The first file is `mimetype`, not compressed and without anything extra, so that a glance at the bytes tells."""
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert archive.read("mimetype") == b"application/epub+zip"
    assert archive.testzip() is None


def test_the_container_leads_to_a_package_that_names_every_file(archive: zipfile.ZipFile) -> None:
    """Each file in the manifest is there, and each file that is there in the manifest; the spine is in order."""
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
    path = next(node.get("full-path") for node in container.iter() if node.tag.endswith("rootfile"))
    package = ElementTree.fromstring(archive.read(path or ""))
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    there = {name.removeprefix("book/") for name in archive.namelist() if name.startswith("book/")} - {"package.opf"}
    assert set(items.values()) == there
    assert [ref.get("idref") for ref in package.iter(f"{OPF}itemref")] == ["title", "chapter-1", "chapter-2"]
    assert [meta.text for meta in package.iter(f"{OPF}meta") if meta.get("property") == "dcterms:modified"] == [
        "2039-05-01T12:00:00Z"
    ]


def test_the_table_of_contents_leads_to_every_chapter(archive: zipfile.ZipFile) -> None:
    """By number and title."""
    nav = ElementTree.fromstring(archive.read("book/nav.xhtml"))
    assert next(nav.iter(f"{XHTML}nav")).get(f"{OPS}type") == "toc"
    leads = {link.get("href"): link.text for link in nav.iter(f"{XHTML}a")}
    assert leads == {"chapter-1.xhtml": "1. Lamp", "chapter-2.xhtml": "2. Light"}


def test_the_chapters_have_every_word_and_subtitles_are_notes(archive: zipfile.ZipFile) -> None:
    """Every reference leads to the note that stands in the same file."""
    told = "".join(words_of(archive, f"book/chapter-{number}.xhtml") for number in (1, 2))
    for piece in every_word(played()):
        assert piece in told
    chapter = ElementTree.fromstring(archive.read("book/chapter-1.xhtml"))
    notes = {f"#{node.get('id')}" for node in chapter.iter(f"{XHTML}aside")}
    assert notes
    assert {link.get("href") for link in chapter.iter(f"{XHTML}a")} == notes


def test_a_book_never_replaces_another(tmp_path: Path) -> None:
    """Each has a number of its own, in all three forms."""
    book = Book.of(played())
    first, second = write_book(book, tmp_path), write_book(book, tmp_path)
    assert not set(first) & set(second)
    assert [path.suffix for path in first] == [".epub", ".html", ".md"]


async def test_it_is_written_from_the_pause(tmp_path: Path) -> None:
    """And the player is told where it is."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "escape", "8")
        assert "The book" in painted(screen.ulysse)
        assert len(list((tmp_path / "books").iterdir())) == 3
