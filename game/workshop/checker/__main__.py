"""`python -m game.workshop.checker STORY DIR`: checks every certificate in DIR. Exit codes: 0, 1 faults, 2 unusable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.engine.library import Library
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.checker.certificate import certificate_of
from game.workshop.checker.check import Check, sheltered
from game.workshop.checker.tale import Tale

VALUES = "values.json"
SHOWN = 5
"""Faults of one file that are printed."""


def faults_in(folder: Path, library: Library) -> dict[str, list[str]]:
    """File to what is wrong in it, SHOWN at most; OSError, LookupError, TypeError or ValueError if one is no such."""
    values = json.loads((folder / VALUES).read_text(encoding="utf-8"))
    tale = Tale(library, values["own"])
    found = {VALUES: _some(_values(tale, values))}
    for path in sorted(folder.glob("*.json")):
        if path.name != VALUES:
            data = json.loads(path.read_text(encoding="utf-8"))
            found[path.name] = _some(_faults(tale, data))
    return found


def _values(tale: Tale, values: dict[str, Any]) -> Iterator[str]:
    """The faults of what is said about values; each lemma may count on those before it."""
    yield from tale.faults()
    for data in values["lemmas"]:
        lemma = certificate_of(data)
        yield from (f"{lemma.of}: {fault}" for fault in Check(tale, lemma).faults())
        tale.lemmas[lemma.of] = lemma


def _faults(tale: Tale, data: dict[str, Any]) -> Iterator[str]:
    if data.get("sheltered"):
        return (f"play can get stuck in {goal['name']}" for goal in data["goals"] if not sheltered(tale, goal))
    return Check(tale, certificate_of(data)).faults()


def _some(faults: Iterator[str]) -> list[str]:
    return [fault for _, fault in zip(range(SHOWN), faults, strict=False)]


def main(argv: list[str]) -> int:
    """Print what is wrong; the exit code."""
    if len(argv) != 2:
        print("python -m game.workshop.checker STORY DIR", file=sys.stderr)
        return 2
    try:
        found = faults_in(Path(argv[1]), Library(open_story(Path(argv[0]))))
    except (StoryError, OSError, LookupError, TypeError, ValueError) as error:
        print(f"{argv[1]} cannot be checked: {error}", file=sys.stderr)
        return 2
    rows = [f"{file}: {fault}" for file, faults in found.items() for fault in faults]
    wrong = sum(bool(faults) for faults in found.values())
    print("\n".join([*rows, f"{len(found) - wrong} of {len(found)} files hold."]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
