"""A proof keeps to the memory that it is given, and says that this was what it lacked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import main
from game.workshop.prove.budget import BUDGET, Budget, Spent, add_budget, budget_of, used
from game.workshop.prove.prover import Prover
from game.workshop.prove.taken import Taken
from game.workshop.prove.verdict import PARTIAL, PROVED, whole
from tests.workshop.prove.test_scale import hub

WAYS = "    - Out {if m0 == 10 and m5 == 10; again}: -> all\n    - Back {if m3 == 4; again}: -> some\n"
MIB = 2**20


def amounts(*words: str) -> Budget:
    import argparse

    parser = argparse.ArgumentParser()
    add_budget(parser)
    given = parser.parse_args([part for word in words for part in ("--budget", word)])
    return budget_of(given.budget)


@pytest.mark.parametrize(
    ("word", "bytes_"),
    [
        ("800MiB", 800 * MIB),
        ("1GiB", 1024 * MIB),
        ("1.5 GiB", 1536 * MIB),
        ("64mib", 64 * MIB),
        ("20MB", 20_000_000),
        ("512KiB", 512 * 1024),
        ("4096B", 4096),
    ],
)
def test_a_number_with_a_unit_is_memory(word: str, bytes_: int):
    assert amounts(word) == Budget(memory=bytes_)


def test_states_and_memory_may_both_be_limited_and_the_last_of_each_counts():
    assert amounts() == BUDGET
    assert amounts("7", "2GiB", "50", "1GiB") == Budget(50, 1024 * MIB)


@pytest.mark.parametrize("word", ["many", "MiB", "-5", "800 miles", "1e9", ""])
def test_what_is_neither_is_wrong_usage(word: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["prove", f"--budget={word}"])
    assert stopped.value.code == 2
    assert f"“{word}” is neither a number of states nor a size such as 800MiB" in capsys.readouterr().err


def test_what_is_in_use_is_measured():
    before = used()
    kept = bytearray(64 * MIB)
    assert 60 * MIB < used() - before < 80 * MIB
    del kept
    Budget(memory=used() + 512 * MIB).check()
    with pytest.raises(Spent):
        Budget(memory=used() // 2).check()


def test_without_memory_nothing_is_claimed_and_everything_says_why(tmp_path: Path):
    library, budget = hub(tmp_path, WAYS), Budget(memory=1)
    prover, taken = Prover(library, budget=budget), Taken(library, budget=budget)
    prover.run()
    taken.run()
    assert whole(prover.result) == PARTIAL
    left = [verdict for verdict in prover.result if verdict.outcome == PARTIAL]
    assert all("0 MiB of memory that it may take were in use" in verdict.why for verdict in left)
    assert {verdict.outcome for verdict in taken.result} == {PARTIAL}


def test_with_enough_of_it_nothing_is_different(tmp_path: Path):
    prover = Prover(hub(tmp_path, WAYS), budget=Budget(memory=used() + 1024 * MIB))
    prover.run()
    assert whole(prover.result) == PROVED


@pytest.mark.skipif(sys.platform != "linux", reason="counts in bytes elsewhere")
def test_a_program_takes_little_more_than_it_may(tmp_path: Path):
    hub(tmp_path, WAYS)
    watch = (
        "import re, sys; from game.cli import main; code = main(sys.argv[1:]);"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) * 1024); sys.exit(code)"
    )
    target = " and ".join(f"m{number} == 10" for number in range(5))
    words = [sys.executable, "-c", watch, "route", str(tmp_path), target, "--budget", "64MiB"]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert "50 steps; " in done.stdout or "the 64 MiB of memory that it may take were in use" in done.stdout
    assert int(done.stdout.split()[-1]) < 72 * MIB
