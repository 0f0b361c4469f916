"""`python -m game.workshop.checker STORY FILE`: checks a certificate. Exit codes: 0, 1 faults, 2 unusable."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from game.engine.library import Library
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.checker.check import faults

SHOWN = 20
"""Faults that are printed."""


def main(argv: list[str]) -> int:
    """Print what is wrong; the exit code."""
    if len(argv) != 2:
        print("python -m game.workshop.checker STORY FILE", file=sys.stderr)
        return 2
    try:
        data = _read(Path(argv[1]))
        found = list(islice(faults(Library(open_story(Path(argv[0]))), data), SHOWN))
    except (StoryError, OSError, ValueError) as error:
        print(f"{argv[1]} cannot be checked: {error}", file=sys.stderr)
        return 2
    print("\n".join(found) or f"{len(data['goals'])} verdicts hold.")
    return 1 if found else 0


def _read(path: Path) -> Any:
    """The JSON of a file. OSError; ValueError if it is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error}") from None
    except RecursionError:
        raise ValueError("too many brackets stand one in the other") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """What stands between two braces; ValueError if a key stands there twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
