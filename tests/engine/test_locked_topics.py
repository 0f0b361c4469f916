"""A locked topic of a session: shown with its reason, in its place among the offers, until its condition holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.playthrough import NotOffered, Playthrough
from tests.making import hall, play, take

TALK = """
- session: talk
  with: ada
  turns: 4
  offers: %s
  topics:
  - The lamp: |
      ~ slept = true
  - The oil:
      if: slept
      locked: She has not slept.
      flow: |
        It ran.
  - The rope: |
      It was cut.
  - Leave {turns 0}: |
      I left.
  ends:
    spent: |
      The bell went.
- end: home
"""


def talk(folder: Path, offers: int) -> Playthrough:
    return play(folder, hall(TALK % offers))


def shown(playthrough: Playthrough) -> list[tuple[str, str | None]]:
    return [(choice.label, choice.locked) for choice in playthrough.moment.choices]


def test_it_is_shown_with_its_reason_and_opens_when_its_condition_holds(tmp_path: Path):
    playthrough = talk(tmp_path, 3)
    assert shown(playthrough) == [
        ("The lamp", None),
        ("The oil", "She has not slept."),
        ("The rope", None),
        ("Leave", None),
    ]
    take(playthrough, "The lamp")
    assert shown(playthrough) == [("The oil", None), ("The rope", None), ("Leave", None)]


def test_it_cannot_be_taken(tmp_path: Path):
    with pytest.raises(NotOffered, match="She has not slept"):
        talk(tmp_path, 3).choose("hall.the_oil")


def test_it_takes_its_place_among_the_offers(tmp_path: Path):
    assert [label for label, _ in shown(talk(tmp_path, 2))] == ["The lamp", "The oil", "Leave"]
    assert [label for label, _ in shown(talk(tmp_path, 1))] == ["The lamp", "Leave"]


def test_where_nothing_else_is_offered_the_session_ends(tmp_path: Path):
    playthrough = talk(tmp_path, 3)
    take(playthrough, "The rope")
    assert not playthrough.moment.ending
    unlocked = TALK.replace("      ~ slept = true", "      Out.").replace("  - Leave {turns 0}: |\n      I left.\n", "")
    playthrough = play(tmp_path, hall(unlocked % 3))
    assert take(playthrough, "The lamp", "The rope").ending
