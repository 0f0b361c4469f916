"""Conditions: what they read, what they refuse, and where they point."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.expression import Conditions
from game.language.mark import Mark
from game.language.names import is_name, slug
from game.language.problem import Problems
from tests.language.reading import wrong, wrong_prose
from tests.making import episode, hall

RIGHT = [
    "slept",
    "not slept",
    "slept == false",
    "slept and not told.ada or slots > 3",
    "slots == 2 and 1 < most <= 4",
    "3 > slots",
    "slots != most",
    "flew == renzo or flew in [open, ada]".replace("renzo", "ben"),
    "flew not in (ada, ben)",
    "slots in [1, 2]",
    "trust.ada >= trust.ben",
    "trust_total > 12",
    "warm",
    "noted.lamp and read.refused",
    "hall",
    "true",
    "(slept or warm) and not (told.ada)",
]


@pytest.mark.parametrize("condition", RIGHT)
def test_this_is_a_condition(tmp_path: Path, condition: str):
    assert wrong_prose(tmp_path, f"{{if {condition}}} x") == []


WRONG = [
    ("slots", "U303", 0),
    ("slots + 1 > 2", "U301", 0),
    ("slots > 1 and slept + 1", "U301", 14),
    ("slept and slots", "U303", 10),
    ("slots == slept", "U304", 9),
    ("slots > 1.5", "U304", 8),
    ("slots == 'a'", "U304", 9),
    ("slots > -1", "U305", 0),
    ("slots in [9]", "U305", 0),
    ("slept is true", "U301", 0),
    ("slept == 3", "U304", 9),
    ("flew == trust.ada", "U304", 8),
    ("slept if warm else told.ada", "U301", 0),
    ("len(slots) > 1", "U301", 0),
    ("slots[0] > 1", "U301", 0),
    ("slept.__class__", "U306", 0),
    ("warm == true", "U303", 0),
    ("lift-up", "U301", 0),
    ("slots > 1and slept", "U301", 0),
    ("slept = true", "U301", 0),
    ("turn > 1", "U306", 0),
    ("clock > 1", "U306", 0),
    ("trust.nobody > 1", "U306", 0),
    ("hall.nothing", "U306", 0),
    ("", "U301", 0),
    ("λ or slpet", "U306", 0),
    ("slept or λ or slots", "U306", 9),
    ("ｓlept or slpet", "U306", 9),
    ("not " * 200 + "slept", "U301", 0),
]


@pytest.mark.parametrize(("condition", "code", "offset"), WRONG)
def test_this_is_no_condition_and_the_place_is_exact(tmp_path: Path, condition: str, code: str, offset: int):
    assert wrong_prose(tmp_path, f"Well, {{{condition}:a|b}}") == [(code, f"6:{14 + offset}")]


def test_columns_count_letters_and_not_bytes(tmp_path: Path):
    assert wrong_prose(tmp_path, "Ὀδυσσεύς é {flew == ada and slpet:x}") == [("U306", "6:35")]


def test_a_place_in_a_folded_paragraph_is_on_its_own_line(tmp_path: Path):
    assert wrong_prose(tmp_path, "It was", "  late and {slpet:x}", "dark and {slots") == [
        ("U306", "7:19"),
        ("U504", "8:16"),
    ]


def test_a_place_inside_nested_braces_is_exact(tmp_path: Path):
    assert wrong_prose(tmp_path, "It {slept:was {slpet:late|early}|is {&a|b {slosts}}}") == [
        ("U306", "6:22"),
        ("U306", "6:50"),
    ]


def test_places_in_effects_and_arrows_are_exact(tmp_path: Path):
    assert wrong_prose(tmp_path, "~ slots += 1;  slpet = true; if slpt: slots = 0") == [
        ("U306", "6:22"),
        ("U306", "6:39"),
    ]
    assert wrong_prose(tmp_path, "->   talk ->") == [("U404", "6:12")]
    assert wrong(tmp_path, hall("- Wait {again}: ->hal\n- Or:\n  - end: home")) == [("U404", "5:23")]
    assert wrong(tmp_path, hall("- -> talk ->  hal")) == [("U404", "5:10"), ("U404", "5:19")]


def test_a_place_in_a_quoted_scalar_is_behind_the_quote(tmp_path: Path):
    flow = '- Wait:\n    if: "slpet"\n    locked: "No {slosts}."\n    flow: |\n      x\n- end: home'
    assert wrong(tmp_path, hall(flow)) == [("U306", "6:14"), ("U306", "7:22")]


def test_turn_is_known_inside_a_session_only(tmp_path: Path):
    session = "- session: t\n  turns: 3\n  topics:\n  - Yes {if turn > 1}: |\n      x\n"
    session += "- Now {if turn > 1}: |\n    x\n- end: home"
    assert wrong(tmp_path, hall(session)) == [("U306", "10:15")]


def test_a_choice_is_known_by_its_name_here_and_by_its_scene_elsewhere(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - Sit: |
          x
      - -> side
    side:
      flow:
      - if: hall.sit
        then: |
          x
      - if: sit
        then: |
          x
      - end: home
    """
    assert wrong(tmp_path, episode(scenes)) == [("U306", "13:11")]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Look at his hands", "look_at_his_hands"),
        ("You’re late", "youre_late"),
        ("Élan, naïve!", "elan_naive"),
        ("12 hours", "n_12_hours"),
        ("If", "if_"),
        ("…", ""),
    ],
)
def test_a_slug_is_a_label_in_plain_small_letters(label: str, name: str):
    assert slug(label) == name


@pytest.mark.parametrize("text", ["a", "a1_b", "renzo"])
def test_this_is_a_name(text: str):
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "A", "1a", "a-b", "a b", "é", "if", "noted", "true", "a\n"])
def test_this_is_no_name(text: str):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [("if a", "Leave out `if`"), ("a = 3", "To compare, write =="), ("a >= ", "Conditions are made of names")],
)
def test_the_advice_fits_what_is_wrong(text: str, advice: str):
    problems = Problems()
    assert Conditions(lambda _: None, lambda: (), problems).attempt(text, Mark("x", 1, 1)) is None
    assert problems.errors[0].advice.startswith(advice)
