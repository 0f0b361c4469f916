"""Where something stands in a story's files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file."""

    file: str
    """Path from the story's folder."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def on(self, columns: int) -> Mark:
        """The place that many columns further on the same line."""
        return Mark(self.file, self.line, self.column + columns)
