"""One measurement of Ulysse in a process of its own: `python -m tests.benchmarks.ulysse WHAT FOLDER`; prints JSON.

WHAT is `play` (choices a second with all text), `bulk` (the same of the stepper, and of it without text), `check` (the
whole story read and compiled), `save` (one saved game: write, load, size), `save_long` (the same late in a long game).
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Any, TypeVar

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.stepper import Stepper
from game.language.header import open_story
from game.saves import Shelf
from game.saves.format import checksum, encode
from game.saves.loading import load, load_at_once
from game.saves.place import place_of
from game.saves.reading import decode
from game.saves.record import Record
from game.saves.save import Save
from game.saves.slot import Head
from game.saves.standing import exactly
from tests.benchmarks.random_rule import mulberry32

PLAYS, PASSES = 200, 5
SAVING_PLAYS, SAVING_PASSES = 20, 1
LONG_GAME, LATE = 1_500, 100
"""Choices of a long game: three hours of them; and those of its end at which it is saved."""
LATELY = 14
"""Moments that the reading screen of an ordinary terminal shows."""
T = TypeVar("T")
Found = defaultdict[str, list[float]]
"""Measurements by name."""


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
    """Saved games at every choice of twenty plays: on the mean by pass, the first not counted, microseconds and bytes.

    The time is the processor's. Made and read in memory; without a past, only where play stands; beside JSON and
    checksum alone of the same bytes; and, at every sixteenth choice, written and opened on a shelf, that is on a disk.
    """
    library = Library(open_story(folder))
    passes: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as place:
        shelf = Shelf(Path(place), library.story.id)
        for _ in range(SAVING_PASSES + 1):
            found: Found = defaultdict(list)
            draw = mulberry32(1)
            for _ in range(SAVING_PLAYS):
                _save_along(library, shelf, found, draw)
            passes.append({name: mean(values) for name, values in found.items()})
        shelf.close()
    return {name: spread([means[name] for means in passes[1:]]) for name in passes[0]}


def save_long(folder: Path) -> dict[str, Any]:
    """The last saves of one long game, in memory: on the mean, microseconds of the processor's time, and bytes."""
    library = Library(open_story(folder))
    found, draw, record = Found(list), mulberry32(1), Record(Playthrough(library))
    with tempfile.TemporaryDirectory() as place:
        shelf = Shelf(Path(place), library.story.id)
        while record.playthrough.turn < LONG_GAME:
            _choose(record, draw)
            if record.playthrough.turn > LONG_GAME - LATE:
                _in_memory(record, shelf, library, found)
    return {name: spread([mean(values)]) for name, values in found.items()}


def _choose(record: Record, draw: Callable[[], float]) -> None:
    options = record.playthrough.moment.open
    record.playthrough.choose(options[int(draw() * len(options))].id)
    record.follow()


def _save_along(library: Library, shelf: Shelf, found: Found, draw: Callable[[], float]) -> None:
    """Save at every choice of one play."""
    record = Record(Playthrough(library))
    while record.playthrough.moment.ending is None:
        _in_memory(record, shelf, library, found)
        if record.playthrough.turn % 16 == 0:
            _on_disk(record, shelf, library, found)
        _choose(record, draw)


def _in_memory(record: Record, shelf: Shelf, library: Library, found: Found) -> None:
    head = replace(shelf.draft(record, "named", "x", 0, "lane").head, revision=1, order=1)
    data = _timed(found["encode"], lambda: encode(record.save(head)))
    _timed(found["decode"], lambda: _opened(data, library))
    _timed(found["lately"], lambda: _opened(data, library).lately(LATELY))
    content = _timed(found["floor"], lambda: (json.loads(data), checksum(data)))[0]
    _timed(found["floor_write"], lambda: (json.dumps(content), checksum(data)))
    bare = _timed(found["encode_bare"], lambda: encode(_without_past(record, head)))
    _timed(found["decode_bare"], lambda: _stood(decode(bare, "x"), library))
    found["bytes"].append(len(data))
    found["bytes_bare"].append(len(bare))


def _opened(data: bytes, library: Library) -> Playthrough:
    """The playthrough of a saved game, as a shelf opens it."""
    at_once = load_at_once(data, "x", library)
    return (at_once[1] if at_once else load(decode(data, "x"), library)).record.playthrough


def _without_past(record: Record, head: Head) -> Save:
    """A save that knows only where play stands."""
    playthrough = record.playthrough
    return Save(head, playthrough.story.version, playthrough.seed, place_of(playthrough), {}, {}, (), 0)


def _stood(kept: Save, library: Library) -> Playthrough:
    """A playthrough that stands where a save without a past says."""
    return Playthrough(library, kept.seed, kept.origin.episode, exactly(kept.origin, library))


def _on_disk(record: Record, shelf: Shelf, library: Library, found: Found) -> None:
    """On a disk that is idle when it is asked."""
    head = _timed(found["write"], lambda: shelf.put(record, "quick", "", 0, "lane"))
    shelf.flush()
    _timed(found["load"], lambda: shelf.open(head.slot, library))


def _timed(times: list[float], work: Callable[[], T]) -> T:
    begun = time.thread_time()
    done = work()
    times.append((time.thread_time() - begun) * 1e6)
    return done


MEASURES: dict[str, Callable[[Path], dict[str, Any]]] = {
    measure.__name__: measure for measure in (play, bulk, check, save, save_long)
}


def main() -> None:
    """Measure what the arguments say."""
    found = MEASURES[sys.argv[1]](Path(sys.argv[2]))
    found["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
