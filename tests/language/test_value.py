"""A value does what a frozen dataclass with slots does, and a type checker and `dataclasses` take it for one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import pytest

from game.language.value import value


class Thing:
    """Two parts of its own, one that is there from the beginning, one that is made anew."""

    name: str
    count: int
    unit: str = "m"
    parts: list[int] = field(default_factory=list)


class One:
    name: str


class Nothing:
    """Holds nothing."""


def both(cls: type) -> list[Any]:
    """A class as a value and as a dataclass."""
    twin = type(cls.__name__, (), {**vars(cls), "__qualname__": cls.__name__})
    return [value(cls), dataclass(frozen=True, slots=True)(twin)]


@pytest.fixture(params=[0, 1], ids=["value", "dataclass"])
def thing(request: pytest.FixtureRequest) -> Any:
    return THINGS[request.param]


THINGS, ONES, NOTHINGS = both(Thing), both(One), both(Nothing)


def test_it_is_made_by_place_or_by_name_with_what_it_has_by_itself(thing: Any):
    one = thing("rope", count=3)
    assert (one.name, one.count, one.unit, one.parts) == ("rope", 3, "m", [])
    assert thing("rope", 3).parts is not one.parts
    assert thing("rope", 3, "ft", [1]).parts == [1]
    for wrong in ({"name": "rope"}, {"name": "rope", "count": 1, "colour": "red"}):
        with pytest.raises(TypeError):
            thing(**wrong)


def test_it_is_equal_by_what_it_holds_and_only_to_its_like(thing: Any):
    assert thing("rope", 3) == thing("rope", 3) != thing("rope", 4)
    assert thing("rope", 3) != ("rope", 3, "m", [])
    assert THINGS[0]("rope", 3) != THINGS[1]("rope", 3)
    assert hash(thing("rope", 3, "m", ())) == hash(thing("rope", 3, "m", ()))
    with pytest.raises(TypeError, match="unhashable"):
        hash(thing("rope", 3))


def test_it_cannot_be_changed_and_has_no_room_for_more(thing: Any):
    one = thing("rope", 3)
    for name in ("name", "colour"):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            setattr(one, name, "x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    assert not hasattr(one, "__dict__")
    assert one.name == "rope"


def test_dataclasses_and_patterns_know_it(thing: Any):
    one = thing("rope", 3)
    assert dataclasses.is_dataclass(one)
    assert [part.name for part in dataclasses.fields(one)] == ["name", "count", "unit", "parts"]
    assert dataclasses.replace(one, count=4) == thing("rope", 4)
    assert dataclasses.asdict(one) == {"name": "rope", "count": 3, "unit": "m", "parts": []}
    match one:
        case thing(name, count=count):
            assert (name, count) == ("rope", 3)


@pytest.mark.parametrize(("made", "given"), [(THINGS, ("rope", 3)), (ONES, ("rope",)), (NOTHINGS, ())])
def test_it_says_what_it_is_as_a_dataclass_does(made: list[Any], given: tuple[Any, ...]):
    assert repr(made[0](*given)) == repr(made[1](*given))
    assert made[0](*given) == made[0](*given)


def test_what_a_class_says_itself_it_keeps():
    @value
    class Named:
        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

    assert repr(Named("rope")) == "<rope>"
