"""Writes a book in every form: EPUB, a page for a browser, Markdown."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from game.player.book import Book
from game.player.epub import epub
from game.player.markdown import markdown
from game.player.webpage import webpage


def write_book(book: Book, folder: Path) -> tuple[Path, ...]:
    """Write the book into `folder` under a number of its own; the paths. OSError if that cannot be done."""
    folder.mkdir(parents=True, exist_ok=True)
    number = next(n for n in range(1, 10**6) if not any(folder.glob(f"{book.story.id}-{n}.*")))
    forms = {
        ".epub": epub(book, datetime.now(UTC)),
        ".html": webpage(book).encode(),
        ".md": markdown(book).encode(),
    }
    paths = tuple(folder / f"{book.story.id}-{number}{ending}" for ending in forms)
    for path, data in zip(paths, forms.values(), strict=True):
        path.write_bytes(data)
    return paths
