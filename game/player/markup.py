"""The pieces of a book in the tags that HTML and the XHTML of an EPUB have in common."""

from __future__ import annotations

import re
from html import escape

from game.engine.moment import Card, Ending, Line, Span
from game.player.book import CHOSEN, Book

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for."""


def safe(text: str) -> str:
    """`text` as words, whatever is in it."""
    return escape(_UNWRITABLE.sub("", text))


def heading(card: Card) -> str:
    """A title card."""
    second = f'<p dir="auto">{safe(card.second_title)}</p>' if card.second_title else ""
    return f'<hgroup><p class="number">{card.episode}</p><h2>{safe(card.title)}</h2>{second}</hgroup>\n'


def end(book: Book, ending: Ending) -> str:
    """How it ended, who was listening, and what became of everybody."""
    told = f"<br/>Told to {safe(ending.listener)}." if ending.listener else ""
    fates = "".join(paragraph(book, line) for line in ending.fates)
    return f"<footer>{safe(ending.title)}{told}</footer>\n{fates}"


def paragraph(book: Book, line: Line, after: str = "") -> str:
    """One line, and `after` it what belongs to it."""
    if line.kind == CHOSEN:
        return f'<p class="chosen">{safe(line.text)}</p>\n'
    words = "".join(_span(span) for span in line.spans)
    lang = f' lang="{safe(line.lang)}" xml:lang="{safe(line.lang)}"' if line.lang else ""
    name = f"<b>{safe(book.name(line))}</b>" if line.speaker else ""
    spoken = f"<i{lang}>{words}</i>" if lang else words
    return f'<p class="{safe(line.kind)}" dir="auto">{name}{spoken}{after}</p>\n'


def _span(span: Span) -> str:
    return f"<i>{safe(span.text)}</i>" if span.italic else safe(span.text)
