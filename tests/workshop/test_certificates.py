"""Certificates: written for everything impossible, held to be true by a checker that knows nothing of the prover."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from game.cli import main
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.certify.write import certified, goal_data
from game.workshop.checker.certificate import data_of
from game.workshop.checker.check import faults, key_in
from game.workshop.checker.reading import Place, Reading
from game.workshop.checker.state import Frame, State
from game.workshop.lantern import lantern_folder
from game.workshop.prove.budget import Budget
from game.workshop.prove.prover import WAY_OUT, Prover
from tests.workshop.prove.invented import write_story
from tests.workshop.stories import write

STORY = """\
episode: one
scenes:
  hall:
    flow:
    - here: bench
    - Sit {again}: |
        ~ if warm < 2: warm += 1
        -> bench
    - Burn {if warm == 3; again}: -> bench
    - Light {if lit; again}: -> bench
    - Stoke {if warm == 0 and not lit}: |
        ~ warm = 2
    - Go:
      - end: good
    - Never {if lit and warm == 1}:
      - end: bad
    - Sleep {if warm == 2; again}: |
        ~ warm = 0
        -> bench
    - Settle: |
        ~ warm = 1
    - |
      At last.
    - Leave {again; if warm == 1}:
      - end: good
    - Stay {again; if warm != 1}: -> hall
"""
NOTES = """\
episode: one
scenes:
  hall:
    flow:
    - here: bench
    - Look {again}: |
        ~ note wick

        ~ note oil

        -> bench
    - Go {if read.lamp}:
      - end: good
"""
"""From here only putting two notes together leads to an ending."""
SILENT = NOTES.replace(" {again}", "")
"""The same, with nothing to choose in between."""
Json = dict[str, Any]


@pytest.fixture(name="story")
def _story(tmp_path: Path) -> Library:
    return Library(open_story(write(tmp_path / "story", one=STORY)))


def certificate(library: Library) -> Json:
    """The certificate of a story, as its file says it."""
    prover = Prover(library)
    prover.run()
    return certificate_of(prover)


def certificate_of(prover: Prover) -> Json:
    """The certificate of what a prover that has run found impossible."""
    found = certified(prover)
    assert found.without == ()
    data = data_of(found.frame, found.certificate)
    return json.loads(json.dumps(data))  # type: ignore[no-any-return]


def goals(data: Json) -> set[str]:
    return {goal["name"] for goal in data["goals"]}


def test_every_impossible_has_a_certificate_that_holds(story: Library):
    data = certificate(story)
    assert {"hall.burn", "hall.light", "hall.never", "bad", "hall:3", "a way to an ending"} <= goals(data)
    assert list(faults(story, data)) == []


@pytest.mark.parametrize("flow", [NOTES, SILENT], ids=["beside choices", "beside none"])
def test_two_notes_that_can_be_put_together_are_a_way_to_an_ending(tmp_path: Path, flow: str):
    library = Library(open_story(write(tmp_path, one=flow)))
    data = certificate(library)
    assert "a way to an ending" in goals(data)
    assert list(faults(library, data)) == []


@pytest.mark.parametrize(("found", "places"), [("note wick; note oil", set()), ("note wick", {"well:0"})])
def test_two_notes_of_which_one_may_be_missing_are_none(tmp_path: Path, found: str, places: set[str]):
    flow = (
        "    - Look: |\n        ~ note wick; note oil\n        -> well\n"
        f"    - Pass: |\n        ~ {found}\n        -> well\n"
        "  well:\n    flow:\n    - Shout {again}: -> well\n    - Climb {if read.lamp}:\n      - end: good\n"
    )
    library = Library(open_story(write(tmp_path, one=f"episode: one\nscenes:\n  hall:\n    flow:\n{flow}")))
    data = certificate(library)
    data["goals"] = [goal_data(WAY_OUT)]
    together = data["groups"].index(["read.lamp"])
    for number, cell in enumerate(data["cells"]):
        cell["ranks"] = [together, 3, 2, 1] if cell["block"] == "well:0" else [-1, 9 - number, 0]
    lost = [f"no way to an ending may be left at one/{place}, with (0,)" for place in places]
    assert list(faults(library, data)) == lost


def test_the_second_text_of_what_is_told_once_is_never_told_and_there_is_no_third(tmp_path: Path):
    flow = STORY.replace("    - Go:\n", "    - Go:\n      - |\n        Out {first.|again.}\n")
    story = Library(open_story(write(tmp_path, one=flow)))
    data = certificate(story)
    (text,) = [goal for goal in data["goals"] if goal["kind"] == "text"]
    assert text["name"].endswith(", text 2")
    assert list(faults(story, data)) == []
    text["name"] = text["name"].replace("text 2", "text 3")
    assert any(fault.startswith("there is no text") for fault in faults(story, data))


def test_a_clock_can_be_set_to_the_most_that_it_says(tmp_path: Path):
    flow = STORY.replace("scenes:", "clock: {minutes: 1, most: 3}\nscenes:").replace("warm = 1", "clock = 3")
    late = "    - Late {if clock == 3}:\n      - end: good\n    - Early {if clock == 2}:\n      - end: good\n"
    story = Library(open_story(write(tmp_path, one=flow + late)))
    data = certificate(story)
    early = next(goal for goal in data["goals"] if goal["name"] == "hall.early")
    assert list(faults(story, data)) == []
    early.update(name="hall.late", line=early["line"] - 2)
    assert set(faults(story, data)) == {f"this shows: choice hall.late one.yaml:{early['line']}:7"}


# Forged ------------------------------------------------------------------------------------------------------


def narrowed(data: Json) -> Iterator[Json]:
    """The certificate, with one valuation less of one table in one cell."""
    for number, cell in enumerate(data["cells"]):
        for place, table in enumerate(cell["tables"]):
            for row in range(len(data["tables"][table]["rows"])):
                forged = deepcopy(data)
                forged["tables"].append(deepcopy(data["tables"][table]))
                del forged["tables"][-1]["rows"][row]
                forged["cells"][number]["tables"][place] = len(data["tables"])
                ranked, region, *ranks = cell["ranks"]
                if ranked == forged["tables"][-1]["group"]:
                    forged["cells"][number]["ranks"] = [ranked, region, *ranks[:row], *ranks[row + 1 :]]
                yield forged


def without_a_cell(data: Json) -> Iterator[Json]:
    for number in range(len(data["cells"])):
        forged = deepcopy(data)
        del forged["cells"][number]
        yield forged


def ranked_too_low(data: Json) -> Iterator[Json]:
    """The certificate, with one state said to be nearer to an ending than what it leads to."""
    for number, cell in enumerate(data["cells"]):
        for place, rank in enumerate(cell["ranks"][2:], 2):
            if rank > int(cell["rests"]):
                forged = deepcopy(data)
                forged["cells"][number]["ranks"][place] = rank - 1
                yield forged


@pytest.mark.parametrize("flow", [STORY, NOTES])
@pytest.mark.parametrize("forge", [narrowed, without_a_cell, ranked_too_low])
def test_a_certificate_from_which_anything_is_missing_is_refused(
    tmp_path: Path, flow: str, forge: Callable[[Json], Iterator[Json]]
):
    story = Library(open_story(write(tmp_path, one=flow)))
    forged = list(forge(certificate(story)))
    assert forged
    assert [one for one in forged if not list(faults(story, one))] == []


def test_a_certificate_in_which_play_never_goes_back_is_refused(story: Library):
    data = certificate(story)
    for number, cell in enumerate(data["cells"]):
        cell["ranks"][1] = -number
    assert any(fault.startswith("no way to an ending may be left") for fault in faults(story, data))


def of_other_slots(data: Json) -> None:
    """A table of slots that its group does not follow, so that nobody would see them change."""
    table = next(table for table in data["tables"] if table["slots"] == ["warm"])
    data["tables"].append({**table, "group": data["groups"].index(["lit"])})
    data["cells"][0]["tables"].append(len(data["tables"]) - 1)


def of_slots_twice(data: Json) -> None:
    table = next(table for table in data["tables"] if table["slots"] == ["warm"])
    table["slots"], table["rows"] = ["warm", "warm"], [[value, 0] for (value,) in table["rows"]]


def ranked_by_no_number(data: Json) -> None:
    data["cells"][0]["ranks"][-1] = float("nan")


def of_short_rows(data: Json) -> None:
    table = next(table for table in data["tables"] if table["slots"] == ["warm"])
    table["rows"] = [[] for _ in table["rows"]]


@pytest.mark.parametrize("spoil", [of_other_slots, of_slots_twice, ranked_by_no_number, of_short_rows])
def test_what_is_no_certificate_cannot_be_checked(story: Library, spoil: Callable[[Json], None]):
    data = certificate(story)
    spoil(data)
    with pytest.raises(ValueError, match=r"its group|whole number"):
        list(faults(story, data))


@pytest.mark.parametrize("towards", [-1, 0, 1])
def test_that_a_story_with_a_trap_has_none_is_refused(tmp_path: Path, towards: int):
    flow = STORY.replace("    - Go:", "    - Down the well: -> well\n    - Go:")
    well = "  well:\n    flow:\n    - Shout {again}: -> well\n    - Climb {again; if warm > 2}: -> hall\n"
    story = Library(open_story(write(tmp_path / "story", one=flow + well)))
    data = certificate(story)
    assert "a way to an ending" not in goals(data)
    data["goals"].append(goal_data(WAY_OUT))
    for number, cell in enumerate(data["cells"]):
        cell["ranks"] = [-1, number * towards, 0]
    assert any(fault.startswith("no way to an ending may be left at one/well") for fault in faults(story, data))


def test_a_certificate_in_which_the_goal_shows_is_refused(story: Library):
    data = certificate(story)
    for table in data["tables"]:
        if table["slots"] == ["warm"]:
            table["rows"] = [[0], [1], [2], [3]]
    assert any(fault.startswith("this shows: choice") for fault in faults(story, data))


def test_a_certificate_of_another_story_is_refused(story: Library, tmp_path: Path):
    data = certificate(story)
    other = Library(open_story(write(tmp_path / "other", one=STORY.replace("warm < 2", "warm < 3"))))
    assert any("outside" in fault for fault in faults(other, data))


def test_tables_that_contradict_each_other_lead_nowhere(tmp_path: Path):
    flow = "  hall:\n    flow:\n    - |\n      {lit and warm == 1:Both.} Well.\n    - Go:\n      - end: good\n"
    story = Library(open_story(write(tmp_path / "story", one=f"episode: one\nscenes:\n{flow}")))
    reading = Reading(story)
    frame = Frame([["lit"], ["warm"], ["lit", "warm"]], reading.declared)
    rows = {0: (["lit"], [(0,), (1,)]), 1: (["warm"], [(1,)]), 2: (["lit", "warm"], [(1, 0)])}
    state = State(frame, {group: frame.table(*table) for group, table in rows.items()})
    (onward,) = reading.onward(("one", "hall:0", False), state)
    assert onward.state.within(state)


# Trusted -----------------------------------------------------------------------------------------------------


def invented(random: Random, folder: Path) -> Library:
    """An invented story; unsound ones are passed over."""
    write_story(random, folder)
    try:
        library = Library(open_story(folder))
        for file in library.story.episodes:
            library.chart(file.id)
    except StoryError:
        assume(False)
        raise
    return library


def value_of(state: State, name: str) -> int:
    """The one value that a slot can have."""
    (value,) = state.values(name) or ()
    return value


def known(reading: Reading, playthrough: Playthrough) -> dict[str, int]:
    """What each slot is where a playthrough stands."""
    position = playthrough.position
    return dict(zip(reading.names[position.episode], position.world, strict=True))


def rest(reading: Reading, place: Place, state: State) -> tuple[Place, State]:
    """Where play rests, of the one way that there is from step to step."""
    while not place[2]:
        ((place, state),) = [(way.target, way.state) for way in reading.onward(place, state)]
    return place, state


def play(library: Library, random: Random, steps: int) -> None:
    """Play at random, and read the same steps in the statecharts."""
    reading = Reading(library)
    slots = {slot for names in reading.names.values() for slot in names}
    frame = Frame([[slot] for slot in slots], reading.declared)
    playthrough = Playthrough(library)
    place, state = rest(reading, *reading.beginning(frame))
    for _ in range(steps):
        position, moment = playthrough.position, playthrough.moment
        assert place == (position.episode, position.state, True)
        assert {name: value_of(state, name) for name in reading.names[place[0]]} == known(reading, playthrough)
        reading.shown.clear()
        ways = {way.offer.id: way for way in reading.onward(place, state) if way.offer}
        assert list(ways) == [choice.id for choice in moment.open]
        shown = {key[0] for key in reading.shown}
        assert ("ending" in shown) == (moment.ending is not None)
        assert ("locked" in shown) == (len(moment.open) < len(moment.choices))
        assert ("stuck" in shown) == (not moment.open and moment.ending is None)
        if not ways:
            return
        taken = ways[random.choice(list(ways))]
        assert taken.offer
        playthrough.choose(taken.offer.id)
        place, state = rest(reading, taken.target, taken.state)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_the_checker_reads_a_story_as_it_is_played(tmp_path_factory: pytest.TempPathFactory, random: Random):
    play(invented(random, tmp_path_factory.mktemp("invented")), random, 30)


def test_the_checker_reads_the_lantern_as_it_is_played():
    library = Library(open_story(lantern_folder()))
    for seed in range(30):
        play(library, Random(seed), 60)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_nothing_that_play_shows_is_certified_not_to(tmp_path_factory: pytest.TempPathFactory, random: Random):
    library = invented(random, tmp_path_factory.mktemp("invented"))
    prover = Prover(library, budget=Budget(20_000))
    prover.run()
    data = certificate_of(prover)
    met = [verdict.goal for verdict in prover.result if verdict.replay is not None and verdict.goal.kind != "trap"]
    data["goals"] = list(map(goal_data, met))
    shown = {f"this shows: {' '.join(key_in(goal))}" for goal in data["goals"]}
    assert set(faults(library, data)) == shown


# The command -------------------------------------------------------------------------------------------------


def test_the_checker_is_a_program_that_knows_nothing_of_the_prover(tmp_path: Path):
    story, path = write(tmp_path / "story", one=STORY), tmp_path / "certificate.json"
    assert main(["prove", str(story), "--certificate", str(path)]) == 1
    watch = (
        "import sys; from game.workshop.checker.__main__ import main; code = main(sys.argv[1:]);"
        "known = ('game.workshop.prove', 'game.workshop.certify');"
        "sys.exit(9 if any(name.startswith(known) for name in sys.modules) else code)"
    )

    def check(path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", watch, str(story), str(path)], capture_output=True, text=True)

    done = check(path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "6 verdicts hold.\n"
    data = json.loads(path.read_text())
    del data["cells"][0]
    path.write_text(json.dumps(data))
    done = check(path)
    assert (done.returncode, done.stdout) == (1, "the beginning is not inside\n")
    path.write_text("{}")
    done = check(path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be checked" in done.stderr


def test_the_certificate_of_the_lantern_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "certificate.json"
    assert main(["prove", str(lantern_folder()), "--certificate", str(path)]) == 0
    assert "8 verdicts" in capsys.readouterr().err
    assert list(faults(Library(open_story(lantern_folder())), json.loads(path.read_text()))) == []


def test_a_certificate_that_cannot_be_written_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["prove", str(lantern_folder()), "--certificate", str(tmp_path)]) == 2
    assert f"{tmp_path} cannot be opened: Is a directory." in capsys.readouterr().err


def test_a_certificate_for_a_folder_that_is_not_there_is_refused_before_the_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["prove", str(lantern_folder()), "--certificate", str(tmp_path / "no" / "where.json")]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"There is no folder {tmp_path / 'no'}.\n")
