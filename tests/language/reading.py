"""Reads one piece of a story and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from game.workshop.check import check_story
from tests.making import HEADER, hall, write


def wrong(folder: Path, one: str, header: str = HEADER) -> list[tuple[str, str]]:
    """Code and line:column of everything wrong with a story."""
    write(folder, {"story.yaml": header, "one.yaml": one})
    return [(problem.code, f"{problem.mark.line}:{problem.mark.column}") for problem in check_story(folder)]


def wrong_prose(folder: Path, *lines: str) -> list[tuple[str, str]]:
    """Code and line:column of everything wrong with a block that begins on line 6."""
    return wrong(folder, hall("- |\n" + "\n".join(f"  {line}" for line in lines) + "\n- end: home"))


def wrong_state(folder: Path, declared: str) -> list[tuple[str, str]]:
    """Code and line:column of everything wrong with one declaration, on line 10, but that nothing uses it."""
    header = HEADER[: HEADER.index("state:")].replace('stances: {ask: "?", wait: "…"}\n', "")
    header = header.replace(
        "endings:\n  home: {title: Home, listener: her brother}\n", "endings: {home: {title: Home}}\n"
    )
    found = wrong(folder, hall("- end: home"), f"{header}state:\n  x: {declared}\n")
    return [(code, place) for code, place in found if code != "U605"]
