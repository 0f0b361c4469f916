"""What a reading leaves is not looked through, and does not pile up."""

from __future__ import annotations

import gc
import weakref

from game.language.uncollected import uncollected


class Round:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_the_collector_rests_for_a_while_and_works_on() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_whoever_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_one_reading_left_goes_after_the_next_has_begun() -> None:
    with uncollected():
        left = weakref.ref(Round())
    gc.collect()
    assert left() is not None
    with uncollected():
        gc.collect()
        assert left() is None
