"""`rehearse`: plans hold or fail at the right place, all of it in one run; coverage; JUnit; JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.saves import Shelf
from game.saves.transfer import export_playthrough, import_file
from game.shipped import own_story
from game.workshop.lantern import lantern_folder
from game.workshop.rehearse.command import rehearse_command
from game.workshop.rehearse.plan import FACTS
from game.workshop.rehearse.rehearsal import rehearse
from game.workshop.rehearse.report import as_text
from tests.front.fronts import BENCH
from tests.workshop.stories import ONE, write


def found(folder: Path, steps: str, head: str = "plan: p\n") -> list[tuple[str, int, int]]:
    """Code, line and column of what is wrong with a plan of these steps; steps begin on line 3."""
    problems = rehearse(write(folder, p=f"{head}steps:\n{steps}")).problems
    return [(problem.code, problem.mark.line, problem.mark.column) for problem in problems]


def message(folder: Path, steps: str) -> str:
    """The one problem of a plan of these steps, as it is printed."""
    (problem,) = rehearse(write(folder, p=f"plan: p\nsteps:\n{steps}")).problems
    return str(problem)


def test_the_plans_of_the_lantern_hold():
    assert [str(problem) for problem in rehearse(lantern_folder()).problems] == []


HOLDS = """\
- expect: {scene: hall, episode: one, text: It was dark, menu: [Wait, hall.oil], locked: [Knock], absent: [Go in]}
- choose: Pick up the wick
- expect: {text: Wax., note: wick, state: {warm: 1, lit: false}, menu: Knock, absent: hall.pick_up_the_wick}
- choose: [oil, hall.wait]
- expect: {text: It ran. One., if: warm == 1 and noted.oil and not read.lamp}
- pair: [oil, wick]
- expect: {reading: lamp, text: A lamp.}
- until: {scene: door, by: confrontational}
- expect: {scene: door}
- choose: Go in
- expect: {ending: good}
"""


def test_a_plan_that_says_what_is_so_holds(tmp_path: Path):
    assert found(tmp_path, HOLDS) == []


@pytest.mark.parametrize(
    ("fact", "column", "said"),
    [
        ("scene: door", 19, "The scene is not door.\n"),
        ("text: It was light", 18, "It told: It was dark."),
        ("ending: good", 20, "The story has not ended."),
        ("menu: Knock", 18, "“Knock” is not open here."),
        ("locked: Wait", 20, "“Wait” is not locked here."),
        ("absent: Knock", 20, "“Knock” is not absent here."),
        ("note: oil", 18, "The notebook has no note oil."),
        ("reading: lamp", 21, "It has: nothing."),
        ("state: {warm: 2}", 20, "warm is not 2."),
        ("if: warm > 0", 16, "It is not so that warm > 0."),
        ("menu: [Wait, Go in]", 25, "“Go in” is not open here."),
    ],
)
def test_what_is_not_so_is_reported_where_it_stands_with_what_is(tmp_path: Path, fact: str, column: int, said: str):
    text = message(tmp_path, f"- expect: {{{fact}}}\n")
    assert text.startswith(f"plans/p.yaml:3:{column}: error R204: ")
    assert said in text


def test_every_fact_there_is_was_held_and_refused_above():
    tried = {key for key in FACTS if f"{key}:" in HOLDS}
    assert tried == set(FACTS)


def test_all_that_is_wrong_comes_in_one_run_and_a_lost_plan_stops(tmp_path: Path):
    steps = "- expect: {scene: door, text: nowhere}\n- choose: Fly\n- expect: {scene: door}\n"
    write(tmp_path, second="plan: q\nsteps:\n- expect: {ending: bad}\n")
    assert found(tmp_path, steps) == [("R204", 3, 19), ("R204", 3, 31), ("R201", 4, 11), ("R204", 3, 20)]


def test_a_choice_that_is_locked_or_not_there_is_named_with_those_that_are(tmp_path: Path):
    assert "is locked here: Your hands are cold." in message(tmp_path, "- choose: Knock\n")
    assert "Did you mean Pick up the oil?" in message(tmp_path, "- choose: Pick up the oill\n")
    assert "Open here: Pick up the wick · Pick up the oil · Wait" in message(tmp_path, "- choose: 北\n")


def test_what_must_never_be_is_seen_at_every_moment_from_there_on(tmp_path: Path):
    wait = "- choose: [Wait, Wait]\n"
    assert found(tmp_path, "- never: {text: One.}\n" + wait) == [("R205", 3, 17)]
    assert found(tmp_path, wait + "- never: {text: One.}\n" + wait) == []
    assert found(tmp_path, "- never: {state: {warm: 1}, scene: door}\n- until: {scene: door, by: warm}\n") == [
        ("R205", 3, 19),
        ("R205", 3, 36),
    ]
    assert "so after hall.pick_up_the_wick" in message(
        tmp_path, "- never: {note: wick}\n- choose: [Wait, Pick up the wick, Wait]\n"
    )
    assert found(tmp_path, "- never: {scene: hall}\n") == [("R205", 3, 18)]


def test_waiting_in_vain_is_a_failure(tmp_path: Path):
    assert found(tmp_path, "- until: {note: rope}\n- expect: {scene: door}\n") == [("R203", 3, 3)]
    assert found(tmp_path, "- until: {scene: door, most: 1}\n") == [("R203", 3, 3)]


def test_two_notes_that_make_nothing_or_are_not_there_are_a_failure(tmp_path: Path):
    assert found(tmp_path, "- pair: [oil, wick]\n") == [("R202", 3, 3)]


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ("- chose: Wait\n", [("U202", 3, 3)]),
        ("- expect: {scen: hall}\n", [("U202", 3, 12)]),
        ("- expect: {scene: hal}\n", [("R103", 3, 19)]),
        ("- expect: {note: wax, ending: god, reading: x}\n", [("R103", 3, 18), ("R103", 3, 31), ("R103", 3, 45)]),
        ("- expect: {note: [oil, oil]}\n", [("U208", 3, 18)]),
        ("- expect: {state: {wrm: 1}}\n", [("R103", 3, 20)]),
        ("- expect: {state: {warm: 9}}\n", [("R104", 3, 20)]),
        ("- expect: {state: {lit: maybe}}\n", [("R104", 3, 20)]),
        ("- expect: {if: wrm > 1}\n", [("U306", 3, 16)]),
        ("- until: {scene: door, by: angry}\n", [("R103", 3, 24)]),
        ("- until: {by: warm}\n", [("R101", 3, 3)]),
        ("- pair: [oil]\n", [("R102", 3, 3)]),
        ("- pair: [oil, silk]\n", [("R103", 3, 15)]),
    ],
)
def test_a_plan_that_is_written_wrong_is_not_played(tmp_path: Path, steps: str, wrong: list[tuple[str, int, int]]):
    assert found(tmp_path, steps + "- choose: Nothing of the kind\n") == wrong


def test_a_plan_without_steps_or_title_says_so(tmp_path: Path):
    assert {code for code, _, _ in found(tmp_path, "", head="seed: 3\n")} >= {"R101", "U203"}


def test_a_plan_may_begin_at_an_episode(tmp_path: Path):
    story = tmp_path / "bench"
    write(story)
    for path in BENCH.glob("*.yaml"):
        (story / path.name).write_text(path.read_text())
    plan = "plan: p\nfrom: two\nsteps:\n- expect: {scene: shore, episode: two}\n"
    (story / "plans" / "p.yaml").write_text(plan)
    assert rehearse(story).problems == ()
    (story / "plans" / "p.yaml").write_text(plan.replace("two\nsteps", "three\nsteps"))
    assert [problem.code for problem in rehearse(story).problems] == ["R103"]


def test_coverage_counts_what_plans_met_and_names_the_rest(tmp_path: Path):
    rehearsal = rehearse(write(tmp_path, p="plan: p\nsteps:\n- choose: [Wait, Wait, Pick up the wick, Knock]\n"))
    shares = {share.what: share for share in rehearsal.coverage}
    assert {what: (share.met, share.of) for what, share in shares.items()} == {
        "scenes": (2, 2),
        "choices": (3, 6),
        "varying texts": (4, 7),
        "endings": (0, 2),
    }
    assert [part.name for part in shares["choices"].missed] == ["hall.oil", "door.go_in", "door.go_away"]
    assert [part.name for part in shares["varying texts"].missed] == ["“light”", "“They saw the lamp.”", "“Many.”"]
    assert str(shares["varying texts"].missed[0].mark) == "one.yaml:7:15"


def test_the_command_prints_and_its_code_says_whether_all_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path, good=f"plan: g\nsteps:\n{HOLDS}")
    assert rehearse_command([str(tmp_path)]) == 0
    assert "1 of 1 plans hold." in capsys.readouterr().out
    write(tmp_path, bad="plan: b\nsteps:\n- choose: Fly\n")
    assert rehearse_command([str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "fails  plans/bad.yaml: b" in printed
    assert "1 of 2 plans hold." in printed
    assert "    - choose: Fly\n              ^\n" in printed


def test_json_and_junit_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path, good="plan: <g> & co\nsteps:\n- choose: Wait\n", bad="plan: b\nsteps:\n- choose: Fly\n")
    junit = tmp_path / "junit.xml"
    assert rehearse_command([str(tmp_path), "--json", "--junit", str(junit)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(plan["file"], len(plan["problems"])) for plan in told["plans"]] == [
        ("plans/bad.yaml", 1),
        ("plans/good.yaml", 0),
    ]
    assert told["coverage"]["endings"] == {
        "met": 0,
        "of": 2,
        "missed": [{"name": "good", "at": ""}, {"name": "bad", "at": ""}],
    }
    assert [part["at"] for part in told["coverage"]["choices"]["missed"]][-1] == "one.yaml:36:7"
    suites = ElementTree.parse(junit).getroot()
    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suites.iter("testcase")] == ["b", "<g> & co"]
    (failure,) = suites.iter("failure")
    assert "plans/bad.yaml:3:11" in (failure.text or "")


def test_no_plan_no_folder_and_no_story_are_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert rehearse_command([str(write(tmp_path / "a"))]) == 2
    assert rehearse_command([str(tmp_path / "nowhere")]) == 2
    assert rehearse_command([str(write(tmp_path / "b", one="episode: one\n", p=f"plan: g\nsteps:\n{HOLDS}"))]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_what_was_told_before_the_last_step_is_told_no_more(tmp_path: Path):
    assert found(tmp_path, "- choose: oil\n- choose: Wait\n- expect: {text: It ran.}\n") == [("R204", 5, 18)]


def test_of_two_choices_of_one_label_the_open_one_is_meant(tmp_path: Path):
    one = """\
episode: one
scenes:
  hall:
    flow:
    - Knock {as softly}:
        if: lit
        locked: It is dark.
        flow: -> hall
    - Knock {as hard}:
      - end: bad
"""
    write(tmp_path, one=one, p="plan: p\nsteps:\n- choose: Knock\n- expect: {ending: bad}\n")
    rehearsal = rehearse(tmp_path)
    assert rehearsal.problems == ()
    assert [(share.met, share.of) for share in rehearsal.coverage if share.what == "endings"] == [(1, 2)]


VALUES = st.recursive(
    st.sampled_from(["hall", "Wait", "warm", "oil", "", "-1", "…", "not lit", "{", "9" * 12, None, 3, True]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*FACTS, "by", "most", "choose", "pair", "until", "expect", "x"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
STEPS = st.lists(
    st.dictionaries(st.sampled_from(["choose", "pair", "until", "expect", "never"]), VALUES, max_size=2), max_size=4
)


@given(steps=STEPS, seed=VALUES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_plan_breaks_it(tmp_path: Path, steps: object, seed: object):
    text = yaml.safe_dump({"plan": "p", "seed": seed, "steps": steps}, allow_unicode=True)
    rehearsal = rehearse(write(tmp_path, p=text))
    assert as_text(rehearsal)
    assert all(problem.mark.line >= 1 for problem in rehearsal.problems)


# Plans that begin at a saved game --------------------------------------------------------------------------------

SAVED = "from: {save: there.json}\n"
GO_ON = "- expect: {scene: hall, note: wick, text: Wax.}\n- choose: Knock\n- expect: {scene: door}\n"


def saved(folder: Path, *ids: str) -> Path:
    """A story, and beside it a game that stands after some choices."""
    story = write(folder)
    library = Library(open_story(story))
    play = Playthrough(library)
    for id in ids:
        play.choose(id)
    export_playthrough(Shelf(folder / "saves", "s"), play, "there", story / "there.json")
    return story


def test_a_plan_can_begin_at_a_game_in_a_file_and_meets_only_what_comes_after(tmp_path: Path):
    story = write(saved(tmp_path, "hall.pick_up_the_wick"), p=f"plan: p\n{SAVED}steps:\n{GO_ON}")
    rehearsal = rehearse(story)
    assert [str(problem) for problem in rehearsal.problems] == []
    (choices,) = [share for share in rehearsal.coverage if share.what == "choices"]
    assert "hall.pick_up_the_wick" in {part.name for part in choices.missed}
    assert "hall.knock" not in {part.name for part in choices.missed}


def test_a_plan_can_begin_at_a_game_on_the_shelf(tmp_path: Path):
    story = write(saved(tmp_path, "hall.oil"), p="plan: p\nfrom: {save: oily}\nsteps:\n- expect: {note: oil}\n")
    slot = import_file(tmp_path / "shelf", story / "there.json")
    assert slot.name == "there"
    assert [problem.code for problem in rehearse(story, tmp_path / "shelf").problems] == ["R101"]
    write(story, p="plan: p\nfrom: {save: there}\nsteps:\n- expect: {note: oil}\n")
    assert rehearse(story, tmp_path / "shelf").problems == ()


def test_a_plan_can_begin_at_a_bookmark(tmp_path: Path):
    story = Path(shutil.copytree(own_story(), tmp_path / "story"))
    for plan in (story / "plans").glob("*.yaml"):
        plan.unlink()
    first = open_story(story).episodes[0].id
    text = f"plan: p\nfrom: {{bookmark: bookmark-01}}\nsteps:\n- expect: {{episode: {first}}}\n"
    (story / "plans" / "p.yaml").write_text(text)
    assert [str(problem) for problem in rehearse(story).problems] == []
    (story / "plans" / "p.yaml").write_text(text.replace("bookmark-01", "Ulyse"))
    assert "Did you mean Ulysse?" in str(rehearse(story).problems[0])


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("{save: nowhere.json}", "R101"),
        ("{save: nobody}", "R101"),
        ("{bookmark: none}", "R101"),
        ("{save: there.json, bookmark: none}", "R101"),
        ("{episode: two}", "R103"),
        ("[]", "U208"),
    ],
)
def test_a_beginning_that_is_not_there_is_reported_once(tmp_path: Path, start: str, code: str):
    story = write(saved(tmp_path), p=f"plan: p\nfrom: {start}\nsteps:\n{GO_ON}")
    (problem,) = rehearse(story, tmp_path / "shelf").problems
    assert (problem.code, problem.mark.line) == (code, 2)


def test_a_game_that_opens_elsewhere_since_the_story_has_changed_is_no_beginning(tmp_path: Path):
    story = saved(tmp_path, "hall.pick_up_the_wick")
    write(story, one=ONE.replace("note wick; warm += 1", "note wick"), p=f"plan: p\n{SAVED}steps:\n{GO_ON}")
    assert [problem.code for problem in rehearse(story).problems] == ["R206"]
