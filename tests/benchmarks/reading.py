"""What reading costs, beside a bare Textual app that shows the same words: `python -m tests.benchmarks.reading`.

Each program has a pseudo-terminal of its own; the same keys are pressed by turns, so that both have the same noise.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.bare_reader import PASSAGE, SHOWN
from tests.benchmarks.pseudo_terminal import PseudoTerminal

PRESSES = 400
"""Keys that are timed: the 99th percentile is the fifth slowest."""
CHOICES = 1_080
"""Three hours of play, a choice every ten seconds."""
SETTLED = 0.03
"""Seconds without paint after which a program is taken to be waiting for the next key."""

Row = tuple[str, str, str, float]

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
    """Key to paint, then memory; first by `PRESSES`, then after `CHOICES`."""
    ours, theirs = both(work)
    start = ours.terminal.memory(), theirs.terminal.memory()
    pairs = [(ours.more(), theirs.more()) for _ in range(PRESSES)]
    mine, other = sorted(a for a, _ in pairs), sorted(b for _, b in pairs)
    for name, percent in (("median", 50), ("99th percentile", 99)):
        a, b = percentile(mine, percent), percentile(other, percent)
        yield f"key to paint, {name} of {PRESSES}, ms", f"{a * 1000:.1f}", f"{b * 1000:.1f}", a / b
    yield from remembering(ours, theirs, start)
    for reader in (ours, theirs):
        reader.terminal.end()


def remembering(ours: Reader, theirs: Reader, start: tuple[float, float]) -> Iterator[Row]:
    """Memory after `CHOICES`, beside the bare reader after as many, and as it was when the reading began."""
    while ours.count < CHOICES:
        ours.more()
        theirs.more()
    mine, other = ours.terminal.memory(), theirs.terminal.memory()
    yield "memory at the first choice, MiB", f"{start[0]:.1f}", f"{start[1]:.1f}", start[0] / start[1]
    yield f"memory after {CHOICES:,} choices, MiB", f"{mine:.1f}", f"{other:.1f}", mine / other


def percentile(values: list[float], percent: int) -> float:
    """So many percent of `values` are below it."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def print_table(work: Path) -> None:
    """Measure, and print each comparison as it is found; the ratio is Ulysse to the bare reader, below 1 better."""
    print("\n| | Ulysse | bare Textual | ratio |\n|---|---|---|---|", flush=True)
    for what, mine, other, ratio in rows(work):
        print(f"| {what} | {mine} | {other} | {ratio:.2f} |", flush=True)


def main() -> None:
    """Only this."""
    with tempfile.TemporaryDirectory() as place:
        print_table(Path(place))


if __name__ == "__main__":
    main()
