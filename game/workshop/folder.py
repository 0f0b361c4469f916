"""Opens the story that a command was given, or says why it cannot. Called by every command of the workshop."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.engine.library import Library
from game.language.header import open_story
from game.shipped import own_story

SOUND, PROBLEMS, UNUSABLE = 0, 1, 2
"""Exit codes: all is well; problems were found; wrong usage or an unreadable story."""


def reader_of(name: str, purpose: str) -> argparse.ArgumentParser:
    """A reader of arguments whose first is a story's folder."""
    parser = argparse.ArgumentParser(prog=f"ulysse {name}", description=purpose)
    parser.add_argument("story", nargs="?", type=Path, default=own_story(), metavar="STORY", help="a story's folder")
    return parser


def open_library(folder: Path) -> Library:
    """The episodes of the story in `folder`, all of them read and compiled; StoryError if any is unsound."""
    library = Library(open_story(folder))
    for file in library.story.episodes:
        library.chart(file.id)
    return library


def complain(sentence: str) -> int:
    """Print a sentence to standard error; the exit code that goes with it."""
    print(sentence, file=sys.stderr)
    return UNUSABLE


def unopened(error: OSError) -> str:
    """The sentence for a file that could not be read or written."""
    return f"{error.filename} cannot be opened: {error.strerror}." if error.filename else str(error)
