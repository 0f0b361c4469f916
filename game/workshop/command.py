"""The commands `check` and `ids`: their arguments, and what they print."""

from __future__ import annotations

import json
from dataclasses import asdict

from game.language.ledger import FILE
from game.language.problem import StoryError
from game.workshop.check import as_json, as_text, check_story
from game.workshop.folder import PROBLEMS, SOUND, complain, reader_of
from game.workshop.ids import settle_ids


def check_command(argv: list[str]) -> int:
    """Print everything wrong with the text of a story; the exit code."""
    parser = reader_of("check", "Everything wrong with the text of a story, in one run.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    problems = check_story(given.story)
    print(as_json(problems) if given.json else as_text(problems))
    return PROBLEMS if problems.errors else SOUND


def ids_command(argv: list[str]) -> int:
    """Print, or write, the ledger of ids; the exit code."""
    parser = reader_of("ids", "The ledger of stable ids: what is new, renamed, gone.")
    parser.add_argument("--write", action="store_true", help="bring ids.yaml up to date")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    try:
        changes, written = settle_ids(given.story, given.write)
    except StoryError as error:
        return complain(str(error))
    if given.json:
        print(json.dumps({**asdict(changes), "written": written}, ensure_ascii=False, indent=1))
    else:
        print(f"{changes}\n{FILE} is written." if changes and written else changes)
    return PROBLEMS if changes and not written else SOUND
