"""A book as one HTML page that needs nothing else, and prints."""

from __future__ import annotations

from game.engine.moment import Ending, Line
from game.player.book import Book, Chapter
from game.player.markup import end, heading, paragraph, safe
from game.player.style import STYLE


def webpage(book: Book) -> str:
    """The page."""
    title = safe(book.story.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{STYLE}</style>\n<header><h1>{title}</h1></header>\n"
        f"{''.join(_section(book, chapter) for chapter in book.chapters)}</html>\n"
    )


def _section(book: Book, chapter: Chapter) -> str:
    pieces = (end(book, piece) if isinstance(piece, Ending) else _line(book, piece) for piece in chapter.pieces)
    return f"<section>\n{heading(chapter.card) if chapter.card else ''}{''.join(pieces)}</section>\n"


def _line(book: Book, line: Line) -> str:
    return paragraph(book, line, f"<br/><small>{safe(line.subtitle)}</small>" if line.subtitle else "")
