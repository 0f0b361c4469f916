"""Local time on Mars, as the instruments show it.

A mean solar day of Mars, a sol, has 24 h 39 min 35.244 s, and its local clock divides it into 24 hours of 60 minutes:
M. Allison and M. McEwen, Planetary and Space Science 48 (2000), 215-235, and NASA GISS, Mars24 Sunclock.
True solar time runs up to a local minute a sol faster or slower, which is less than an author can plan for.
"""

from __future__ import annotations

import re

from game.language.value import value

SOL = 88_775_244
"""A sol in milliseconds."""
DAY = 1_440
"""Local minutes of a sol."""
OF_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@value
class SolTime:
    """A local minute of a sol."""

    sol: int
    minute: int
    """From local midnight, 0 to 1,439."""

    def after(self, minutes: int) -> SolTime:
        """The time so many minutes later; those are of 60 s, as on Earth."""
        sols, minute = divmod(self.minute + minutes * 60_000 * DAY // SOL, DAY)
        return SolTime(self.sol + sols, minute)

    @property
    def local(self) -> str:
        """Hours and minutes, such as 14:51."""
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


def minute_of_day(text: str) -> int | None:
    """The minute from midnight that HH:MM is, or None."""
    match = OF_DAY.fullmatch(text)
    return int(match[1]) * 60 + int(match[2]) if match else None
