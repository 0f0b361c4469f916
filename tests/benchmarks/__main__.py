"""Runs every comparison and prints it as a table in Markdown, ratios beside the figures they are made of."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.pseudo_terminal import PseudoTerminal
from tests.benchmarks.story import write_story
from tests.benchmarks.ulysse import spread

ROOT = Path(__file__).parents[2]
SIZES = {1_000: 100, 10_000: 100}
"""Scenes of a story, and how many of them make an episode."""
STARTS, KEYS = 11, 40


class Bench:
    """One run: the stories it makes, the engines it compares, the rows it finds."""

    def __init__(self, peers: Path, work: Path) -> None:
        self.peers, self.work = peers, work
        self.rows: list[tuple[str, str, str, str]] = []
        self.compiled: dict[int, dict[str, Any]] = {}
        """By scenes, what inkjs said of compiling them."""

    def prepare(self) -> None:
        """Generate each story, write it in both languages and compile it in the other."""
        for size, per_episode in SIZES.items():
            spec, ink = self.work / f"{size}.json", self.work / f"{size}.ink"
            run([sys.executable, str(self.peers / "gen_story.py"), "spec", "--scenes", str(size), "-o", str(spec)])
            run([sys.executable, str(self.peers / "gen_story.py"), "emit", str(spec), "--to", "ink", "-o", str(ink)])
            write_story(spec, self.work / str(size), per_episode)
            self.compiled[size] = self.ink("compile1", str(ink), "--out", f"{ink}.json")

    def ink(self, *words: str) -> dict[str, Any]:
        """What the runner of inkjs says."""
        found: dict[str, Any] = json.loads(run(["node", "bench_inkjs.mjs", *words], self.peers))
        return found

    def ulysse(self, what: str, size: int) -> dict[str, Any]:
        """What a measurement of Ulysse says."""
        command = [sys.executable, "-m", "tests.benchmarks.ulysse", what, str(self.work / str(size))]
        found: dict[str, Any] = json.loads(run(command, ROOT))
        return found

    def row(self, what: str, ours: str, theirs: str, ratio: float) -> None:
        """Keep and print one comparison."""
        self.rows.append((what, ours, theirs, f"{ratio:.2f}"))
        print("| " + " | ".join(self.rows[-1]) + " |", flush=True)

    # Comparisons ---------------------------------------------------------------------------------------------

    def compiling(self) -> None:
        """A million words read and compiled, each in a new process."""
        for size in SIZES:
            ours = self.ulysse("check", size)
            theirs = self.compiled[size]
            seconds = theirs["first_compile_ms"] / 1000
            self.row(
                f"check {size:,} scenes",
                f"{ours['seconds']:.2f} s, {ours['peak_mib']:.0f} MiB",
                f"{seconds:.2f} s, {theirs['peak_rss_mib']:.0f} MiB",
                ours["seconds"] / seconds,
            )

    def playing(self) -> None:
        """Choices a second with all text."""
        for size in SIZES:
            ours, bulk = self.ulysse("play", size), self.ulysse("bulk", size)
            theirs = self.ink("play", f"{self.work / str(size)}.ink.json", "--n", "200", "--passes", "5")
            if not ours["choices"] == bulk["choices"] == theirs["choices"]:
                raise SystemExit(f"not the same story: {ours['choices']} and {theirs['choices']} choices")
            other, both = theirs["choices_per_s"], f"{size:,} scenes ({ours['choices']:,} choices by both)"
            for what, mine in (
                ("choices a second", ours["choices_per_s"]),
                ("in bulk with every word", bulk["telling"]),
                ("in bulk without words", bulk["silent"]),
            ):
                self.row(f"{what}, {both}", _three(mine, 0), _three(other, 0), mine["median"] / other["median"])

    def starting(self) -> None:
        """A new process until the first choices, by turns."""
        for size in SIZES:
            folder, compiled = self.work / str(size), self.work / f"{size}.ink.json"
            ours = [sys.executable, "-m", "game", "play", str(folder), "--wire", "--saves", str(self.work / "saves")]
            theirs = ["node", "bench_inkjs.mjs", "first", str(compiled)]
            pairs = [(timed(ours, ROOT), timed(theirs, self.peers)) for _ in range(STARTS)]
            mine, other = spread([a for a, _ in pairs]), spread([b for _, b in pairs])
            self.row(
                f"start to first choices, {size:,} scenes, s",
                _three(mine, 3),
                _three(other, 3),
                mine["median"] / other["median"],
            )

    def saving(self) -> None:
        """One saved game after a whole play."""
        ours = self.ulysse("save", 1_000)
        theirs = self.ink("save", f"{self.work / '1000'}.ink.json", "--n", "20")
        pairs = {"write": "tojson_us", "encode": "tojson_us", "load": "loadjson_us", "decode": "loadjson_us"}
        words = {
            "write": "write a saved game",
            "encode": "… in memory",
            "load": "open a saved game",
            "decode": "… in memory",
        }
        for name, other in pairs.items():
            mine = ours[f"{name}_us"]
            ratio = mine["median"] / theirs[other]["median"]
            self.row(f"{words[name]}, µs", _three(mine, 0), _three(theirs[other], 0), ratio)

    def painting(self) -> None:
        """The first painted screen, by turns."""
        ours = [sys.executable, "-m", "game", "--saves", str(self.work / "saves")]
        theirs = [sys.executable, str(self.peers / "hello_textual.py")]
        pairs = [(painted(ours, b"ULYSSE"), painted(theirs, b"Hello")) for _ in range(STARTS)]
        mine, other = spread([a for a, _ in pairs]), spread([b for _, b in pairs])
        self.row("first painted screen, s", _three(mine, 3), _three(other, 3), mine["median"] / other["median"])


def painted(command: list[str], mark: bytes) -> float:
    """Seconds from starting a program to its first screen."""
    terminal = PseudoTerminal(command)
    try:
        return terminal.until(mark)
    finally:
        terminal.end()


def timed(command: list[str], folder: Path) -> float:
    """Seconds that a program takes with nothing to read."""
    begun = time.perf_counter()
    run(command, folder)
    return time.perf_counter() - begun


def run(command: list[str], folder: Path | None = None) -> str:
    """What a program prints."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return done.stdout


def _three(values: dict[str, float], digits: int) -> str:
    return " · ".join(f"{values[key]:,.{digits}f}" for key in ("min", "median", "max"))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--peers", type=Path, required=True, help="the folder of the other engines' runners")
    parser.add_argument("--only", nargs="*", default=["compiling", "playing", "starting", "saving", "painting"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(given.peers.resolve(), Path(place))
        bench.prepare()
        print("| | Ulysse (min · median · max) | beside it | ratio |\n|---|---|---|---|", flush=True)
        for name in given.only:
            getattr(bench, name)()


if __name__ == "__main__":
    main()
