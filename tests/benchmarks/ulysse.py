"""One measurement of Ulysse in a process of its own: `python -m tests.benchmarks.ulysse WHAT FOLDER`; prints JSON.

WHAT is `play` (choices a second with all text), `bulk` (the same of the stepper, and of it without text), `check` (the
whole story read and compiled), `save` (one saved game: write, load, size).
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.stepper import Stepper
from game.language.header import open_story
from tests.benchmarks.random_rule import mulberry32

PLAYS, PASSES = 200, 5


def spread(values: list[float]) -> dict[str, float]:
    """Minimum, median and maximum."""
    return {"min": round(min(values), 3), "median": round(median(values), 3), "max": round(max(values), 3)}


def play(folder: Path) -> dict[str, Any]:
    """Plays by random choice, all text produced; choices a second by pass, the first not counted."""
    library = Library(open_story(folder))
    rates, choices, letters = [], 0, 0
    for number in range(PASSES + 1):
        draw, choices, letters = mulberry32(1), 0, 0
        begun = time.perf_counter()
        for _ in range(PLAYS):
            walk = Playthrough(library)
            while walk.moment.ending is None:
                options = walk.moment.open
                walk.choose(options[int(draw() * len(options))].id)
                letters += sum(len(line.text) for line in walk.moment.text)
                choices += 1
        if number:
            rates.append(choices / (time.perf_counter() - begun))
    return {"choices": choices, "letters": letters, "choices_per_s": spread(rates)}


def bulk(folder: Path) -> dict[str, Any]:
    """The same plays by the stepper, with all text and without; choices a second by pass, the first not counted."""
    library = Library(open_story(folder))
    rates: dict[str, list[float]] = {"telling": [], "silent": []}
    choices = lines = 0
    for name, stepper in (("telling", Stepper(library, tells=True)), ("silent", Stepper(library))):
        for _ in range(PASSES + 1):
            begun = time.perf_counter()
            choices, told = _played(stepper)
            rates[name].append(choices / (time.perf_counter() - begun))
            lines = max(lines, told)
    return {"choices": choices, "lines": lines} | {name: spread(found[1:]) for name, found in rates.items()}


def _played(stepper: Stepper) -> tuple[int, int]:
    draw, choices, lines = mulberry32(1), 0, 0
    for _ in range(PLAYS):
        run = stepper.begin()
        while run.ending is None:
            ways = run.open
            run.choose(ways[int(draw() * len(ways))])
            lines += len(run.lines)
            choices += 1
    return choices, lines


def check(folder: Path) -> dict[str, Any]:
    """The whole story read, compiled and looked through, once, as the command does it."""
    from game.workshop.check import check_story

    begun = time.perf_counter()
    problems = check_story(folder)
    return {"seconds": round(time.perf_counter() - begun, 3), "problems": len(problems)}


def save(folder: Path) -> dict[str, Any]:
    """One saved game at the end of each of twenty plays, with all its steps; microseconds and bytes.

    Written and opened on a shelf, that is on a disk, and made and read in memory alone.
    """
    from game.saves import Shelf
    from game.saves.format import encode
    from game.saves.loading import load
    from game.saves.reading import decode

    library = Library(open_story(folder))
    draw = mulberry32(1)
    times: dict[str, list[float]] = {"write_us": [], "load_us": [], "encode_us": [], "decode_us": []}
    with tempfile.TemporaryDirectory() as place:
        shelf = Shelf(Path(place), library.story.id)
        for number in range(20):
            record = _walked(library, draw)
            head = shelf.put(record, "named", f"play {number}", 0)
            kept = record.save(head)
            data = encode(kept)
            times["write_us"].append(_timed(lambda: shelf.put(record, "quick", "", 0, f"play-{number}")))  # noqa: B023
            times["load_us"].append(_timed(lambda: shelf.open(head.slot, library)))  # noqa: B023
            times["encode_us"].append(_timed(lambda: encode(kept)))  # noqa: B023
            times["decode_us"].append(_timed(lambda: load(decode(data, "x"), library)))  # noqa: B023
        shelf.close()
        sizes = [float(file.stat().st_size) for file in Path(place).rglob("*.json")]
    return {name: spread(found) for name, found in times.items()} | {"bytes": spread(sizes)}


def _walked(library: Library, draw: Callable[[], float]) -> Any:
    """The record of a play to its end."""
    from game.saves.record import Record

    record = Record(Playthrough(library))
    while record.playthrough.moment.ending is None:
        options = record.playthrough.moment.open
        record.playthrough.choose(options[int(draw() * len(options))].id)
        record.follow()
    return record


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e6


def main() -> None:
    """Measure what the arguments say."""
    what: dict[str, Callable[[Path], dict[str, Any]]] = {"play": play, "bulk": bulk, "check": check, "save": save}
    found = what[sys.argv[1]](Path(sys.argv[2]))
    found["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
