"""Local time on Mars."""

from __future__ import annotations

from fractions import Fraction

import pytest

from game.language.sol import SolTime, minute_of_day

SECONDS = Fraction("88775.244")
"""A mean solar day: 24 h 39 min 35.244 s (Allison and McEwen 2000)."""


@pytest.mark.parametrize("minutes", [*range(0, 4_000, 7), 1_479, 1_480, 14_795, 14_796, 99_999])
def test_a_sol_is_divided_into_24_hours(minutes: int):
    local = 891 + Fraction(minutes * 60) / SECONDS * 1_440
    assert SolTime(1, 891).after(minutes) == SolTime(1 + int(local // 1_440), int(local % 1_440))


def test_sixty_minutes_are_not_yet_an_hour_and_a_sol_is_longer_than_a_day():
    noon = SolTime(12, 720)
    assert (noon.local, noon.after(60).local, noon.after(62).local) == ("12:00", "12:58", "13:00")
    assert [(time.sol, time.local) for time in (noon.after(1_440), noon.after(1_480))] == [(13, "11:21"), (13, "12:00")]


@pytest.mark.parametrize(
    ("text", "minute"),
    [("00:00", 0), ("14:51", 891), ("23:59", 1_439), ("24:00", None), ("9:30", None), ("0９:30", None)],
)
def test_a_time_of_day_is_hours_and_minutes(text: str, minute: int | None):
    assert minute_of_day(text) == minute
