"""`ulysse why`."""

from __future__ import annotations

from game.language.header import open_story
from game.language.problem import StoryError
from game.saves import SaveError
from game.workshop.folder import PROBLEMS, SOUND, complain, reader_of
from game.workshop.ink import InkedLibrary
from game.workshop.saved import add_saves, open_saved
from game.workshop.why.answer import OPEN, NoSuchChoice, why
from game.workshop.why.report import as_json, as_text


def why_command(argv: list[str]) -> int:
    """Print why a choice cannot be taken where a saved game stands; 0 if it can, 1 if it cannot."""
    parser = reader_of("why", "Why a choice is locked, which step made it so, and what would open it.")
    parser.add_argument("choice", metavar="CHOICE", help="its id, its name in the present scene, or its label")
    parser.add_argument("--from", dest="save", required=True, metavar="SAVE", help="where: a saved game")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_saves(parser)
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    try:
        library = InkedLibrary(open_story(given.story)).read_all()
        answer = why(open_saved(library, given.save, given.saves), library, given.choice)
    except (StoryError, SaveError, NoSuchChoice) as error:
        return complain(str(error))
    print(as_json(answer) if given.json else as_text(answer))
    return SOUND if answer.how == OPEN else PROBLEMS
