"""What became of everybody, told after an ending."""

from __future__ import annotations

from pathlib import Path

from game.engine.library import Library
from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.engine.stepper import Stepper
from game.language.header import open_story
from game.workshop.prove.prover import Prover
from game.workshop.prove.verdict import PROVED
from tests.making import HEADER, hall, take, told, write

ENDINGS = HEADER.replace("endings:\n", "endings:\n  away: {title: Away}\n")
AFTERWARDS = """\
afterwards:
  ben: |
    {if ending == home} He met her{trust.ben >= 8: at the station|}.

    {else} He never knew.
  ada:
  - |
    {if noted.lamp} She keeps the lamp.
  - |
    {if slept} *She* sleeps. <>
"""
FLOW = """
- Home: |
    I went. <>
    ~ note lamp
- Stay:
  - |
    ~ trust.ben += 2; slept = true
- Away:
  - end: away
- end: home
"""


def begin(folder: Path, afterwards: str = AFTERWARDS) -> Playthrough:
    files = {"story.yaml": ENDINGS, "afterwards.yaml": afterwards, "one.yaml": hall(FLOW)}
    return Playthrough(Library(open_story(write(folder, files))))


def fates(moment: Moment) -> list[tuple[str | None, str]]:
    assert moment.ending
    assert {line.kind for line in moment.ending.fates} <= {"fate"}
    return [(line.speaker, line.text.strip()) for line in moment.ending.fates]


def test_it_depends_on_what_was_done_and_on_the_ending(tmp_path: Path):
    play = begin(tmp_path)
    assert fates(take(play, "Home")) == [("ben", "He met her."), ("ada", "She keeps the lamp.")]
    play.rewind()
    assert fates(take(play, "Stay")) == [("ben", "He met her at the station."), ("ada", "She sleeps.")]
    play.rewind()
    assert fates(take(play, "Away")) == [("ben", "He never knew.")]


def test_it_is_no_part_of_the_text(tmp_path: Path):
    """Nor does it go on in the last sentence of it."""
    moment = take(begin(tmp_path), "Home")
    assert [line.strip() for line in told(moment)] == ["I went."]


def test_a_story_may_keep_it_to_itself(tmp_path: Path):
    assert fates(take(begin(tmp_path, "afterwards: {}\n"), "Home")) == []


def test_plays_in_bulk_tell_it_too(tmp_path: Path):
    """What counts words meets these."""
    run = Stepper(begin(tmp_path).library, tells=True).begin()
    run.choose(next(way for way in run.open if way.id.endswith("away")))
    assert [(line.kind, line.text) for line in run.lines] == [("fate", "He never knew.")]


def test_a_text_that_no_ending_tells_is_found(tmp_path: Path):
    """The prover goes through what is told afterwards as through any other text."""
    never = AFTERWARDS.replace("noted.lamp}", "noted.lamp and ending == away}")
    assert not unproved(tmp_path / "all", AFTERWARDS)
    assert [name for name in unproved(tmp_path / "never", never) if "afterwards.yaml" in name]


def unproved(folder: Path, afterwards: str) -> list[str]:
    """The texts of which no play tells."""
    prover = Prover(begin(folder, afterwards).library)
    prover.run()
    return [each.goal.name for each in prover.result if each.goal.kind == "text" and each.outcome != PROVED]
