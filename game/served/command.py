"""`ulysse serve`: the terminal in a browser, for as many visitors as come, each with a shelf of their own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from game.workshop.folder import complain, reader_of

HOST, PORT, MOST = "127.0.0.1", 8000, 20
"""Where it listens unless told otherwise: to this machine alone. A visitor costs a process of some 55 MiB."""
MISSING = "Playing in a browser needs textual-serve: pip install 'ulysse-1[serve]'."


def serve_command(argv: list[str]) -> int:
    """Serve a story until Ctrl+C; the exit code."""
    given = _arguments(argv)
    story = given.story
    if not (story / "story.yaml").is_file():
        return complain(f"There is no story in {story}: it has no story.yaml.")
    try:
        from game.served.server import StoryServer
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("game"):
            raise
        return complain(MISSING)
    from game.language.header import open_story
    from game.language.problem import StoryError
    from game.saves import saves_folder

    saves = saves_folder(given.saves).resolve()
    try:
        title = open_story(story).title
        StoryServer(story.resolve(), title, saves, given.host, given.port, given.visitors).serve()
    except StoryError as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"Nothing can be served at {given.host}, port {given.port}: {error.strerror or error}.")
    return 0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = reader_of("serve", "Serve the game to browsers.")
    parser.add_argument("--host", default=HOST, metavar="ADDRESS", help=f"where to listen ({HOST})")
    parser.add_argument("--port", type=_whole(65_535), default=PORT, metavar="N", help=f"the port ({PORT})")
    parser.add_argument("--visitors", type=_whole(10_000), default=MOST, metavar="N", help=f"at a time ({MOST})")
    parser.add_argument("--saves", type=Path, metavar="DIR", help="where the visitors' saved games are kept")
    return parser.parse_args(argv)


def _whole(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"a whole number from 1 to {most:,}")
        return int(text)

    return read
