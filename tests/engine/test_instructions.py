"""Sessions, pools, messages, conditions over flows, endings, and other episodes."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.playthrough import NotOffered, Playthrough
from tests.making import HEADER, episode, hall, offered, play, take, told

TALK = """
- session: talk
  with: ben
  turns: 3
  offers: 2
  topics:
  - The sea {as sea}: |
      Wet.
  - The wind {as wind}: |
      Cold.
  - The rain {as rain}: |
      Wet too.
  - You said wet {after sea; as wet}: |
      I did.
  - The moon:
      if: slots > 3
      locked: It is cloudy.
      as: moon
      flow: |
        Round.
  - Leave it {turns 0; as leave}: -> out
  starts:
  - if: turn >= 1
    flow: |
      And you?
  ends:
    closed:
      if: trust.ben >= 9
      flow: |
        Enough.
    spent: |
      The bell.
    empty: |
      Silence.
- |
  After.
- Once more {again}: -> hall
- Stop:
  - end: home
"""
OUT = "out:\n  flow:\n  - |\n    Out.\n  - end: home"


def talk(folder: Path, text: str = TALK):
    scenes = "hall:\n  flow:\n" + "\n".join(f"  {line}" for line in text.strip().split("\n")) + "\n" + OUT
    return play(folder, episode(scenes))


def test_topics_are_offered_in_order_no_more_than_offers_and_the_free_one_beside_them(tmp_path: Path):
    assert offered(talk(tmp_path).moment) == ["The sea", "The wind", "Leave it"]


def test_a_follow_up_of_the_last_topic_takes_precedence(tmp_path: Path):
    playthrough = talk(tmp_path)
    assert offered(take(playthrough, "The sea")) == ["The wind", "You said wet", "Leave it"]
    assert offered(take(playthrough, "The wind")) == ["The rain", "You said wet", "Leave it"]


def test_what_the_other_begins_comes_once_and_costs_no_turn(tmp_path: Path):
    playthrough = talk(tmp_path)
    assert told(take(playthrough, "The sea")) == ["Wet.", "And you?"]
    assert told(take(playthrough, "The wind")) == ["Cold."]
    assert told(take(playthrough, "The rain")) == ["Wet too.", "The bell.", "After."]


def test_a_topic_that_leads_away_ends_the_session(tmp_path: Path):
    assert told(take(talk(tmp_path), "Leave it")) == ["Out."]


def test_a_session_closes_at_once_when_its_condition_holds(tmp_path: Path):
    playthrough = talk(tmp_path, TALK.replace("      Wet.\n", "      Wet.\n      ~ trust.ben = 9\n", 1))
    assert told(take(playthrough, "The sea")) == ["Wet.", "Enough.", "After."]


def test_a_session_is_fresh_whenever_it_is_entered(tmp_path: Path):
    playthrough = talk(tmp_path)
    take(playthrough, "The sea", "The wind", "The rain", "Once more")
    assert offered(playthrough.moment) == ["The sea", "The wind", "Leave it"]
    assert told(take(playthrough, "The sea")) == ["Wet.", "And you?"]


def test_a_locked_topic_is_shown_with_its_reason_and_takes_a_place(tmp_path: Path):
    playthrough = talk(tmp_path, TALK.replace("turns: 3", "turns: 9"))
    take(playthrough, "The sea", "The wind", "The rain", "You said wet")
    assert [(c.label, c.locked) for c in playthrough.moment.choices] == [
        ("The moon", "It is cloudy."),
        ("Leave it", None),
    ]


def test_an_emptied_session_goes_on_with_empty_or_with_spent_if_there_is_none(tmp_path: Path):
    short = "\n".join(TALK.strip().split("\n")[:7]).replace("turns: 3", "turns: 9")
    ends = "\n  ends:\n    spent: |\n      The bell."
    rest = "\n- end: home"
    assert told(take(talk(tmp_path, f"{short}{ends}\n    empty: |\n      Silence.{rest}"), "The sea")) == [
        "Wet.",
        "Silence.",
    ]
    assert told(take(talk(tmp_path, short + ends + rest), "The sea")) == ["Wet.", "The bell."]


def test_what_follows_spent_may_be_the_session_again(tmp_path: Path):
    playthrough = talk(tmp_path, TALK.replace("      The bell.\n", "      The bell.\n      -> hall\n"))
    take(playthrough, "The sea", "The wind")
    assert told(take(playthrough, "The rain")) == ["Wet too.", "The bell."]
    assert offered(playthrough.moment) == ["The sea", "The wind", "Leave it"]


def test_a_session_inside_a_called_scene_comes_back(tmp_path: Path):
    scenes = """
    hall:
      flow:
      - |
        -> talk ->
        Back.
      - end: home
    talk:
      flow:
      - session: chat
        turns: 1
        topics:
        - Yes: |
            Yes.
      - <-
    """
    assert told(take(play(tmp_path, episode(scenes)), "Yes")) == ["Yes.", "Back."]


# Pools -----------------------------------------------------------------------------------------------------------

POOL = """
hall:
  flow:
  - pool: stairs
    draw: 2
  - Again {again}: -> hall
  - Set {again}: |
      ~ slept = true
      -> hall
  - Stop:
    - end: home
creak:
  pool: stairs
  again: true
  flow: |
    Creak.
    <-
draught:
  pool: stairs
  again: true
  flow: |
    Draught.
    <-
knock:
  pool: stairs
  again: true
  flow: |
    Knock.
    <-
cat:
  pool: stairs
  if: slept and slots > 0
  flow: |
    Cat.
    <-
dog:
  pool: stairs
  if: slept
  again: true
  flow: |
    Dog.
    <-
"""


def test_a_pool_draws_what_was_drawn_longest_ago_or_never_then_in_order(tmp_path: Path):
    playthrough = play(tmp_path, episode(POOL))
    drawn = [told(playthrough.moment)] + [told(take(playthrough, "Again")) for _ in range(3)]
    assert drawn == [["Creak.", "Draught."], ["Knock.", "Creak."], ["Draught.", "Knock."], ["Creak.", "Draught."]]


def test_a_scene_with_more_conditions_comes_first_and_only_once_unless_again(tmp_path: Path):
    playthrough = play(tmp_path, episode(POOL))
    assert told(take(playthrough, "Set")) == ["Cat.", "Dog."]
    assert told(take(playthrough, "Again")) == ["Dog.", "Dog."]


def test_a_scene_drawn_long_ago_keeps_its_place_however_often_others_are_drawn(tmp_path: Path):
    pool = POOL.replace("creak:\n  pool: stairs\n", "creak:\n  pool: stairs\n  if: not slept\n").replace(
        "draught:\n  pool: stairs\n", "draught:\n  pool: stairs\n  if: not slept\n"
    )
    pool = pool.replace("  - Set", "  - Unset {again}: |\n      ~ slept = false\n      -> hall\n  - Set")
    pool = pool[: pool.index("cat:")].replace("draw: 2", "draw: 1")
    playthrough = play(tmp_path, episode(pool))
    assert told(playthrough.moment) == ["Creak."]
    assert told(take(playthrough, "Again")) == ["Draught."]
    take(playthrough, "Set", "Again", "Again", "Again", "Again")
    assert told(take(playthrough, "Unset")) == ["Creak."]


def test_a_pool_with_nothing_to_draw_goes_on(tmp_path: Path):
    scenes = "hall:\n  flow:\n  - pool: p\n    draw: 3\n  - end: home\nx:\n  pool: p\n  flow: |\n    X.\n    <-"
    assert told(play(tmp_path, episode(scenes)).moment) == ["X."]


# Messages --------------------------------------------------------------------------------------------------------

SEND = """
hall:
  place: The hall
  flow:
  - send: first
    in: 20
    to: ada
    text: |
      First?
    reply: |
      ada: First.
  - send: second
    in: 10
    to: ben
    text: |
      Second?
    reply:
    - |
      ben: Second.
    - Thank him: |
        Thanks.
  - Wait: |
      ~ spend 10
  - -> side
side:
  place: The side
  flow:
  - |
    Side.
  - session: chat
    turns: 5
    topics:
    - Talk {again}: |
        Talked.
        ~ spend 10
    - Leave {turns 0}:
      - end: home
  - end: home
"""
TOP = "clock: {minutes: 90, until: dawn}\n"


def test_a_message_is_sent_and_shown_on_its_way(tmp_path: Path):
    playthrough = play(tmp_path, episode(SEND, TOP))
    assert [(line.kind, line.speaker, line.text) for line in playthrough.moment.text] == [
        ("message", "ada", "First?"),
        ("message", "ben", "Second?"),
    ]
    assert playthrough.instruments.flights == (("first", "ada", 20, 20), ("second", "ben", 10, 10))


def test_an_answer_comes_at_the_next_scene_or_between_two_turns_and_may_ask(tmp_path: Path):
    playthrough = play(tmp_path, episode(SEND, TOP))
    assert told(take(playthrough, "Wait")) == ["Second."]
    assert [choice.id for choice in playthrough.moment.choices] == ["hall.thank_him"]
    assert told(take(playthrough, "Thank him")) == ["Thanks.", "Side."]
    assert playthrough.instruments.flights == (("first", "ada", 10, 20),)
    assert told(take(playthrough, "Talk")) == ["Talked.", "First."]
    assert told(take(playthrough, "Talk")) == ["Talked."]
    assert playthrough.instruments.minutes == 60


def test_a_menu_in_an_answer_belongs_to_the_scene_that_sent_it(tmp_path: Path):
    """Also where another scene comes first in the file, whose beginning delivers it too."""
    scenes = "start:\n  flow:\n  - Go: -> hall\n" + SEND.strip()
    playthrough = play(tmp_path, episode(scenes, TOP))
    take(playthrough, "Go", "Wait")
    assert [choice.id for choice in playthrough.moment.choices] == ["hall.thank_him"]
    assert playthrough.moment.place == "The hall"


def test_a_message_that_takes_no_minutes_is_answered_at_the_next_scene(tmp_path: Path):
    scenes = SEND.replace("in: 20", "in: 0").replace("~ spend 10\n  - ->", "~ slots += 1\n  - ->")
    assert told(take(play(tmp_path, episode(scenes, TOP)), "Wait")) == ["First.", "Side."]


def test_the_clock_stops_at_nothing(tmp_path: Path):
    playthrough = play(tmp_path, episode(SEND, "clock: {minutes: 5}\n"))
    take(playthrough, "Wait")
    assert playthrough.instruments.minutes == 0


SOLS = """
hall:
  flow:
  - here: day
  - Dig {again}: |
      ~ spend 300
  - Sleep {again}: |
      ~ spend 820; clock = 600
      {clock >= 500:Day.|Night.}
  - Leave: -> two
  - -> day
"""
LOCAL = 'clock: {minutes: 480, until: sunset, most: 600, sol: 1, local: "14:51"}\n'


def shown(playthrough: Playthrough) -> tuple[int | None, int | None, int | None, str | None]:
    """The minutes left and those that there were, the sol and its local time."""
    now = playthrough.instruments
    return now.minutes, now.total, now.time.sol if now.time else None, now.time.local if now.time else None


def test_local_time_goes_on_with_the_minutes_spent_whatever_the_budget(tmp_path: Path):
    two = episode("shore:\n  flow:\n  - end: home", 'clock: {minutes: 60, sol: 9, local: "06:00"}\n', "two")
    story = HEADER.replace("- one: one.yaml", "- one: one.yaml\n- two: two.yaml")
    playthrough = play(tmp_path, episode(SOLS, LOCAL), two=two, story=story)
    assert shown(playthrough) == (480, 480, 1, "14:51")
    take(playthrough, "Dig")
    assert shown(playthrough) == (180, 480, 1, "19:42")  # 300 minutes are 291 and 58 seconds there
    take(playthrough, "Dig")
    assert shown(playthrough) == (0, 480, 2, "00:34")
    assert told(take(playthrough, "Sleep")) == ["Day."]
    assert shown(playthrough) == (600, 600, 2, "13:53")
    playthrough.rewind()
    assert shown(playthrough) == (0, 480, 2, "00:34")
    take(playthrough, "Leave", "Go on")
    assert shown(playthrough) == (60, 60, 9, "06:00")


def test_no_local_time_is_told_where_none_is_given(tmp_path: Path):
    assert shown(play(tmp_path, episode(SEND, TOP))) == (90, 90, None, None)


# Flows -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slept", "expected"), [("true", ["Yes.", "After."]), ("false", ["No.", "After."])])
def test_a_condition_chooses_between_flows(tmp_path: Path, slept: str, expected: list[str]):
    flow = f"- |\n  ~ slept = {slept}\n- if: slept\n  then: |\n    Yes.\n  else: |\n    No.\n- |\n  After.\n- end: home"
    assert told(play(tmp_path, hall(flow)).moment) == expected


def test_else_may_be_left_out(tmp_path: Path):
    assert told(play(tmp_path, hall("- if: slept\n  then: |\n    Yes.\n- |\n  After.\n- end: home")).moment) == [
        "After."
    ]


def test_an_ending_has_a_title_and_a_listener(tmp_path: Path):
    ending = play(tmp_path, hall("- end: home")).moment.ending
    assert (ending.id, ending.title, ending.listener) == ("home", "Home", "her brother")


# Episodes --------------------------------------------------------------------------------------------------------

TWO = """
recap:
- |
  {if slept} I slept.

  {else} I did not.

  ada: {slots} slots.
"""
SHORE = "shore:\n  flow:\n  - Swim: -> out\nout:\n  place: Out\n  flow:\n  - end: home"


def two(folder: Path, leave: str):
    header = HEADER.replace("- one: one.yaml", "- one: one.yaml\n- two: two.yaml")
    one = hall(f"- Stay {{again}}: -> hall\n- Leave: |\n    ~ slots = 5; note lamp\n    {leave}")
    return play(folder, one, story=header, two=episode(SHORE, TWO, "two"))


def test_another_episode_begins_with_its_card_after_one_more_choice(tmp_path: Path):
    from tests.making import write

    playthrough = two(tmp_path, "-> two")
    write(tmp_path, {})
    assert offered(take(playthrough, "Leave")) == ["Go on"]
    card = take(playthrough, "Go on").card
    assert (card.episode, card.title) == (2, "two")
    assert [(line.kind, line.text) for line in card.recap] == [("narration", "I did not."), ("speech", "5 slots.")]
    assert playthrough.world["slots"] == "5"
    assert playthrough.rewind(2).scene == "hall"


def test_a_scene_of_another_episode_is_entered_without_a_card_and_notes_are_told(tmp_path: Path):
    moment = take(two(tmp_path, "-> two.out"), "Leave")
    assert (moment.place, moment.card, moment.noted) == ("Out", None, ("lamp",))


def test_there_is_no_beginning_at_an_episode_that_the_story_does_not_have(tmp_path: Path):
    from game.engine.playthrough import Playthrough

    library = two(tmp_path, "-> two").library
    assert Playthrough(library, episode="two").moment.card
    with pytest.raises(NotOffered):
        Playthrough(library, episode="three")


def test_an_else_of_a_recap_is_silent_where_its_if_speaks(tmp_path: Path):
    playthrough = two(tmp_path, "~ slept = true\n    -> two")
    recap = take(playthrough, "Leave", "Go on").card.recap
    assert [line.text for line in recap] == ["I slept.", "5 slots."]
