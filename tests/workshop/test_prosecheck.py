"""Prose checks: what an author asked to be told of is found where it stands, and what is meant is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.episode import read_episode
from game.language.header import open_story
from game.language.problem import Problems
from game.language.source import Source
from game.workshop.check import check_story
from game.workshop.prosecheck import Rules, check_prose, drop_meant, read_rules
from tests.workshop.stories import HEAD, write

ONE = """\
episode: one
scenes:
  hall:
    flow:
    - |
      It was dark in the old
      hall, and Suddenly it was not.
    - Look round the room for the lamp again: |
        It was dark in the old tower too.
        -> tower
    - Say suddenly: -> tower
  tower:
    flow:
    - |
      Suddenness is no word.

      ~ warm += 1; lit = true
    - end: good
"""


def rules(text: str) -> tuple[Rules, list[str]]:
    problems = Problems()
    source = Source("story.yaml", text, problems)
    node = source.compose()
    assert node
    return read_rules(source, node), [problem.code for problem in problems]


def found(folder: Path, text: str) -> list[str]:
    """Code and place of every warning under these rules."""
    asked, wrong = rules(text)
    assert wrong == []
    story = open_story(write(folder, one=ONE))
    problems = Problems()
    episode = read_episode(story, "one", problems)
    check_prose(asked, [episode], problems)
    drop_meant(asked, [episode], problems)
    return [f"{problem.code} {problem.mark}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("never: [suddenly]", ["P101 one.yaml:7:17", "P101 one.yaml:11:11"]),
        ("never: [the old hall]", ["P101 one.yaml:6:7"]),
        ("never: [sudden, uddenness]", []),
        ("label: 7", ["P102 one.yaml:8:7"]),
        ("label: 8", []),
        ("block: 11", ["P103 one.yaml:5:7"]),
        ("block: 12", []),
        ("repeated: 6", ["P104 one.yaml:9:9"]),
        ("repeated: 7", []),
        ("{}", []),
    ],
)
def test_what_was_asked_for_is_found_where_it_stands(tmp_path: Path, text: str, places: list[str]):
    assert found(tmp_path, "label: 0" if text == "{}" else text) == places


def test_words_below_a_condition_and_at_the_end_of_a_text_are_found(tmp_path: Path):
    one = """\
episode: one
scenes:
  hall:
    flow:
    - |
      {if lit} It was bright there, and there was
      brass. Then rain fell.

      In the night rain fell.
    - end: good
"""
    problems = Problems()
    episode = read_episode(open_story(write(tmp_path, one=one)), "one", problems)
    check_prose(Rules(never=("brass",), repeated=2), [episode], problems)
    assert [str(problem.mark) for problem in problems] == ["one.yaml:7:7", "one.yaml:9:7"]


def test_the_first_place_of_a_phrase_is_named(tmp_path: Path):
    problems = Problems()
    episode = read_episode(open_story(write(tmp_path, one=ONE)), "one")
    check_prose(Rules(repeated=6), [episode], problems)
    assert [problem.message for problem in problems] == ["“it was dark in the old” stands at one.yaml:6:7 already."]


def test_a_warning_that_is_meant_is_left_alone_in_its_scene_or_file(tmp_path: Path):
    both = "never: [suddenly, word]\nallow:\n- {code: P101, in: %s, because: It is a quotation.}\n"
    assert found(tmp_path, both % "hall") == ["P101 one.yaml:15:24"]
    assert found(tmp_path, both % "tower") == ["P101 one.yaml:7:17", "P101 one.yaml:11:11"]
    assert found(tmp_path, both % "one.yaml") == []


def test_a_permission_that_nothing_needs_is_reported(tmp_path: Path):
    idle = "never: [suddenly]\nallow:\n- {code: P101, in: tower, because: It was.}\n"
    assert found(tmp_path, idle)[-1] == "P105 story.yaml:3:3"


def test_an_error_is_never_left_alone(tmp_path: Path):
    asked, _ = rules("allow:\n- {code: U404, in: one.yaml, because: I like it.}\n")
    story = open_story(write(tmp_path, one=ONE.replace("-> tower", "-> towr", 1)))
    problems = Problems()
    episode = read_episode(story, "one", problems)
    drop_meant(asked, [episode], problems)
    assert "U404" in [problem.code for problem in problems]
    assert "P105" not in [problem.code for problem in problems]


SECTION = """\
prose:
  never: [suddenly]
  allow:
  - {code: P101, in: hall, because: She says it.}
  - {code: U602, in: tower, because: It comes later.}
"""


def test_check_applies_the_rules_of_the_story_and_leaves_alone_what_is_meant(tmp_path: Path):
    def said(section: str) -> list[str]:
        return [problem.code for problem in check_story(write(tmp_path, HEAD + section, one=ONE))]

    assert said("prose: {label: 8}\n") == []
    assert said("prose: {label: 7}\n") == ["P102"]
    assert said("prose: {nver: [a]}\n") == ["U202"]
    assert said(SECTION) == ["P105"]


def test_a_warning_of_any_code_can_be_meant_with_errors_about_too(tmp_path: Path):
    todo = ONE.replace("    flow:\n", "    flow:\n    - todo: More.\n", 1)
    section = "prose:\n  allow: [{code: U601, in: hall, because: It waits.}]\n"
    assert list(check_story(write(tmp_path, HEAD + section, one=todo))) == []
    wrong = check_story(write(tmp_path, HEAD + section, one=todo.replace("end: good", "end: god")))
    assert [problem.code for problem in wrong] == ["U310"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("nver: [a]", ["U202"]),
        ("label: many", ["U206"]),
        ("never: a", ["U207"]),
        ("allow:\n- {code: P101, in: hall}", ["U203"]),
        ("allow:\n- {code: P101, because: It is.}", ["U203"]),
    ],
)
def test_rules_are_read_strictly_and_a_permission_needs_a_reason(text: str, codes: list[str]):
    assert rules(text)[1] == codes
