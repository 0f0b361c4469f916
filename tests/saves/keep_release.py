"""Keeps the saves of a release, with the story as it is: `python -m tests.saves.keep_release STORY`.

Also writes the bookmarks that ship, one at the beginning of every episode.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from game.engine.library import Library
from game.language.header import open_story
from game.saves.folder import bookmarks_folder
from game.saves.gate import keep_release

RELEASES = Path(__file__).parent / "releases"


def main(folder: Path) -> None:
    """Write to releases/STORY/VERSION, which must not exist."""
    library = Library(open_story(folder))
    home = RELEASES / folder.name / library.story.version
    shutil.copytree(folder, home / "story")
    keep_release(library, bookmarks_folder() / library.story.id, games=0)
    print(f"{keep_release(library, home / 'saves')} saves in {home}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
