"""Runs every comparison and prints it as a table in Markdown, ratios beside the figures they are made of."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.pseudo_terminal import PseudoTerminal
from tests.benchmarks.reading import rows as reading_rows
from tests.benchmarks.story import write_story
from tests.benchmarks.ulysse import LONG_GAME, spread

ROOT = Path(__file__).parents[2]
SIZES = {1_000: 100, 10_000: 100}
"""Scenes of a story, and how many of them make an episode."""
PROCESSOR_CLOCK = Path(__file__).with_name("processor_clock.cjs")
LONG = ("--scenes", "1000", "--path", "200", "--backlink", "0.66")
"""A story that goes in circles: of 1,500 choices by the rule none comes to an ending."""
CHECKS = 5
STARTS = 11
SAVINGS = 7
Spread = dict[str, float]
"""Minimum, median and maximum."""


SHORT_ROWS = (
    ("write a saved game", "write", "tojson_us"),
    ("write a saved game in memory", "encode", "tojson_us"),
    ("write it without a past in memory", "encode_bare", "tojson_us"),
    ("JSON and checksum of it alone", "floor_write", "tojson_us"),
    ("open a saved game", "load", "loadjson_us"),
    ("open a saved game in memory", "decode", "loadjson_us"),
    ("open it until its past can be shown", "lately", "loadjson_us"),
    ("open it without a past in memory", "decode_bare", "loadjson_us"),
    ("JSON and checksum of it alone, back", "floor", "loadjson_us"),
)
"""What is said of saving: its name, and what Ulysse and inkjs call it."""
LONG_ROWS = (
    (f"write a saved game of {LONG_GAME:,} choices in memory", "encode", "tojson_us"),
    (f"open a saved game of {LONG_GAME:,} choices in memory", "decode", "loadjson_us"),
    (f"open {LONG_GAME:,} choices until their past can be shown", "lately", "loadjson_us"),
    (f"JSON and checksum of {LONG_GAME:,} choices alone, back", "floor", "loadjson_us"),
)


class Bench:
    """One run: the stories it makes, the engines it compares, the rows it prints."""

    def __init__(self, peers: Path, bink: Path | None, work: Path) -> None:
        """`bink` is a Python that has it, or None to leave it out."""
        self.peers, self.bink_python, self.work = peers, bink, work

    def prepare(self) -> None:
        """Generate each story, write it in both languages and compile it in the other."""
        for size, per_episode in SIZES.items():
            self.make(str(size), per_episode, "--scenes", str(size))

    def make(self, name: str, per_episode: int, *kind: str) -> None:
        """Generate a story of that kind, write it in both languages and compile it."""
        generator = [sys.executable, str(self.peers / "gen_story.py")]
        spec, ink = self.work / f"{name}.json", self.work / f"{name}.ink"
        run([*generator, "spec", *kind, "-o", str(spec)])
        run([*generator, "emit", str(spec), "--to", "ink", "-o", str(ink)])
        write_story(spec, self.work / name, per_episode)
        self.compile(name)

    def compile(self, name: str) -> dict[str, Any]:
        """What inkjs says of compiling a story, in a new process."""
        ink = self.work / f"{name}.ink"
        return self.ink("compile1", str(ink), "--out", f"{ink}.json")

    def ink(self, *words: str, options: Iterable[str] = ()) -> dict[str, Any]:
        """What the runner of inkjs says; `options` are node's."""
        found: dict[str, Any] = json.loads(run(["node", *options, "bench_inkjs.mjs", *words], self.peers))
        return found

    def bink(self, *words: str) -> dict[str, Any]:
        """What the runner of bink says."""
        found: dict[str, Any] = json.loads(run([str(self.bink_python), "bench_bink.py", *words], self.peers))
        return found

    def ulysse(self, what: str, story: int | str) -> dict[str, Any]:
        """What a measurement of Ulysse says, of a story by its size or name."""
        command = [sys.executable, "-m", "tests.benchmarks.ulysse", what, str(self.work / str(story))]
        found: dict[str, Any] = json.loads(run(command, ROOT))
        return found

    # Comparisons ---------------------------------------------------------------------------------------------

    def compiling(self) -> None:
        """A million words read and compiled, by turns, each in a new process."""
        for size in SIZES:
            runs = [(self.ulysse("check", size), self.compile(str(size))) for _ in range(CHECKS)]
            mine, other = [ours["seconds"] for ours, _ in runs], [its["first_compile_ms"] / 1000 for _, its in runs]
            row(f"check {size:,} scenes, s", "inkjs", spread(mine), spread(other), 2)
            mine, other = [ours["peak_mib"] for ours, _ in runs], [its["peak_rss_mib"] for _, its in runs]
            row(f"check {size:,} scenes, MiB", "inkjs", spread(mine), spread(other), 0)

    def playing(self) -> None:
        """Choices a second by the same plays."""
        for size in SIZES:
            compiled = f"{self.work / str(size)}.ink.json"
            ours, bulk = self.ulysse("play", size), self.ulysse("bulk", size)
            others = {"inkjs": self.ink("play", compiled, "--n", "200", "--passes", "5")}
            if self.bink_python:
                others["bink"] = self.bink("play", compiled, "--n", "200", "--passes", "5")
            if len({found["choices"] for found in (ours, bulk, *others.values())}) > 1:
                raise SystemExit(f"not the same story: {ours['choices']} choices, and {others}")
            for what, mine in (
                ("choices a second", ours["choices_per_s"]),
                ("choices a second in bulk", bulk["telling"]),
                ("choices a second in bulk, untold", bulk["silent"]),
            ):
                for name, other in others.items():
                    row(f"{what}, {size:,} scenes", name, mine, other["choices_per_s"], 0, more=True)

    def starting(self) -> None:
        """A new process until the first choices, by turns."""
        for size in SIZES:
            folder, compiled = self.work / str(size), f"{self.work / str(size)}.ink.json"
            commands = {
                "": [sys.executable, "-m", "game", "play", str(folder), "--wire", "--saves", str(self.work / "saves")],
                "inkjs": ["node", str(self.peers / "bench_inkjs.mjs"), "first", compiled],
            }
            if self.bink_python:
                commands["bink"] = [str(self.bink_python), str(self.peers / "bench_bink.py"), "first", compiled]
            times = _by_turns({name: partial(timed, command) for name, command in commands.items()})
            mine = times.pop("")
            for name, other in times.items():
                row(f"start to first choices, {size:,} scenes, s", name, mine, other, 3)

    def saving(self) -> None:
        """One saved game at every choice, by turns; all in processor time."""
        self.make("long", 100, *LONG)
        self._saved("1000", "save", ["--n", "20"], SHORT_ROWS)
        self._saved("long", "save_long", ["--n", "1", "--maxchoices", str(LONG_GAME)], LONG_ROWS)

    def _saved(self, story: str, what: str, words: list[str], rows: Iterable[tuple[str, str, str]]) -> None:
        compiled = f"{self.work / story}.ink.json"
        theirs = partial(self.ink, "save", compiled, *words, options=["--require", str(PROCESSOR_CLOCK)])
        runs = [(self.ulysse(what, story), theirs()) for _ in range(SAVINGS)]
        for what, mine, other in rows:
            times = [spread([run[side][name]["median"] for run in runs]) for side, name in enumerate((mine, other))]
            row(f"{what}, µs", "inkjs", times[0], times[1], 0)
        length = f" of {LONG_GAME:,} choices" if story == "long" else ""
        row(f"size of a saved game{length}, bytes", "inkjs", runs[0][0]["bytes"], runs[0][1]["size_bytes"], 0)

    def reading(self) -> None:
        """Key to paint and memory, beside a bare Textual app that shows the same words."""
        for what, mine, other in reading_rows(self.work):
            row(what, "Textual", spread(mine), spread(other), 1)

    def painting(self) -> None:
        """The first painted screen, by turns."""
        ours = [sys.executable, "-m", "game", "--saves", str(self.work / "saves")]
        theirs = [sys.executable, str(self.peers / "hello_textual.py")]
        times = _by_turns({"": partial(painted, ours, b"ULYSSE"), "Textual": partial(painted, theirs, b"Hello")})
        row("first painted screen, s", "Textual", times[""], times["Textual"], 3)


def row(
    what: str, peer: str, ours: dict[str, float], theirs: dict[str, float], digits: int, more: bool = False
) -> None:
    """Print one comparison; `more` is better. How many times better Ulysse is: at worst, by the medians, at best."""
    pairs = [("min", "max"), ("median", "median"), ("max", "min")]
    ratios = [ours[a] / theirs[b] if more else theirs[a] / ours[b] for a, b in pairs]
    cells = [what, _three(ours.values(), digits), peer, _three(theirs.values(), digits), _ratios(ratios)]
    print("| " + " | ".join(cells) + " |", flush=True)


def _ratios(ratios: list[float]) -> str:
    return " · ".join(f"{ratio:.4f}" if ratio < 0.1 else f"{ratio:.2f}" for ratio in ratios)


def _three(values: Iterable[float], digits: int) -> str:
    return " · ".join(dict.fromkeys(f"{value:,.{digits}f}" for value in list(values)[:3]))


def _by_turns(programs: dict[str, Callable[[], float]]) -> dict[str, dict[str, float]]:
    """Seconds of each program, run one after the other again and again; the first time is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(STARTS + 1):
        for name, program in programs.items():
            seconds[name].append(program())
    return {name: spread(found[1:]) for name, found in seconds.items()}


def painted(command: list[str], mark: bytes) -> float:
    """Seconds from starting a program to its first screen."""
    terminal = PseudoTerminal(command)
    try:
        return terminal.until(mark)
    finally:
        terminal.end()


def timed(command: list[str]) -> float:
    """Seconds that a program takes with nothing to read."""
    begun = time.perf_counter()
    run(command, ROOT)
    return time.perf_counter() - begun


def run(command: list[str], folder: Path | None = None) -> str:
    """What a program prints."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return done.stdout


def _compiled_ahead(folder: Path) -> None:
    """From now on programs keep their bytecode in `folder`, as an installed one keeps it, whatever was said before."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--peers", type=Path, required=True, help="the folder of the other engines' runners")
    parser.add_argument("--bink", type=Path, help="a Python that has bink")
    parser.add_argument(
        "--only", nargs="*", default=["compiling", "playing", "starting", "saving", "painting", "reading"]
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        _compiled_ahead(Path(place) / "bytecode")
        bench = Bench(given.peers.resolve(), given.bink and given.bink.absolute(), Path(place))
        bench.prepare()
        print("| | Ulysse | beside | its | times better |\n|---|---|---|---|---|", flush=True)
        for name in given.only:
            getattr(bench, name)()


if __name__ == "__main__":
    main()
