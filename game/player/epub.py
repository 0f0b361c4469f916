"""A book as EPUB 3: https://www.w3.org/TR/epub-33/. One file to a chapter; subtitles are notes that a reader opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from game.engine.moment import Ending
from game.player.book import Book, Chapter
from game.player.markup import end, heading, paragraph, safe
from game.player.style import STYLE

CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
NOTES = """\
a.note { font-size: .75em; vertical-align: super; text-decoration: none; }
aside { font-size: .9em; margin: .4rem 0; }
"""
ACCESSIBLE = {
    "accessMode": "textual",
    "accessModeSufficient": "textual",
    "accessibilityFeature": "structuralNavigation",
    "accessibilityHazard": "none",
    "accessibilitySummary": "Words alone, in reading order, with a table of contents.",
}


def epub(book: Book, written: datetime) -> bytes:
    """The file; `written` is the time in UTC that it bears."""
    chapters = {f"chapter-{number}": chapter for number, chapter in enumerate(book.chapters, 1)}
    files = {
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": _package(book, list(chapters), written),
        "book/nav.xhtml": _page(book, _nav(chapters)),
        "book/title.xhtml": _page(book, f"<header><h1>{safe(book.story.title)}</h1></header>\n"),
        "book/style.css": STYLE + NOTES,
    }
    for id, chapter in chapters.items():
        files[f"book/{id}.xhtml"] = _page(book, _section(book, chapter))
    return _zipped(files, written)


def _zipped(files: dict[str, str], written: datetime) -> bytes:
    """The archive: first, and not compressed, what kind of file it is."""
    buffer, stamp = BytesIO(), written.timetuple()[:6]
    with ZipFile(buffer, "w") as archive:
        archive.writestr(ZipInfo("mimetype", stamp), "application/epub+zip", ZIP_STORED)
        for name, text in files.items():
            archive.writestr(ZipInfo(name, stamp), text, ZIP_DEFLATED)
    return buffer.getvalue()


def _package(book: Book, ids: list[str], written: datetime) -> str:
    identity = uuid5(NAMESPACE_URL, f"{book.story.id}/{book.story.version}/{written.isoformat()}")
    items = "".join(f'<item id="{id}" href="{id}.xhtml" media-type="application/xhtml+xml"/>\n' for id in ids)
    spine = "".join(f'<itemref idref="{id}"/>\n' for id in ["title", *ids])
    told = "".join(f'<meta property="schema:{name}">{what}</meta>\n' for name, what in ACCESSIBLE.items())
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identity" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="identity">urn:uuid:{identity}</dc:identifier>
<dc:title>{safe(book.story.title)}</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">{written:%Y-%m-%dT%H:%M:%SZ}</meta>
{told}</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
{items}</manifest>
<spine>
{spine}</spine>
</package>
"""


def _page(book: Book, body: str) -> str:
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{safe(book.story.title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}</body>
</html>
"""


def _nav(chapters: dict[str, Chapter]) -> str:
    rows = "".join(
        f'<li><a href="{id}.xhtml">{_title(number, chapter)}</a></li>\n'
        for number, (id, chapter) in enumerate(chapters.items(), 1)
    )
    return f'<nav epub:type="toc" id="toc">\n<h2>Contents</h2>\n<ol>\n{rows}</ol>\n</nav>\n'


def _title(number: int, chapter: Chapter) -> str:
    return safe(f"{chapter.card.episode}. {chapter.card.title}" if chapter.card else f"{number}.")


def _section(book: Book, chapter: Chapter) -> str:
    notes = [piece.subtitle for piece in chapter.pieces if not isinstance(piece, Ending) and piece.subtitle]
    asides = "".join(
        f'<aside epub:type="footnote" id="note-{number}"><p>{number}. {safe(note)}</p></aside>\n'
        for number, note in enumerate(notes, 1)
    )
    top = heading(chapter.card) if chapter.card else ""
    return f'<section epub:type="chapter">\n{top}{"".join(_pieces(book, chapter))}{asides}</section>\n'


def _pieces(book: Book, chapter: Chapter) -> Iterator[str]:
    number = 0
    for piece in chapter.pieces:
        if isinstance(piece, Ending):
            yield end(book, piece)
        elif piece.subtitle:
            number += 1
            yield paragraph(book, piece, f'<a class="note" epub:type="noteref" href="#note-{number}">{number}</a>')
        else:
            yield paragraph(book, piece)
