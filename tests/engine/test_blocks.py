"""What stands in a block, row by row of the table in docs/language.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.moment import Span
from tests.making import episode, hall, play, take, told

END = "\n- end: home"
AGAIN = "\n- Again {again}: -> hall\n- Leave:\n  - end: home"


def block(text: str) -> str:
    return "- |\n" + "\n".join(f"  {line}".rstrip() for line in text.split("\n"))


def lines(folder: Path, text: str) -> list[str]:
    return told(play(folder, hall(block(text) + END)).moment)


def rounds(folder: Path, text: str, times: int, seed: int = 0) -> list[list[str]]:
    """What a block tells, so many times."""
    playthrough = play(folder, hall(block(text) + AGAIN), seed)
    for _ in range(times - 1):
        take(playthrough, "Again")
    return [told(moment) for moment in playthrough.moments]


def test_a_blank_line_ends_a_paragraph_and_lines_inside_run_on(tmp_path: Path):
    assert lines(tmp_path, "One\ntwo.\n\nThree.") == ["One two.", "Three."]


def test_stars_make_italics(tmp_path: Path):
    (line,) = play(tmp_path, hall(block("Prose with *italics*.") + END)).moment.text
    assert line.spans == (Span("Prose with "), Span("italics", italic=True), Span("."))


def test_a_line_with_a_name_is_speech_and_lines_under_it_belong_to_it(tmp_path: Path):
    moment = play(tmp_path, hall(block("ada: Both.\nAnd more.\nben: No.\n\nShe left.") + END)).moment
    assert [(line.kind, line.speaker, line.text) for line in moment.text] == [
        ("speech", "ada", "Both. And more."),
        ("speech", "ben", "No."),
        ("narration", None, "She left."),
    ]


def test_a_language_code_makes_foreign_speech_and_an_equals_sign_its_subtitle(tmp_path: Path):
    (line,) = play(tmp_path, hall(block("ada (it): Siediti.\n= Sit\n= down.") + END)).moment.text
    assert (line.speaker, line.lang, line.text, line.subtitle) == ("ada", "it", "Siediti.", "Sit down.")


@pytest.mark.parametrize(
    ("slots", "expected"),
    [(5, ["many", "Always."]), (3, ["some", "Always."]), (2, ["few", "Always."])],
)
def test_an_if_paragraph_its_chain_and_its_else_are_one_choice(tmp_path: Path, slots: int, expected: list[str]):
    text = f"~ slots = {slots}\n\n{{if slots >= 4}} many\n\n{{else if slots >= 3}} some\n\n{{else}} few\n\nAlways."
    assert lines(tmp_path, text) == expected


def test_an_if_right_after_an_if_is_independent(tmp_path: Path):
    assert lines(tmp_path, "{if slots > 1} One.\n\n{if slots > 0} Two.\n\n{else} Three.") == ["One.", "Two."]


def test_a_head_holds_for_everything_in_its_paragraph(tmp_path: Path):
    text = "{if slept}\n~ slots = 0\nada: No.\nMore.\n\n{slots} slots."
    assert lines(tmp_path, text) == ["2 slots."]


def test_a_chain_with_arrows_leads_where_its_first_true_head_says(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - |
        {if slept} -> away

        {else if slots > 1}
        Two slots.
        -> near

        {else} -> away
    near:
      flow:
      - |
        Near.
      - end: home
    away:
      flow:
      - |
        Away.
      - end: home
    """
    assert told(play(tmp_path, episode(scenes)).moment) == ["Two slots.", "Near."]


def test_the_effects_before_a_chain_decide_it(tmp_path: Path):
    assert lines(tmp_path, "~ slept = true\n\n{if slept}\n~ slept = false\nYes.\n\n{else} No.") == ["Yes."]


def test_a_joined_paragraph_goes_on_without_a_break_before_an_arrow_too(tmp_path: Path):
    scenes = """
    hall:
      flow: |
        One, <>
        -> next
    next:
      flow:
      - |
        two.
      - end: home
    """
    assert told(play(tmp_path, episode(scenes)).moment) == ["One, two."]


def test_effects_are_applied_in_order_and_stop_at_the_ends_of_a_range(tmp_path: Path):
    text = "~ slots += 9; most = slots; slots -= 1\n~ if slots > 3: told.ada = true\n~ flew = ben\n"
    text += "{slots} {most} {flew} {told.ada}"
    assert lines(tmp_path, text) == ["4 5 ben true"]
    assert lines(tmp_path, "~ slots -= 9\n{slots}") == ["0"]
    assert lines(tmp_path, "~ slots-=1\n~ slots+=2\n{slots}") == ["3"]


def test_a_total_follows_its_family_within_its_ends(tmp_path: Path):
    assert lines(tmp_path, "~ trust.ada += 9; trust.ben -= 1\n{trust_total}") == ["15"]


def test_a_computed_value_follows_what_it_is_computed_of(tmp_path: Path):
    assert lines(tmp_path, "{warm:warm|cold}\n~ trust.ben += 3\n{warm:warm|cold}") == ["cold", "warm"]
    assert lines(tmp_path, "~ if not warm: slots = 5\n{slots}") == ["5"]


def test_a_note_is_written_and_minutes_are_spent(tmp_path: Path):
    one = hall(block("~ note lamp; spend 20\n{clock}") + END).replace("scenes:", "clock: {minutes: 30}\nscenes:")
    moment = play(tmp_path, one).moment
    assert (moment.noted, told(moment)) == (("lamp",), ["10"])


def test_the_first_text_whose_condition_holds_is_shown(tmp_path: Path):
    assert lines(tmp_path, "{slots >= 5:a|slots >= 2:b {slots}|c}") == ["b 2"]
    assert lines(tmp_path, "{slots >= 5:a|c}") == ["c"]
    assert lines(tmp_path, "Now.{slots >= 5:a}") == ["Now."]


def test_a_comparison_of_two_variables(tmp_path: Path):
    assert lines(tmp_path, "{slots < most:less|more} {trust.ben == trust.ada:same|other}") == ["less other"]


def test_a_text_by_how_often_it_was_shown_and_the_last_stays(tmp_path: Path):
    assert rounds(tmp_path, "{first|second|ever}.", 4) == [["first."], ["second."], ["ever."], ["ever."]]


def test_texts_in_turn_and_each_once(tmp_path: Path):
    assert rounds(tmp_path, "{&a|b} {!c|d}.", 4) == [["a c."], ["b d."], ["a ."], ["b ."]]


def test_the_seed_decides_the_order_of_shuffled_texts_and_each_comes_once_a_round(tmp_path: Path):
    orders = {tuple(line for (line,) in rounds(tmp_path, "{~a|b|c}", 6, seed)) for seed in range(20)}
    assert len(orders) > 3
    for order in orders:
        assert sorted(order[:3]) == sorted(order[3:]) == ["a", "b", "c"]


def test_a_shuffle_stays_as_it_is_while_other_lines_are_edited(tmp_path: Path):
    text = "{~a|b|c|d}"
    plain = rounds(tmp_path, text, 8, seed=3)
    edited = rounds(tmp_path, f"A new line.\n\n{{~x|y|z}}\n\n{text}", 8, seed=3)
    assert [moment[-1:] for moment in edited] == plain


def test_two_shuffles_of_one_line_are_drawn_apart(tmp_path: Path):
    drawn = {rounds(tmp_path, "{~a|b} {~c|d}", 1, seed)[0][0] for seed in range(40)}
    assert drawn == {"a c", "a d", "b c", "b d"}


def test_a_backslash_makes_the_next_sign_a_letter(tmp_path: Path):
    assert lines(tmp_path, r"\{slots\} \*now\* \~x") == ["{slots} *now* ~x"]
    assert lines(tmp_path, r"ada\: no speech.") == ["ada: no speech."]
    assert lines(tmp_path, "\\~ no effect.") == ["~ no effect."]


def test_a_call_comes_back_to_where_it_was_made(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - |
        One.
        -> talk ->
        Two.
        -> talk -> last
    talk:
      flow: |
        Talk.
        <-
    last:
      flow:
      - -> talk ->
      - end: home
    """
    assert told(play(tmp_path, episode(scenes)).moment) == ["One.", "Talk.", "Two.", "Talk.", "Talk."]


def test_a_called_scene_with_a_menu_and_a_call_of_its_own_comes_back(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - |
        -> talk ->
        Back once.
        -> talk ->
        Back twice.
      - end: home
    talk:
      flow:
      - Yes {again}: |
          -> deeper ->
          Said.
      - |
        <-
    deeper:
      flow: |
        Deeper.
        <-
    """
    playthrough = play(tmp_path, episode(scenes))
    assert told(take(playthrough, "Yes")) == ["Deeper.", "Said.", "Back once."]
    assert told(take(playthrough, "Yes")) == ["Deeper.", "Said.", "Back twice."]
