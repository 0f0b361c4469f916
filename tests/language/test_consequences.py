"""One mistake is one problem: what comes of it is not reported, and what is nearly right is read as what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.workshop.check import check_story
from tests.making import write

STORY = {
    "story.yaml": """story: example
title: Example
stances: {ask: "?", wait: "…"}
episodes:
- one: one.yaml
- two: two.yaml
endings:
  home: {title: Home}
cast:
  ada: {name: Ada, groups: [crew]}
invariants:
  calm: {must: not worn or slept}
instruments:
  slots: {bar: Slots}
""",
    "state.yaml": """state:
  slept: {flag: false}
  slots: {range: 0..5, starts: 5}
  trust: {each: crew, range: 0..10, starts: 5}
  all_trust: {total: trust}
  worn: {means: slots < 1}
""",
    "notebook.yaml": """notes:
  lamp: The lamp is out.
  wick: The wick is new.
readings:
  trick:
    of: [lamp, wick]
    text: Somebody changed it.
""",
    "one.yaml": """episode: one
clock: {minutes: 60}
scenes:
  hall:
    present: [ada]
    flow:
    - |
      {if clock > 30 and trust.ada > 3 and all_trust > 3} It was early.

      ada: Late.

      ~ slept = true; slots -= 1; trust.ada += 1; note lamp; note wick
    - Ask {ask; if read.trick and not worn}: -> porch
    - Wait {wait}: -> two
  porch:
    flow: |
      -> two
""",
    "two.yaml": """episode: two
scenes:
  gate:
    flow:
    - end: home
""",
}

MISTAKES = [
    ("state.yaml", "  slept: {", "\tslept: {", "state.yaml:2:1: error U104: A tab indents this line."),
    ("state.yaml", "slots:", "slept:", "state.yaml:3:3: error U111: “slept” stands here twice."),
    ("state.yaml", "0..5", "0-5", "state.yaml:3:18: error U315: A range goes from its lower to its higher end."),
    ("state.yaml", "0..5", "[0, 5]", "state.yaml:3:18: error U315: A range is two numbers."),
    ("state.yaml", "{flag: false}", "{bool: false}", "state.yaml:2:11: error U202: `slept` has no “bool”."),
    ("state.yaml", "{flag: false}", "{flag:false}", "state.yaml:2:11: error U202: `slept` has no “flag:false”."),
    ("state.yaml", "{flag: false}", "false", "state.yaml:2:10: error U201: `slept` is a mapping."),
    ("state.yaml", "slept:", "Slept:", "state.yaml:2:3: error U204: “Slept” cannot be a name."),
    ("state.yaml", "slept: {", "slept {", "state.yaml:2:3: error U204: “slept {flag” cannot be a name."),
    ("state.yaml", "crew", "crow", "state.yaml:4:17: error U314: Nobody in the cast is in the group crow."),
    ("state.yaml", "total: trust", "total: trist", "state.yaml:5:22: error U314: trist is no family of numbers."),
    (
        "state.yaml",
        "slots < 1",
        "worn or slept",
        "state.yaml:6:17: error U306: worn is not computed yet where worn is.",
    ),
    ("story.yaml", "[crew]", "crew", "story.yaml:10:28: error U207: `groups` is a list."),
    ("notebook.yaml", "[lamp, wick]", "lamp, wick", "notebook.yaml:6:9: error U207: `of` is a list."),
    ("story.yaml", "stances:", "stance:", "story.yaml:3:1: error U202: story.yaml has no “stance”."),
    ("story.yaml", "- two: two.yaml", "- two.yaml", "story.yaml:6:3: error U201: An episode is a mapping."),
    (
        "story.yaml",
        "\n- one: one.yaml\n- two: two.yaml",
        " []",
        "story.yaml:1:1: error U203: story.yaml needs `episodes:`.",
    ),
    ("story.yaml", "- two:", "- one:", "story.yaml:6:3: error U313: Another episode is called one."),
    (
        "story.yaml",
        "- one: one.yaml\n-",
        "  one: one.yaml\n ",
        "story.yaml:5:3: error U207: `episodes` is a list, in order.",
    ),
    ("one.yaml", "{minutes: 60}", "60", "one.yaml:2:8: error U201: `clock` is a mapping."),
    ("one.yaml", "minutes: 60", "until: noon", "one.yaml:2:8: error U203: `clock` needs `minutes:`."),
    ("one.yaml", "  porch:", "  Porch:", "one.yaml:15:3: error U204: “Porch” cannot be a name."),
    ("one.yaml", "flow: |\n", "flwo: |\n", "one.yaml:16:5: error U202: The scene porch has no “flwo”."),
]


@pytest.mark.parametrize(("name", "right", "wrong", "said"), MISTAKES)
def test_one_mistake_is_one_problem(name: str, right: str, wrong: str, said: str, tmp_path: Path):
    write(tmp_path, {**STORY, name: STORY[name].replace(right, wrong, 1)})
    assert [str(problem).splitlines()[0] for problem in check_story(tmp_path)] == [said]


def test_the_story_without_mistakes_is_right(tmp_path: Path):
    assert not list(check_story(write(tmp_path, STORY)))


def test_a_word_of_a_list_is_not_taken_for_what_is_computed_below(tmp_path: Path):
    below = "  mood: {one of: [calm, wild]}\n  fine: {means: mood == calm}\n  calm: {means: slots > 2}\n"
    files = {**STORY, "state.yaml": STORY["state.yaml"] + below}
    assert not [problem for problem in check_story(write(tmp_path, files)) if problem.severity == "error"]


@pytest.mark.parametrize("end", ["stances: {\nask |\n", "a: [b,\nc |\n"])
def test_a_bracket_that_is_open_where_the_file_ends_under_a_bar_is_told(end: str, tmp_path: Path):
    files = {**STORY, "state.yaml": end}
    assert next(iter(check_story(write(tmp_path, files)))).code == "U104"


def test_what_is_wrong_beside_a_file_that_is_no_yaml_is_told_in_the_same_run(tmp_path: Path):
    files = {**STORY, "state.yaml": "state: [\n", "two.yaml": STORY["two.yaml"].replace("- end: home", "- edn: home")}
    assert [problem.code for problem in check_story(write(tmp_path, files))] == ["U104", "U212"]


def test_a_header_is_told_of_before_the_episodes_and_an_episode_in_the_order_of_the_story(tmp_path: Path):
    files = {name: text.replace("flow:", "glow:").replace("flag: false", "flag: no") for name, text in STORY.items()}
    found = [problem.mark.file for problem in check_story(write(tmp_path, files))]
    assert list(dict.fromkeys(found)) == ["state.yaml", "one.yaml", "two.yaml"]


def test_a_file_of_the_header_that_is_called_yml_is_the_one_problem(tmp_path: Path):
    files = {name.replace("state.yaml", "state.yml"): text for name, text in STORY.items()}
    (problem,) = check_story(write(tmp_path, files))
    assert (str(problem.mark), problem.message) == ("state.yml:1:1", "state.yml is not read.")


def test_a_plan_that_is_called_yml_is_no_plan(tmp_path: Path):
    write(tmp_path, STORY)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "quick.yml").touch()
    (problem,) = check_story(tmp_path)
    assert (problem.code, problem.advice) == ("U603", "Call it quick.yaml.")
