"""`check` looks at a whole story: every file, and what leads from one episode to another."""

from __future__ import annotations

import json
from pathlib import Path

from game.workshop.check import as_json, as_text, check_story
from game.workshop.lantern import lantern_folder
from tests.making import HEADER, episode, hall, write

TWO_EPISODES = HEADER.replace("- one: one.yaml", "- one: one.yaml\n- two: two.yaml")
LEAVE = "- Leave: -> %s\n- Stay:\n  - end: home"


def checked(folder: Path, one: str, two: str) -> list[tuple[str, str]]:
    """Code and place of everything wrong with a story of two episodes."""
    write(folder, {"story.yaml": TWO_EPISODES, "one.yaml": one, "two.yaml": episode(two, id="two")})
    return [(problem.code, str(problem.mark)) for problem in check_story(folder)]


SHORE = "shore:\n  flow:\n  - end: home\n"


def test_an_arrow_to_a_scene_of_another_episode_is_looked_up(tmp_path: Path):
    assert checked(tmp_path, hall(LEAVE % "two.shore"), SHORE) == []
    assert checked(tmp_path, hall(LEAVE % "two.shoer"), SHORE) == [("U404", "one.yaml:5:17")]


def test_a_scene_that_another_episode_leads_to_is_no_orphan(tmp_path: Path):
    two = SHORE + "cave:\n  flow:\n  - end: home\n"
    assert checked(tmp_path, hall(LEAVE % "two.cave"), two) == []
    assert checked(tmp_path, hall(LEAVE % "two"), two) == [("U602", "two.yaml:6:3")]


def test_nothing_of_another_episode_leads_to_a_called_scene(tmp_path: Path):
    two = "shore:\n  flow:\n  - -> talk ->\n  - end: home\ntalk:\n  flow: |\n    Talk.\n    <-\n"
    assert checked(tmp_path, hall(LEAVE % "two.talk"), two) == [("U406", "one.yaml:5:17")]


def test_a_round_through_two_episodes_without_a_menu_is_refused(tmp_path: Path):
    found = checked(tmp_path, hall("- -> two.shore"), "shore:\n  flow:\n  - -> one.hall\n")
    assert found == [("U408", "one.yaml:3:3"), ("U408", "two.yaml:3:3")]
    found = checked(tmp_path, hall("- -> two.shore"), "shore:\n  flow:\n  - Back {again}: -> one.hall\n")
    assert found == []


def test_a_broken_cast_is_the_only_problem_that_is_reported(tmp_path: Path):
    files = {"story.yaml": "story: s\ntitle: S\nepisodes:\n- one: one.yaml\nendings: {home: {title: Home}}\n"}
    files |= {"cast.yaml": "cast: [", "one.yaml": hall("- |\n  ada: Good evening.\n- end: home")}
    write(tmp_path, files)
    assert [problem.code for problem in check_story(tmp_path)] == ["U104"]


def test_a_story_without_episodes_or_without_a_folder_is_a_problem(tmp_path: Path):
    write(tmp_path, {"story.yaml": "story: s\ntitle: S\n"})
    assert [problem.code for problem in check_story(tmp_path)] == ["U203"]
    assert [problem.code for problem in check_story(tmp_path / "nowhere")] == ["U101"]


def test_a_sound_story_is_said_to_be_sound(tmp_path: Path):
    write(tmp_path, {"story.yaml": HEADER, "one.yaml": hall("- end: home")})
    assert as_text(check_story(tmp_path)) == "Nothing is wrong."


def test_a_plan_is_a_file_of_the_story_and_a_stray_file_beside_it_is_not(tmp_path: Path):
    files = {"story.yaml": HEADER, "one.yaml": hall("- end: home"), "plans/whole.yaml": "plan: p\nsteps: []\n"}
    write(tmp_path, files)
    assert as_text(check_story(tmp_path)) == "Nothing is wrong."
    write(tmp_path, {"planned.yaml": "a: 1\n"})
    assert [problem.message.split()[0] for problem in check_story(tmp_path)] == ["planned.yaml"]


def test_the_lantern_is_sound():
    assert as_text(check_story(lantern_folder())) == "Nothing is wrong."


def test_the_report_counts_and_the_json_has_every_field(tmp_path: Path):
    write(tmp_path, {"story.yaml": HEADER, "one.yaml": hall("- todo: More.\n- end: hoem")})
    problems = check_story(tmp_path)
    assert as_text(problems).endswith("\n\n1 error, 1 warning.")
    assert json.loads(as_json(problems))[1] == {
        "code": "U310",
        "severity": "error",
        "file": "one.yaml",
        "line": 6,
        "column": 12,
        "message": "No ending is called hoem.",
        "advice": "Did you mean home?",
    }
