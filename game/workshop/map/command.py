"""`ulysse map`."""

from __future__ import annotations

from pathlib import Path

from game.language.header import open_story
from game.language.problem import StoryError
from game.saves import SaveError
from game.workshop.folder import SOUND, complain, reader_of, unopened
from game.workshop.ink import InkedLibrary
from game.workshop.map.atlas import as_json, atlas_of, visited_by
from game.workshop.map.mermaid import as_mermaid
from game.workshop.map.page import as_page
from game.workshop.saved import add_saves, open_saved


def map_command(argv: list[str]) -> int:
    """Print a story's map as Mermaid text, or write it as a page; the exit code."""
    parser = reader_of("map", "The scenes of a story and the ways between them: Mermaid text, or a page.")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one HTML page there instead")
    parser.add_argument("--with", dest="save", metavar="SAVE", help="lay a saved game over it")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_saves(parser)
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    try:
        library = InkedLibrary(open_story(given.story)).read_all()
        atlas = atlas_of(library)
        play = open_saved(library, given.save, given.saves) if given.save else None
        visited = visited_by(play, library) if play else None
        if given.html:
            given.html.write_text(as_page(atlas, visited), encoding="utf-8")
        if given.json:
            print(as_json(atlas, visited))
        else:
            print(f"{given.html} is written.\n" if given.html else as_mermaid(atlas, visited), end="")
    except (StoryError, SaveError) as error:
        return complain(str(error))
    except OSError as error:
        return complain(unopened(error))
    return SOUND
