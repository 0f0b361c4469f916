"""`ulysse rehearse`."""

from __future__ import annotations

from pathlib import Path

from game.language.problem import StoryError
from game.workshop.folder import PROBLEMS, SOUND, complain, reader_of, unopened
from game.workshop.rehearse.rehearsal import rehearse
from game.workshop.rehearse.report import as_json, as_junit, as_text
from game.workshop.saved import add_saves


def rehearse_command(argv: list[str]) -> int:
    """Play the test plans of a story and print what came of them; the exit code."""
    parser = reader_of("rehearse", "Play the test plans in STORY/plans and say what of the story they meet.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML there")
    parser.add_argument("--all", action="store_true", help="list everything that no plan meets")
    add_saves(parser)
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    try:
        rehearsal = rehearse(given.story, given.saves)
        if not rehearsal.plans:
            return complain(f"There is no plan in {given.story / 'plans'}; docs/author.md shows how one is written.")
        if given.junit:
            given.junit.write_text(as_junit(rehearsal), encoding="utf-8")
    except StoryError as error:
        return complain(str(error))
    except OSError as error:
        return complain(unopened(error))
    print(as_json(rehearsal) if given.json else as_text(rehearsal, given.all))
    return PROBLEMS if rehearsal.problems else SOUND
