"""`why`: what fails, since when, and what would help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.engine.code import test_of as truth_of
from game.engine.playthrough import Playthrough
from game.language.expression import Among, Compare, Every, Expression, Name, Not, Some
from game.language.header import open_story
from game.language.types import FLAG, Range
from game.saves import Keeper, Shelf
from game.workshop.ink import InkedLibrary
from game.workshop.lantern import lantern_folder
from game.workshop.why.answer import Answer, NoSuchChoice, why
from game.workshop.why.command import why_command
from game.workshop.why.condition import failing, negated
from game.workshop.why.report import as_text
from tests.front.fronts import BENCH
from tests.workshop.stories import ONE, write

A, B, N = Name("a", FLAG), Name("b", FLAG), Name("n", Range(0, 9))
SLOTS = {"a": 0, "b": 1, "n": 2}


@pytest.mark.parametrize(
    ("when", "needs"),
    [
        (A, ["a"]),
        (Every((A, B)), ["a", "b"]),
        (Some((A, Compare(">=", N, 5))), ["a", "n >= 5"]),
        (Not(Compare("<", N, 5)), ["n >= 5"]),
        (Not(Every((Not(A), Compare("==", N, 2)))), ["a", "n != 2"]),
        (Among(N, (1, 3)), ["n in [1, 3]"]),
        (Not(Among(N, (2,))), ["n not in [2]"]),
        (Compare("<=", N, 9), []),
        (Not(A), []),
    ],
)
def test_a_condition_is_taken_apart_into_what_fails(when: Expression, needs: list[str]):
    found = list(failing(when, (0, 0, 2), SLOTS))
    assert [lack.needs for lack in found] == needs
    assert all(not truth_of(lack.test, SLOTS)((0, 0, 2)) for lack in found)


def test_a_negation_holds_exactly_where_its_condition_does_not():
    conditions: list[Expression] = [A, Not(A), Compare("<", N, 3), Among(N, (1, 4)), Every((A, Compare("==", N, 2)))]
    conditions += [Compare(op, N, 3) for op in ("<=", ">", ">=", "!=")]
    conditions += [Some((B, Not(Every((A, B)))))]
    for when in conditions:
        for values in [(a, b, n) for a in (0, 1) for b in (0, 1) for n in range(6)]:
            assert truth_of(negated(when), SLOTS)(values) != truth_of(when, SLOTS)(values)


def answer(folder: Path, wanted: str, *ids: str) -> Answer:
    library = InkedLibrary(open_story(folder)).read_all()
    play = Playthrough(library)
    for id in ids:
        play.choose(id)
    return why(play, library, wanted)


def helps(given: Answer) -> list[list[str]]:
    return [[remedy.what for remedy in lack.remedies] for lack in given.lacks]


def test_a_locked_choice_names_what_fails_and_what_would_open_it(tmp_path: Path):
    given = answer(write(tmp_path), "Knock", "hall.wait")
    assert (given.how, given.id) == ("locked", "hall.knock")
    assert as_text(given) == (
        "one.yaml:17:7: hall.knock: “Knock”\n"
        "It is locked here.\n"
        "  needs warm >= 1; it is 0, from the beginning\n"
        "    hall.pick_up_the_wick: warm += 1  (one.yaml:11:22)"
    )


def test_the_step_that_made_it_so_is_named(tmp_path: Path):
    one = ONE.replace("if: warm >= 1", "if: warm == 0 and (lit or noted.oil)")
    given = answer(write(tmp_path, one=one), "hall.knock", "hall.wait", "hall.pick_up_the_wick", "hall.wait")
    first, second, third = given.lacks
    assert first.since
    assert (first.failing.needs, first.since.number, first.since.step) == ("warm == 0", 2, "hall.pick_up_the_wick")
    assert first.remedies == ()
    assert "nothing in the story makes it so" in as_text(given)
    assert (second.failing.either, second.since, third.failing.needs) == (True, None, "noted.oil")
    assert helps(given) == [[], [], ["hall.oil: note oil"]]


def test_a_reading_and_a_choice_that_was_not_taken_are_remedies():
    assert helps(answer(lantern_folder(), "jetty.who", "lamp_room.down", "kitchen.leave")) == [
        ["put together hand_lamp and log"]
    ]
    stairs = answer(BENCH, "stairs.straight_on")
    assert stairs.how == "elsewhere"
    assert helps(stairs) == [["enter gossip"]]
    assert helps(answer(BENCH, "stairs.down")) == [
        ["kitchen: slept = true", "stairs.up: slept = true"],
        ["take hall.lamp"],
    ]


def test_only_what_leads_the_right_way_is_a_remedy(tmp_path: Path):
    one = ONE.replace("{One.|Two.|Many.}\n", "{One.|Two.|Many.}\n        ~ warm -= 1; lit = false\n")
    assert helps(answer(write(tmp_path, one=one), "hall.knock")) == [["hall.pick_up_the_wick: warm += 1"]]
    lit = one.replace("if: warm >= 1", "if: warm < 0 or lit").replace("warm < 0", "warm == 3")
    assert helps(answer(write(tmp_path, one=lit), "hall.knock")) == [["hall.pick_up_the_wick: warm += 1"], []]


def test_what_is_open_taken_elsewhere_or_hidden_is_told_apart(tmp_path: Path):
    story = write(tmp_path)
    assert answer(story, "Wait").how == "open"
    assert answer(story, "wait", "hall.wait").how == "open"
    taken = answer(story, "hall.oil", "hall.oil")
    assert taken.how == "taken"
    assert "again" in as_text(taken)
    assert answer(story, "Go in").how == "elsewhere"
    assert answer(lantern_folder(), "kitchen.you_said_if", "lamp_room.down").how == "hidden"


def test_a_choice_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path):
    with pytest.raises(NoSuchChoice, match=r"Did you mean hall\.knock\?"):
        answer(write(tmp_path), "hall.knok")


def test_the_command_answers_from_a_saved_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    library = InkedLibrary(open_story(lantern_folder()))
    keeper = Keeper(library, Shelf(tmp_path, "lantern"))
    keeper.begin()
    keeper.choose("lamp_room.down")
    keeper.choose("kitchen.leave")
    keeper.save("here")
    keeper.close()
    story, saved = str(lantern_folder()), ["--from", "here", "--saves", str(tmp_path)]
    assert why_command([story, "Strike out the ninth", *saved]) == 1
    assert "needs told; it is false, from the beginning" in capsys.readouterr().out
    assert why_command([story, "jetty.sign", *saved]) == 0
    capsys.readouterr()
    assert why_command([story, "jetty.who", *saved, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["lacks"][0]["remedies"] == [{"what": "put together hand_lamp and log", "at": ""}]
    assert why_command([story, "nothing", *saved]) == 2
    assert why_command([story, "jetty.who", "--from", "there", "--saves", str(tmp_path)]) == 2
    assert why_command([str(tmp_path / "nowhere"), "x", *saved]) == 2


def test_it_is_the_last_step_that_counts_and_what_undoes_it(tmp_path: Path):
    one = ONE.replace("It ran.\n        ~ note oil", "It ran.\n        ~ note oil; warm += 1; lit = true")
    one = one.replace("{One.|Two.|Many.}\n", "{One.|Two.|Many.}\n        ~ lit = false\n")
    one = one.replace("if: warm >= 1", "if: warm < 2 and not lit")
    given = answer(write(tmp_path, one=one), "hall.knock", "hall.pick_up_the_wick", "hall.oil")
    assert [(lack.failing.needs, lack.since.step) for lack in given.lacks if lack.since] == [
        ("warm < 2", "hall.oil"),
        ("not lit", "hall.oil"),
    ]
    assert helps(given) == [[], ["hall.wait: lit = false"]]


def test_a_name_is_first_looked_for_in_the_present_scene(tmp_path: Path):
    one = ONE.replace("- Go in:", "- Go in {as wait}:")
    assert answer(write(tmp_path, one=one), "wait").id == "hall.wait"
    there = answer(write(tmp_path, one=one), "wait", "hall.pick_up_the_wick", "hall.knock")
    assert (there.id, there.how) == ("door.wait", "open")
