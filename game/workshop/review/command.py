"""`ulysse review`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from game.language.header import open_story
from game.language.problem import StoryError
from game.saves import Shelf, saves_folder
from game.workshop.folder import PROBLEMS, SOUND, complain, reader_of
from game.workshop.ink import InkedLibrary
from game.workshop.review.before import NoBefore, story_at
from game.workshop.review.names import names_between
from game.workshop.review.odds import odds_between
from game.workshop.review.reach import reach_between
from game.workshop.review.report import Review, as_json, as_text
from game.workshop.review.shelved import shelved_between
from game.workshop.saved import add_saves

PLAYS, SECONDS = 20, 20.0
Part = TypeVar("Part")


def review_command(argv: list[str]) -> int:
    """Print what a change did to a story; 1 if something was lost."""
    given = _arguments(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    if not 1 <= given.plays <= 100_000 or not given.seconds >= 0:
        return complain("--plays is from 1 to 100000 and --seconds 0 or more.")
    try:
        with TemporaryDirectory() as folder:
            before, commit = story_at(given.story, given.since, Path(folder))
            old, new = _read(before, f"The story at {given.since}"), _read(given.story, "The story as it is")
            review = _review(old, new, f"{given.since} ({commit})", given.plays, given.seconds, _folders(given, new))
    except NoBefore as error:
        return complain(str(error))
    print(as_json(review) if given.json else as_text(review))
    return SOUND if review.sound else PROBLEMS


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = reader_of("review", "What a change did: names, saved games, what can be reached, odds.")
    parser.add_argument("--since", required=True, metavar="REV", help="the version before, by any name that git knows")
    parser.add_argument(
        "--plays", type=int, default=PLAYS, metavar="N", help=f"by each temperament; {PLAYS} if not said"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        metavar="N",
        help=f"for each version’s proof; {SECONDS:.0f} if not said",
    )
    parser.add_argument("--kept", type=Path, action="append", default=[], metavar="DIR", help="a folder of saved games")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_saves(parser)
    return parser.parse_args(argv)


def _read(folder: Path, what: str) -> InkedLibrary:
    try:
        return InkedLibrary(open_story(folder)).read_all()
    except StoryError as error:
        raise NoBefore(f"{what} cannot be read.\n{error}") from None


def _folders(given: argparse.Namespace, new: InkedLibrary) -> list[Path]:
    """Where saved games are looked for: the shelf, those that ship, and those that were named."""
    shelf = Shelf(saves_folder(given.saves), new.story.id)
    return [shelf.folder, shelf.bookmarked, *given.kept]


def _review(
    old: InkedLibrary, new: InkedLibrary, since: str, plays: int, seconds: float, folders: list[Path]
) -> Review:
    """The review; on Ctrl-C, what is known by then."""
    names = names_between(old, new)
    stopped = False

    def unless_stopped(part: Callable[[], Part]) -> Part | None:
        nonlocal stopped
        try:
            return None if stopped else part()
        except KeyboardInterrupt:
            print("Interrupted: what is known so far.", file=sys.stderr)
            stopped = True
            return None

    saves = unless_stopped(lambda: shelved_between(old, new, folders))
    odds = unless_stopped(lambda: odds_between(old, new, plays))
    reach = unless_stopped(lambda: reach_between(old, new, seconds))
    return Review(since, names, saves, reach, odds)
