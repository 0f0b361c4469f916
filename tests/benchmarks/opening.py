"""How soon a saved game is on the screen, by the choices made in it: `python -m tests.benchmarks.opening`.

Seconds from starting the program to the last passage, and processor time of the program until then, by turns.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from game.engine.library import Library
from game.language.header import open_story
from game.saves import Keeper, Shelf
from tests.benchmarks.pseudo_terminal import PseudoTerminal
from tests.benchmarks.reading import write_reader

LENGTHS = (10, 500, 1_500)
TURNS = 9


def keep_game(story: Path, saves: Path, choices: int) -> None:
    """Save a game of so many choices on a shelf of its own."""
    library = Library(open_story(story))
    keeper = Keeper(library, Shelf(saves, library.story.id))
    keeper.begin()
    for number in range(choices):
        keeper.playthrough.choose(keeper.playthrough.moment.open[number % 2].id)
    keeper.turn_to(keeper.playthrough)
    keeper.close()


def painted(command: list[str], mark: bytes) -> tuple[float, float]:
    """Seconds, and seconds of processor time, until a program has painted `mark`."""
    terminal = PseudoTerminal(command)
    try:
        return terminal.until(mark), terminal.processor_time()
    finally:
        terminal.end()


def main() -> None:
    """Measure, and print a row for each length; the first turn is not counted."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        story = write_reader(work / "reader")
        play = [sys.executable, "-m", "game", "play", str(story), "--saves"]
        programs = {"a new game": ([*play, str(work / "new"), "--episode", "1"], b"any key")}
        for length in LENGTHS:
            keep_game(story, work / str(length), length)
            programs[f"{length:,} choices"] = ([*play, str(work / str(length)), "--continue"], b"MARK%d." % length)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        for _ in range(TURNS + 1):
            for name, program in programs.items():
                times[name].append(painted(*program))
    print("| | to the screen, s | of it processor time, s |\n|---|---|---|")
    for name, found in times.items():
        print(f"| {name} | " + " | ".join(f"{median(values):.2f}" for values in zip(*found[1:], strict=True)) + " |")


if __name__ == "__main__":
    main()
