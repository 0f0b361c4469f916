"""Prose that looks like a mark is told of, and prose that does not is left alone."""

from __future__ import annotations

import pytest

from game.language.slips import misspoken, slips

NAMES = {"ada": "ada", "Ada": "ada", "Ada Berg": "ada"}


@pytest.mark.parametrize(
    "text",
    [
        "It was ~ five kilometres.",
        "He drove with two fingers, and hummed.{flew in [ada, ben]:|",
        "note the colour of it",
        "I spend money.",
        "I went up: it was dark.",
        "#5 was locked.",
        "(If I slept, nobody saw.)",
        "*One* and *two*.",
        "goto is no word for it",
    ],
)
def test_prose_is_left_alone(text: str):
    assert list(slips(text)) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Up. -> hall", 4),
        ("Up. <-", 4),
        ("Up. ~ if slept: note lamp", 4),
        ("trust.ada += 1", 0),
        ("note lamp", 0),
        ("=> hall", 0),
        ("–> hall", 0),
        ("> hall", 0),
        ("Go up {ask; as up}: |", 0),
    ],
)
def test_a_mark_in_prose_is_found_where_it_stands(text: str, column: int):
    assert [slip.column for slip in slips(text)] == [column]


@pytest.mark.parametrize("text", ["Ada came: late.", "The door: shut.", "ada:late", "Ada said so."])
def test_narration_is_not_taken_for_speech(text: str):
    assert misspoken(text, NAMES) is None


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Ada (it): Tardi.", "ada (it):"),
        ("Ada Berg: Late.", "ada:"),
        ("ada it: Tardi.", "ada (it):"),
        ("ada (Italian): Tardi.", "ada (it):"),
    ],
)
def test_what_begins_nearly_as_speech_is_offered_as_speech(text: str, instead: str):
    slip = misspoken(text, NAMES)
    assert slip is not None
    assert slip.advice.startswith(f"Write {instead}")
