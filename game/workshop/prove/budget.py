"""How much a proof may keep: states one by one, and memory in all. Read from the command line."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

STATES = 1_000_000
"""States that are kept unless more are allowed; a few hundred bytes each."""
UNITS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]?)(i?)B", re.IGNORECASE)
STATM = Path("/proc/self/statm")


class Spent(Exception):
    """All the memory that may be used is in use."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be kept."""

    states: int = STATES
    memory: int | None = None
    """Bytes of the whole program; None if nobody set a limit."""

    def check(self) -> None:
        """Spent if more memory is in use than may be."""
        if self.memory is not None and used() > self.memory:
            raise Spent

    @property
    def words(self) -> str:
        """The limit of memory as it is said."""
        return f"{(self.memory or 0) / 2**20:,.0f} MiB"


BUDGET = Budget()
"""What may be kept if nothing else is said."""


def used() -> int:
    """The memory that this program takes now, in bytes; on systems that do not tell, the most that it ever took."""
    if STATM.exists():
        return int(STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def add_budget(parser: argparse.ArgumentParser, states: str = "states that are kept at most") -> None:
    """Add the option `--budget`, whose number is of `states`; what it gives is for `budget_of`."""
    words = f"{states}, or, with a unit such as 800MiB, memory; may be given for each"
    parser.add_argument("--budget", action="append", default=[], type=_amount, metavar="N|SIZE", help=words)


def budget_of(amounts: list[Budget], found: Budget = BUDGET) -> Budget:
    """Everything that was given, the last of each sort; what was not given is as in `found`."""
    for one in amounts:
        found = replace(found, memory=one.memory) if one.memory is not None else replace(found, states=one.states)
    return found


def _amount(text: str) -> Budget:
    size = SIZE.fullmatch(text)
    if size is None and text.isdecimal():
        return Budget(states=int(text))
    if size is None:
        raise argparse.ArgumentTypeError(f"“{text}” is neither a number of states nor a size such as 800MiB")
    number, unit, binary = size.groups()
    return Budget(memory=int(float(number) * (1024 if binary else 1000) ** UNITS[unit.upper()]))
