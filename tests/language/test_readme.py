"""The example of README.md is the whole episode that it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.workshop.check import check_story

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
STORY = """\
story: s
title: S
stances: {ask: "?", wait: "…"}
episodes: [{one: one.yaml}]
endings: {asked: {title: Asked}}
cast: {renzo: {name: Renzo, tongue: it}}
notes: {renzo_thumb: He bites the left thumb.}
"""


@pytest.mark.parametrize(("choice", "told"), [("wait", "He flew with the right."), ("ask", "So had I.")])
def test_it_is_sound_and_plays_to_its_ending(tmp_path: Path, choice: str, told: str) -> None:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "one.yaml").write_text(README.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert [str(problem) for problem in check_story(tmp_path)] == []
    play = Playthrough(Library(open_story(tmp_path)))
    play.choose(next(each.id for each in play.moment.open if each.stance == choice))
    assert play.moment.ending is not None
    assert told in str(play.moment)
