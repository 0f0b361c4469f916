"""The command `route`: the shortest way to a place, printed, kept as a saved game, or played on from."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.count import count
from game.language.header import open_story
from game.language.problem import StoryError
from game.saves import SaveError, Shelf, saves_folder
from game.saves.slot import AUTO, NAMED
from game.saves.transfer import export_playthrough
from game.workshop.folder import PROBLEMS, SOUND, complain, reader_of
from game.workshop.prove.aim import TARGET, sentence_of
from game.workshop.prove.budget import add_budget, budget_of
from game.workshop.prove.progress import Progress
from game.workshop.prove.route import ROUTE_BUDGET, Route, how_short, told
from game.workshop.prove.verdict import Verdict
from game.workshop.saved import add_saves

INTERRUPTED = 130
"""The exit code after Ctrl-C."""
Front = Callable[[Path, Path, bool], int]
"""Goes on with the newest saved game: the story's folder, the shelf, whether line by line; an exit code."""


def route_command(argv: list[str], front: Front) -> int:
    """Print the shortest way to something, and do with it what was asked; the exit code."""
    given = _arguments(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    if Path(given.target).is_dir():
        return complain(f"{given.target} is a folder, and no target: ulysse route STORY TARGET.")
    try:
        route = Route(Library(open_story(given.story)), given.target, budget_of(given.budget, ROUTE_BUDGET), Progress())
        verdict, stopped = _found(route)
        given.play = given.play and not stopped
    except StoryError as error:
        return complain(sentence_of(error) if error.problems[0].mark == TARGET else str(error))
    except KeyboardInterrupt:
        print("Interrupted: no way was found yet.", file=sys.stderr)
        return INTERRUPTED
    try:
        kept = _keep(given, route.library, verdict)
    except SaveError as error:
        return complain(str(error))
    if (given.play or given.json) and not verdict.shortest and verdict.replay is not None:
        print(how_short(verdict, given.target), file=sys.stderr)
    if given.play and verdict.replay is not None:
        return front(given.story, saves_folder(given.saves), given.plain)
    print(_json(verdict) if given.json else "\n".join([told(route.library, verdict, given.target), *kept]))
    return INTERRUPTED if stopped else PROBLEMS if verdict.replay is None else SOUND


def _found(route: Route) -> tuple[Verdict, bool]:
    """The verdict, and whether the search for a shorter way was interrupted."""
    try:
        return route.find(), False
    except KeyboardInterrupt:
        if route.known is None:
            raise
        print("Interrupted: the shortest way so far.", file=sys.stderr)
        return route.known, True


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = reader_of("route", "The shortest way to a scene, a choice, an ending, a note or a condition.")
    parser.add_argument("target", metavar="TARGET", help='a name, or a condition such as "trust >= 3"')
    parser.add_argument(
        "--save",
        metavar="FILE|NAME",
        help="keep the game that stands there: in a new FILE.json, or on the shelf under a name",
    )
    use = parser.add_mutually_exclusive_group()
    use.add_argument("--play", action="store_true", help="play on from there")
    use.add_argument("--json", action="store_true", help="print the steps as JSON")
    parser.add_argument("--plain", action="store_true", help="with --play: lines in, lines out")
    add_budget(parser, f"states that are looked at for a shorter way, {ROUTE_BUDGET.states:,} if not said")
    add_saves(parser)
    return parser.parse_args(argv)


def _json(verdict: Verdict) -> str:
    steps = None if verdict.replay is None else [[step.kind, step.id] for step in verdict.replay]
    return json.dumps(steps, ensure_ascii=False)


def _keep(given: argparse.Namespace, library: Library, verdict: Verdict) -> list[str]:
    """Save the game at the end of the way where that was asked for; sentences about it."""
    if verdict.replay is None or not (given.save or given.play):
        return []
    play = Playthrough(library)
    play.replay(verdict.replay)
    shelf = Shelf(saves_folder(given.saves), library.story.id)
    try:
        sentences = [_save(play, shelf, given.save, given.target)] if given.save else []
        if given.play:
            shelf.write(play, AUTO, "")
        return sentences
    finally:
        shelf.close()


def _save(play: Playthrough, shelf: Shelf, where: str, target: str) -> str:
    """Save under a name or to a file; a sentence. SaveError if that cannot be."""
    if not _is_file(where):
        slot = shelf.write(play, NAMED, where)
        return f"Kept as “{slot.name}”, after {count(slot.turn, 'step')}."
    export_playthrough(shelf, play, target, Path(where))
    return f"Written to {where}; `ulysse saves import` puts it on the shelf."


def _is_file(where: str) -> bool:
    return where.endswith(".json") or os.sep in where
