"""What reading costs, beside a bare Textual app that shows the same words: `python -m tests.benchmarks.reading`.

Each program has a pseudo-terminal of its own; the same keys are pressed by turns, so that both have the same noise.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.bare_reader import PASSAGE, SHOWN
from tests.benchmarks.pseudo_terminal import PseudoTerminal

RUNS = 3
PRESSES = 400
"""Keys that are timed: the 99th percentile is the fifth slowest."""
FIRST = 40
"""Of them those before the bare reader has grown."""
CHOICES = 1_080
"""Three hours of play, a choice every ten seconds."""
SETTLED = 0.03
"""Seconds without paint after which a program is taken to be waiting for the next key."""

Row = tuple[str, list[float], list[float]]
"""What, and of each run Ulysse's and the bare reader's."""

HEADER = """\
story: reader
title: Reader
episodes:
- one: one.yaml
state:
  n: {range: 0..5000}
"""
CHOICE = """\
    - LABEL {again}: |
        ~ n += 1
        PASSAGE MARK{n}.
        -> table
"""


def write_reader(folder: Path) -> Path:
    """A story that shows the words of the bare reader: as many at first, and a passage more at every choice."""
    folder.mkdir()
    rows = ["episode: one", "scenes:", "  hall:", "    flow:", "    - |"]
    for _ in range(SHOWN):
        rows += [f"      {PASSAGE}", ""]
    choices = [CHOICE.replace("LABEL", label).replace("PASSAGE", PASSAGE) for label in ("More", "And more")]
    text = "\n".join([*rows, "      READY", "    - here: table", *(choice.rstrip() for choice in choices)])
    (folder / "story.yaml").write_text(HEADER)
    (folder / "one.yaml").write_text(text + "\n")
    return folder


class Reader:
    """A program that shows a passage more at a key."""

    def __init__(self, command: list[str], *opening: tuple[bytes, bytes]) -> None:
        """Start `command`; for each of `opening` wait until the first is painted and press the second."""
        self.terminal = PseudoTerminal(command)
        self.count = 0
        for mark, keys in opening:
            self.terminal.until(mark)
            self.terminal.press(keys)
        self.terminal.quiet(1)

    def more(self) -> float:
        """Press the next key; seconds until its passage is painted. Keys alternate: the same again is a repeat."""
        self.count += 1
        self.terminal.press(b"12"[self.count % 2 :][:1])
        seconds = self.terminal.until(b"MARK%d." % self.count)
        self.terminal.quiet(SETTLED)
        return seconds


def both(work: Path) -> tuple[Reader, Reader]:
    """Ulysse past the title and the card of its first episode, and the bare reader."""
    story = write_reader(work / "reader")
    ours = [sys.executable, "-m", "game", "play", str(story), "--saves", str(work / "shelf"), "--episode", "1"]
    theirs = [sys.executable, "-m", "tests.benchmarks.bare_reader"]
    return Reader(ours, (b"any key", b"x"), (b"And more", b"")), Reader(theirs, (b"READY", b""))


def rows(work: Path) -> Iterator[Row]:
    """Key to paint, of the first keys and of all `PRESSES`, in `RUNS` runs; and memory, after `CHOICES` in another."""
    runs = [_pressed(work / f"run{number}") for number in range(RUNS)]
    for count in (FIRST, PRESSES):
        for name, percent in (("median", 50), ("99th percentile", 99)):
            mine, other = ([percentile(run[side][:count], percent) * 1000 for run in runs] for side in (0, 1))
            yield f"key to painted answer, {name} of {count}, ms", mine, other
    yield from _remembering(work / "memory")


def _pressed(work: Path) -> tuple[list[float], list[float]]:
    """Seconds for each of the first `PRESSES` keys, of Ulysse and of the bare reader, pressed by turns."""
    work.mkdir()
    ours, theirs = readers = both(work)
    pairs = [(ours.more(), theirs.more()) for _ in range(PRESSES)]
    for reader in readers:
        reader.terminal.end()
    return [mine for mine, _ in pairs], [other for _, other in pairs]


def _remembering(work: Path) -> Iterator[Row]:
    """Memory when the reading begins and after `CHOICES`, beside the bare reader after as many."""
    work.mkdir()
    readers = both(work)
    for count in (0, CHOICES):
        for reader in readers:
            while reader.count < count:
                reader.more()
        mine, other = ([reader.terminal.memory()] for reader in readers)
        yield f"memory after {count:,} choices, MiB" if count else "memory at the first choice, MiB", mine, other
    for reader in readers:
        reader.terminal.end()


def percentile(values: list[float], percent: int) -> float:
    """So many percent of `values` are below it."""
    return quantiles(sorted(values), n=100, method="inclusive")[percent - 1]


def main() -> None:
    """Measure, and print each comparison as it is found; the ratio is Ulysse to the bare reader, below 1 better."""
    print("\n| | Ulysse | bare Textual | ratio |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as place:
        for what, mine, other in rows(Path(place)):
            said = [" · ".join(f"{value:.1f}" for value in sorted(values)) for values in (mine, other)]
            print(f"| {what} | {' | '.join(said)} | {median(mine) / median(other):.2f} |", flush=True)


if __name__ == "__main__":
    main()
