"""A book in Markdown."""

from __future__ import annotations

from game.engine.moment import Card, Ending, Line
from game.player.book import CHOSEN, Book


def markdown(book: Book) -> str:
    """The book as one text."""
    parts = [f"# {_plain(book.story.title)}"]
    for chapter in book.chapters:
        parts += [_title(chapter.card)] if chapter.card else []
        parts += [_end(book, piece) if isinstance(piece, Ending) else _line(book, piece) for piece in chapter.pieces]
    return "\n\n".join(parts) + "\n"


def _title(card: Card) -> str:
    second = f"\n\n*{_plain(card.second_title)}*" if card.second_title else ""
    return f"## {card.episode}. {_plain(card.title)}{second}"


def _end(book: Book, ending: Ending) -> str:
    told = [f"Told to {_plain(ending.listener)}."] if ending.listener else []
    return "\n\n".join(["---", f"**{_plain(ending.title)}**", *told, *(_line(book, line) for line in ending.fates)])


def _line(book: Book, line: Line) -> str:
    if line.kind == CHOSEN:
        return f"> *{_plain(line.text)}*"
    words = "".join(f"*{_plain(span.text)}*" if span.italic else _plain(span.text) for span in line.spans)
    subtitle = f"\\\n({_plain(line.subtitle)})" if line.subtitle else ""
    name = f"**{_plain(book.name(line))}** " if line.speaker else ""
    return f"{name}{words}{subtitle}"


def _plain(text: str) -> str:
    """Words that no Markdown reader takes for anything else."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in text)
