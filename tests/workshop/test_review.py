"""`review`: two versions of a story in a real repository, held against each other."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from game.cli import main
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.saves import Shelf
from game.workshop.review.odds import beyond_chance
from tests.workshop.prove.test_scale import hub
from tests.workshop.stories import HEAD, ONE, write


def git(folder: Path, *words: str) -> None:
    known = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *known, *words], check=True, capture_output=True)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story in a folder of a repository, committed once and tagged, with a game on a shelf."""
    folder = write(tmp_path / "repository" / "stories" / "s")
    git(tmp_path / "repository", "init", "-q")
    commit(folder, "one")
    play = Playthrough(Library(open_story(folder)))
    for id in ("hall.pick_up_the_wick", "hall.knock"):
        play.choose(id)
    shelf = Shelf(tmp_path / "saves", "s")
    shelf.write(play, "named", "in the door")
    shelf.close()
    return folder


def commit(story: Path, tag: str) -> None:
    git(story, "add", "-A")
    git(story, "commit", "-q", "-m", tag)
    git(story, "tag", tag)


def review(story: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    given = ["--since", "one", "--plays", "40", "--saves", str(story.parents[2] / "saves"), "--json", *words]
    code = main(["review", str(story), *given])
    return code, json.loads(capsys.readouterr().out)


def test_what_did_not_change_is_said_to_be_the_same(story: Path, capsys: pytest.CaptureFixture[str]):
    code, found = review(story, capsys)
    assert code == 0
    assert found["names"] == []
    assert found["reach"]["unknown"] == [0, 0]
    assert [found["reach"][key] for key in ("lost", "won", "caught")] == [[], [], []]
    assert found["odds"] == {"plays": [200, 200], "moved": []}
    (shelved,) = found["saves"]
    assert (shelved["ways"]["restored"], shelved["worse"]) == (1, [])


CHANGED = (
    ONE.replace("Pick up the wick", "Pick up the wicks")
    .replace("    - Go in:", "    - Go in {if lit}:")
    .replace("Pick up the oil", "Take the can of oil")
)


def test_every_sort_of_change_is_told(story: Path, capsys: pytest.CaptureFixture[str]):
    write(story, HEAD.replace("  rope: Rope.\n", "  string: String.\n"), CHANGED)
    code, found = review(story, capsys)
    assert code == 1
    names = {one["kind"]: one for one in found["names"]}
    assert names["choices"]["renamed"] == [["one.hall.pick_up_the_wick", "one.hall.pick_up_the_wicks"]]
    assert names["choices"]["relabelled"] == [["one.hall.oil", "Pick up the oil", "Take the can of oil"]]
    assert (names["notes"]["new"], names["notes"]["gone"]) == (["string"], ["rope"])
    assert found["reach"]["lost"] == [["choice", "one.door.go_in"], ["ending", "good"]]
    moved = {(one["name"], one["temperament"]): (one["before"], one["after"]) for one in found["odds"]["moved"]}
    assert moved["good", ""][1] == 0
    assert moved["bad", ""][1] == 1
    (shelved,) = found["saves"]
    assert [(old, new) for _, old, new in shelved["worse"]] != []


def test_for_people_the_same_is_said(story: Path, capsys: pytest.CaptureFixture[str]):
    write(story, one=CHANGED)
    assert main(["review", str(story), "--since", "HEAD", "--saves", str(story.parent / "none")]) == 1
    printed = capsys.readouterr().out
    for line in (
        "Since HEAD (",
        "  renamed: one.hall.pick_up_the_wick is now one.hall.pick_up_the_wicks",
        "Saved games: there are none.",
        "Reachable: 2 lost, 0 won (PROVED)",
        "  cannot be reached: ending good",
        "Odds, sampled by 100 plays before and 100 after",
        "  ends in good: ",
    ):
        assert line in printed


def test_a_way_that_opens_again_is_won_and_nothing_is_lost(story: Path, capsys: pytest.CaptureFixture[str]):
    write(story, one=CHANGED)
    commit(story, "two")
    write(story)
    code, found = review(story, capsys, "--since", "two")
    assert code == 0
    assert found["reach"]["won"] == [["choice", "one.door.go_in"], ["ending", "good"]]


def test_an_invariant_that_is_broken_now_is_told_and_one_that_is_kept_again(
    story: Path, capsys: pytest.CaptureFixture[str]
):
    head = HEAD + "invariants:\n  cold: {must: not lit}\n"
    write(story, head)
    commit(story, "kept")
    write(story, head, ONE.replace("note oil", "note oil; lit = true"))
    code, found = review(story, capsys, "--since", "kept")
    assert (code, found["reach"]["caught"], found["reach"]["freed"]) == (1, [["invariant", "cold"]], [])
    commit(story, "broken")
    write(story, head)
    code, found = review(story, capsys, "--since", "broken")
    assert (code, found["reach"]["caught"], found["reach"]["freed"]) == (0, [], [["invariant", "cold"]])
    main(["review", str(story), "--since", "broken", "--plays", "1", "--saves", str(story.parent / "none")])
    assert "\n  always holds now: cold\n" in capsys.readouterr().out


def test_what_two_episodes_call_alike_is_told_apart(story: Path, capsys: pytest.CaptureFixture[str]):
    flow = (
        "episode: {0}\ninvariants:\n  cold: {{must: warm == 0}}\nscenes:\n  hall:\n    flow:\n    - Warm up: |\n"
        "        ~ {1}\n    - |\n      Now.\n    - Rest {{if lit}}: -> out\n    - Go: {2}\n"
        "  out:\n    flow:\n    - end: good\n"
    )
    cold, warm = (flow.format("one", effect, "-> two") for effect in ("warm = 0", "warm = 1"))
    (story / "two.yaml").write_text(flow.format("two", "warm = 0", "-> out"), encoding="utf-8")
    head = HEAD.replace("one.yaml\n", "one.yaml\n- two: two.yaml\n")
    write(story, head, cold)
    commit(story, "kept")
    write(story, head, warm)
    code, found = review(story, capsys, "--since", "kept")
    assert (code, found["reach"]["caught"]) == (1, [["invariant", "one.cold"], ["invariant", "two.cold"]])


def test_where_time_is_over_the_rest_is_not_known_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    ways = "    - Out {if m0 == 10 and m5 == 10; again}: -> all\n    - Back {if m3 == 4; again}: -> some\n"
    hub(tmp_path, ways)
    git(tmp_path, "init", "-q")
    commit(tmp_path, "one")
    assert main(["review", str(tmp_path), "--since", "one", "--seconds", "0", "--plays", "1"]) == 0
    assert "Reachable: 0 lost, 0 won (PARTIAL)\n  In this time " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("since", "said"),
    [("nothing", "git knows no revision nothing."), ("--output=x", "git knows no revision --output=x.")],
)
def test_a_revision_that_is_not_there(story: Path, since: str, said: str, capsys: pytest.CaptureFixture[str]):
    assert main(["review", str(story), f"--since={since}"]) == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_a_story_that_was_not_there_yet_and_one_that_could_not_be_read(story: Path, capsys: pytest.CaptureFixture[str]):
    other = write(story.parent / "other")
    assert main(["review", str(other), "--since", "one"]) == 2
    assert "There was no story in" in capsys.readouterr().err
    write(story, one="episode: [")
    commit(story, "broken")
    write(story)
    assert main(["review", str(story), "--since", "broken"]) == 2
    assert "The story at broken cannot be read." in capsys.readouterr().err


def test_without_a_repository_or_without_git(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    assert main(["review", str(write(tmp_path / "alone")), "--since", "one"]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'alone'} is in no git repository.\n"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["review", str(story), "--since", "one"]) == 2
    assert capsys.readouterr().err == "git is not installed, or not on the path.\n"


@pytest.mark.parametrize(
    ("before", "n", "after", "m", "beyond"),
    [(50, 100, 50, 100, False), (50, 100, 60, 100, False), (10, 100, 60, 100, True), (0, 5, 0, 5, False)],
)
def test_only_what_is_larger_than_chance_counts(before: int, n: int, after: int, m: int, beyond: bool):
    assert beyond_chance(before, n, after, m) == beyond
