"""Menus: what is offered, where outcomes lead, what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.language.header import open_story
from tests.making import HEADER, episode, hall, offered, play, take, told, write

MENU = """
- here: bench
- Look at his hands {wait}:
  - |
    He had bitten the left thumb.
  - Which one {ask}: |
      ada: Both.
  - |
    He sat.
- Say {slots} words {again; as say}: |
    I said {slots}.
    ~ slots -= 1
- Sleep:
    if: slots < 2
    locked: You have {slots} left.
    as: nap
    stance: wait
    again: true
    flow: |
      I slept.
- Leave {if look_at_his_hands}: -> out
- |
  -> bench
"""
OUT = "\nout:\n  flow:\n  - end: home"


def menu(folder: Path) -> Playthrough:
    scenes = "hall:\n  flow:\n" + "\n".join(f"  {line}" for line in MENU.strip().split("\n")) + OUT
    return play(folder, episode(scenes))


def test_a_choice_has_an_id_of_its_scene_and_its_slug_or_its_as_and_a_stance(tmp_path: Path):
    choices = menu(tmp_path).moment.choices
    assert [(choice.id, choice.stance) for choice in choices] == [
        ("hall.look_at_his_hands", "wait"),
        ("hall.say", None),
        ("hall.nap", "wait"),
    ]


def test_labels_and_reasons_show_values(tmp_path: Path):
    playthrough = menu(tmp_path)
    assert [(c.label, c.locked) for c in playthrough.moment.choices[1:]] == [
        ("Say 2 words", None),
        ("Sleep", "You have 2 left."),
    ]
    take(playthrough, "Say 2 words")
    assert [(c.label, c.locked) for c in playthrough.moment.choices[1:]] == [("Say 1 words", None), ("Sleep", None)]


def test_a_locked_choice_cannot_be_taken_and_says_why(tmp_path: Path):
    with pytest.raises(NotOffered, match="You have 2 left"):
        menu(tmp_path).choose("hall.nap")


def test_a_choice_is_offered_once_unless_it_says_again(tmp_path: Path):
    playthrough = menu(tmp_path)
    take(playthrough, "Look at his hands", "Which one")
    assert offered(playthrough.moment) == ["Say 2 words", "Leave"]
    take(playthrough, "Say 2 words")
    assert "Say 1 words" in offered(playthrough.moment)


def test_an_outcome_without_an_arrow_goes_on_with_what_follows_the_menu(tmp_path: Path):
    playthrough = menu(tmp_path)
    assert told(take(playthrough, "Look at his hands")) == ["He had bitten the left thumb."]
    assert told(take(playthrough, "Which one")) == ["Both.", "He sat."]


def test_a_choice_can_be_read_as_a_flag(tmp_path: Path):
    playthrough = menu(tmp_path)
    assert "Leave" not in offered(playthrough.moment)
    take(playthrough, "Look at his hands", "Which one")
    assert take(playthrough, "Leave").ending


def test_otherwise_runs_when_no_choice_is_open(tmp_path: Path):
    flow = "- Never {if slept}: -> hall\n- Locked:\n    if: slept\n    locked: No.\n    flow: -> hall\n"
    flow += "- otherwise: |\n    Nothing left.\n- end: home"
    assert told(play(tmp_path, hall(flow)).moment) == ["Nothing left."]


def test_a_menu_with_nothing_open_and_no_otherwise_is_a_moment_without_open_choices(tmp_path: Path):
    flow = "- Never:\n    if: slept\n    locked: No.\n    flow: -> hall\n- Nor {if slept}: |\n    Yes.\n- end: home"
    moment = play(tmp_path, hall(flow)).moment
    assert ([choice.locked for choice in moment.choices], moment.open, moment.ending) == (["No."], (), None)


def test_a_mark_is_kept_only_where_the_menu_can_be_met_again(tmp_path: Path):
    flow = """
    - here: bench
    - Round: -> bench
    - Out: |
        I left.
    - Twice {again}: -> bench
    - |
      Now.
    - Last: |
        Gone.
    - end: home
    """
    chart = play(tmp_path, hall(flow)).library.chart("one")
    assert [key for key in chart.slots if key.startswith("@")] == ["@hall.round"]


def test_an_arrow_to_a_choice_goes_into_its_outcome_and_counts_as_taken(tmp_path: Path):
    flow = """
    - here: bench
    - Jump {as jump}: -> hall.plan
    - Plan: |
        The plan.
    - |
      {plan:Planned.|Unplanned.}
    - Round {again}: -> bench
    - Leave:
      - end: home
    """
    playthrough = play(tmp_path, hall(flow))
    assert told(take(playthrough, "Jump")) == ["The plan.", "Planned."]
    take(playthrough, "Round")
    assert offered(playthrough.moment) == []


def test_a_here_right_before_a_menu_and_one_inside_an_outcome_are_places(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - Sit: -> other.inner
    other:
      flow:
      - Never {if slept}:
        - |
          Skipped.
        - here: inner
        - Yes {again}: -> inner
        - Out: |
            Out.
      - end: home
    """
    playthrough = play(tmp_path, episode(scenes))
    assert told(take(playthrough, "Sit")) == []
    assert offered(take(playthrough, "Yes")) == ["Yes", "Out"]
    assert told(take(playthrough, "Out")) == ["Out."]


def test_a_scene_flag_is_set_on_entering_and_scene_state_is_fresh(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - |
        {side:Seen|Unseen}.
      - Go {again}: -> side
      - Leave:
        - end: home
    side:
      state:
        nudges: {range: 0..3}
        per: {each: crew, range: 0..9, starts: 4}
      flow: |
        {nudges} {per.ada}
        ~ nudges += 2; per.ada += 1
        {nudges} {per.ada}
        -> hall
    """
    playthrough = play(tmp_path, episode(scenes))
    assert told(playthrough.moment) == ["Unseen."]
    assert told(take(playthrough, "Go")) == ["0 4", "2 5", "Seen."]
    assert told(take(playthrough, "Go")) == ["0 4", "2 5", "Seen."]


def test_a_label_keeps_its_id_when_the_ledger_knows_it(tmp_path: Path):
    ledger = "ids:\n  hall:\n    wait: {label: Wait *now*, words: 0}\n"
    write(tmp_path, {"story.yaml": HEADER, "ids.yaml": ledger, "one.yaml": hall("- Wait *now*: |\n    x\n- end: home")})
    playthrough = Playthrough(Library(open_story(tmp_path)))
    assert [choice.id for choice in playthrough.moment.choices] == ["hall.wait"]


def test_rewinding_further_than_the_beginning_is_refused(tmp_path: Path):
    playthrough = menu(tmp_path)
    for steps in (0, 1, -1):
        with pytest.raises(NotOffered):
            playthrough.rewind(steps)


def test_two_notes_make_a_reading_and_play_stays_where_it_is(tmp_path: Path):
    flow = "- |\n  ~ note lamp; note oil\n- Wait {if read.refused}: |\n    Yes.\n- Go: |\n    No.\n- end: home"
    playthrough = play(tmp_path, hall(flow))
    assert playthrough.pair("oil", "lamp").id == "refused"
    assert [(line.kind, line.text) for line in playthrough.moment.text] == [("reading", "Somebody let it go out.")]
    assert offered(playthrough.moment) == ["Wait", "Go"]
    assert playthrough.pair("lamp", "oil").id == "refused"
    assert len(playthrough.trail) == 1
    assert playthrough.pair("lamp", "lamp") is None


def test_notes_make_no_reading_once_the_story_has_ended(tmp_path: Path):
    playthrough = play(tmp_path, hall("- |\n  ~ note lamp; note oil\n- Leave: |\n    I left.\n- end: home"))
    take(playthrough, "Leave")
    before = playthrough.position
    with pytest.raises(NotOffered):
        playthrough.pair("lamp", "oil")
    assert playthrough.position is before
